// SPDX-License-Identifier: Apache-2.0
import type { AuditRule } from '../rule.js';
import { licensedBases } from './licensed-bases.js';
import { isFamilyOf, isNoAnswer, licenseKey, statedLicenses, withTrait } from './stated.js';

export const REVIEW = 'Have it reviewed by whoever knows the law; what is said here is a reason to look, no advice.';

export const baseTermsDropped: AuditRule = {
  id: 'base-license-dropped',
  theme: 'license',
  severity: 'high',
  description: 'The base is under terms that go on to what is made from it, and another licence is stated.',
  risk: 'Restrictions of the base hold all the same, and whoever trusts the stated licence breaks them.',
  fix: `State the licence of the base. ${REVIEW}`,
  limits:
    'Known are bases by the names that their makers gave them. Copies of other owners under the same name are told as medium, and under ' +
    'other names not at all.',
  *check(model) {
    const stated = statedLicenses(model);
    // "other" with a name may well be the licence of the base.
    const isNamed = model.has('license.name') || model.has('license.link') || model.has('license.text');
    for (const { id, claims, licenses, isCopy } of licensedBases(model)) {
      const keys = new Set(licenses.map(licenseKey));
      const isKept = stated.some(
        ({ claim, facts }) =>
          keys.has(licenseKey(claim.value)) ||
          // That the version is open is for `license-family`.
          licenses.some((license) => isFamilyOf(claim.value, license)) ||
          facts === undefined ||
          (isNamed && isNoAnswer(claim.value)),
      );
      const [first] = stated;
      if (first === undefined || isKept) continue;
      yield {
        message: `${first.claim.value} for what is made from ${id} (${licenses[0] ?? ''})`,
        evidence: [first.claim, ...claims],
        ...(isCopy && { severity: 'medium' }),
      };
    }
  },
};

export const noticeMissing: AuditRule = {
  id: 'license-notice-missing',
  theme: 'license',
  severity: 'low',
  description: 'The licence asks for a notice or its text beside the model, and neither lies there.',
  risk: 'A duty of the licence may be missed.',
  fix: `Add the text of the licence and its notice. ${REVIEW}`,
  *check(model) {
    const license = withTrait(model, 'notice');
    const isThere = model.hasFileLike(/(?:^|\/)(?:notice|licen[cs]e|copying|use[-_ ]?policy)[^/]*$/i);
    if (license && !isThere)
      yield { message: `${license.claim.value}, and no NOTICE or LICENSE`, evidence: [license.claim] };
  },
};

export const nonCommercial: AuditRule = {
  id: 'license-non-commercial',
  theme: 'license',
  severity: 'low',
  description: 'It may not be used commercially.',
  risk: 'A product is made with it all the same.',
  fix: REVIEW,
  *check(model) {
    const license = withTrait(model, 'non-commercial');
    if (license) yield { message: license.claim.value, evidence: [license.claim] };
  },
};

export const useRestrictions: AuditRule = {
  id: 'license-use-restrictions',
  theme: 'license',
  severity: 'info',
  description: 'The licence forbids some uses, and asks that those who pass it on forbid them, too.',
  risk: 'The duty to pass it on is missed when the model is built into something.',
  fix: REVIEW,
  *check(model) {
    const license = withTrait(model, 'use-restrictions');
    if (license) yield { message: license.claim.value, evidence: [license.claim] };
  },
};

export const euLimit: AuditRule = {
  id: 'license-eu-limit',
  theme: 'license',
  severity: 'low',
  description: 'Some models under this licence are not for those in the European Union.',
  risk: 'Models that see are left out of the grant for them.',
  fix: REVIEW,
  *check(model) {
    const license = withTrait(model, 'eu-limit');
    const sees = model
      .texts('architecture', 'model-type')
      .find(({ value }) => /vision|mllama|conditionalgeneration|llama4/i.test(value));
    if (license && sees) yield { message: license.claim.value, evidence: [license.claim, sees] };
  },
};

export const noDerivatives: AuditRule = {
  id: 'license-no-derivatives',
  theme: 'license',
  severity: 'medium',
  description:
    'The licence forbids to pass on what is made from it, and this was made from something, or is made to be.',
  risk: 'Fine-tuned or quantised copies may not be passed on.',
  fix: REVIEW,
  *check(model) {
    const license = withTrait(model, 'no-derivatives');
    if (license) yield { message: license.claim.value, evidence: [license.claim] };
  },
};
