// SPDX-License-Identifier: Apache-2.0
import type { AuditRule } from './rule.js';
import { architectureDiffers } from './identity/architecture.js';
import { nameDiffers, versionDiffers } from './identity/names.js';
import { ownerDiffers, quantizerDiffers } from './identity/people.js';
import { remarkRules } from './identity/remarks.js';
import { tokenizerFamilyDiffers } from './identity/tokenizer-family.js';

export const revisionMutable: AuditRule = {
  id: 'revision-mutable',
  theme: 'identity',
  severity: 'medium',
  description: 'It is named by a revision that its owner can move.',
  risk: 'The same name gives other bytes tomorrow.',
  fix: 'Name the commit: `hf://org/name@<40 hex digits>`, and pin it: `mpk pin`.',
  *check(model) {
    for (const claim of model.texts('repository.revision')) {
      if (!/^[\da-f]{40}$/.test(claim.value)) yield { message: claim.value, evidence: [claim] };
    }
  },
};

export const identityRules: readonly AuditRule[] = [
  nameDiffers,
  versionDiffers,
  architectureDiffers,
  tokenizerFamilyDiffers,
  ownerDiffers,
  quantizerDiffers,
  revisionMutable,
  ...remarkRules,
];
