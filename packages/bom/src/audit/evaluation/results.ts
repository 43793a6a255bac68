// SPDX-License-Identifier: Apache-2.0
import { memberOfClaim, textMember } from '../../claims/claim-members.js';
import type { AuditRule } from '../rule.js';
import { byFile } from './metrics.js';

export const resultWithoutSource: AuditRule = {
  id: 'result-without-source',
  theme: 'evaluation',
  severity: 'low',
  description: 'Results are stated without where they come from.',
  risk: 'Nobody can check them.',
  fix: 'Give `source.url` of each result, or its file of `.eval_results`.',
  limits: 'What a trainer logged is passed over: it is the source. Results of one file are told together.',
  check: (model) =>
    byFile(
      model,
      (claim) =>
        textMember(claim, 'source') === undefined && claim.source.file?.endsWith('trainer_state.json') !== true,
    ),
};

export const resultUnverified: AuditRule = {
  id: 'result-self-reported',
  theme: 'evaluation',
  severity: 'info',
  description: 'Results are stated by whoever published the model, and verified by nobody.',
  risk: 'They may be better than they are.',
  fix: 'Evaluate it yourself, and have that attested: `mpk attest --type evaluation`.',
  limits: 'Results of one file are told together.',
  check: (model) => byFile(model, (claim) => memberOfClaim(claim, 'verified') !== true),
};
