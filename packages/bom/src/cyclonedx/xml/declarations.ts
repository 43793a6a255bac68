// SPDX-License-Identifier: Apache-2.0
import { attachment, organization } from './basics.js';
import { boolean, decimal, each, list, object, text, type Codec } from './codecs.js';

const grade: Codec = object([
  ['score', decimal],
  ['rationale', text],
]);

const attestationMap: Codec = object([
  ['requirement', text],
  ['claims', list('claim', text)],
  ['counterClaims', list('counterClaim', text)],
  ['conformance', grade],
  ['confidence', grade],
]);

const attestation: Codec = object([
  ['summary', text],
  ['assessor', text],
  ['map', each(attestationMap)],
]);

const claim: Codec = object([
  ['target', text],
  ['predicate', text],
  ['reasoning', text],
  ['evidence', each(text)],
  ['counterEvidence', each(text)],
]);

const evidenceData: Codec = object([
  ['name', text],
  [
    'contents',
    object([
      ['attachment', attachment],
      ['url', text],
    ]),
  ],
]);

const evidence: Codec = object([
  ['propertyName', text],
  ['description', text],
  ['data', each(evidenceData)],
  ['created', text],
  ['expires', text],
]);

/** `declarationsType`, as far as this kit has a model of it. */
export const declarations: Codec = object([
  [
    'assessors',
    list(
      'assessor',
      object([
        ['thirdParty', boolean],
        ['organization', organization],
      ]),
    ),
  ],
  ['attestations', list('attestation', attestation)],
  ['claims', list('claim', claim)],
  ['evidence', list('evidence', evidence)],
  ['targets', object([['organizations', list('organization', organization)]])],
]);
