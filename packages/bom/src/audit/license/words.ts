// SPDX-License-Identifier: Apache-2.0
import { licenseFacts } from '../../licenses/license-ids.js';
import type { AuditedModel, TextClaim } from '../audited-model.js';
import type { AuditRule } from '../rule.js';
import { REVIEW } from './duties.js';
import { isNoAnswer, statedLicenses, traitsOf, type StatedLicense } from './stated.js';

/** Known, one licence, and of nobody who may forbid commerce. */
const allowsCommerce = ({ facts }: StatedLicense): boolean =>
  facts !== undefined &&
  !facts.isFamily &&
  facts.traits.every((trait) => trait === 'copyleft' || trait === 'share-alike');

const isNonCommercial = ({ value }: TextClaim): boolean =>
  licenseFacts(value) !== undefined && traitsOf(value).includes('non-commercial');

/** Words, names and addresses of licences that forbid it, or allow research alone. */
const restrictions = (model: AuditedModel): readonly TextClaim[] => [
  ...model.texts('license.name', 'license.link').filter(isNonCommercial),
  ...model.texts('license.restriction'),
];

/** Most sentences that are shown. */
const MAX_SENTENCES = 3;

export const commerceForbidden: AuditRule = {
  id: 'license-forbids-in-words',
  theme: 'license',
  severity: 'medium',
  description: 'The card forbids commercial use in words, or by a name or link, and states a licence that allows it.',
  risk: 'Whoever went by the id sells what may not be sold, or it may be sold and nobody dares.',
  fix: `State the licence that is meant; other terms go into one of their own, with \`license: other\` and \`license_name\`. ${REVIEW}`,
  limits:
    'It reads sections of licences, labels, and sentences that begin with the model; what is said of data, code and bases, and what a ' +
    'model is only intended for, is passed over.',
  *check(model) {
    const stated = statedLicenses(model);
    const license = stated.find(allowsCommerce)?.claim;
    const isSaid = stated.some(
      ({ claim }) => isNoAnswer(claim.value) || traitsOf(claim.value).includes('non-commercial'),
    );
    const [first, ...more] = restrictions(model);
    if (license === undefined || isSaid || first === undefined) return;
    yield {
      message: `${license.value} is stated, and: ${first.value}`,
      evidence: [license, first, ...more.slice(0, MAX_SENTENCES - 1)],
    };
  },
};
