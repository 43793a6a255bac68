// SPDX-License-Identifier: Apache-2.0
import { attachment, organization } from './basics.js';
import { decimal, each, list, object, text, type Writer } from './writers.js';

const grade: Writer = object([
  ['score', decimal],
  ['rationale', text],
]);

const attestationMap: Writer = object([
  ['requirement', text],
  ['claims', list('claim', text)],
  ['counterClaims', list('counterClaim', text)],
  ['conformance', grade],
  ['confidence', grade],
]);

const attestation: Writer = object([
  ['summary', text],
  ['assessor', text],
  ['map', each(attestationMap)],
]);

const claim: Writer = object([
  ['target', text],
  ['predicate', text],
  ['reasoning', text],
  ['evidence', each(text)],
  ['counterEvidence', each(text)],
]);

const evidenceData: Writer = object([
  ['name', text],
  [
    'contents',
    object([
      ['attachment', attachment],
      ['url', text],
    ]),
  ],
]);

const evidence: Writer = object([
  ['propertyName', text],
  ['description', text],
  ['data', each(evidenceData)],
  ['created', text],
  ['expires', text],
]);

/** `declarationsType`, as far as this kit has a model of it. */
export const declarations: Writer = object([
  [
    'assessors',
    list(
      'assessor',
      object([
        ['thirdParty', text],
        ['organization', organization],
      ]),
    ),
  ],
  ['attestations', list('attestation', attestation)],
  ['claims', list('claim', claim)],
  ['evidence', list('evidence', evidence)],
  ['targets', object([['organizations', list('organization', organization)]])],
]);
