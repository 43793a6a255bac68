// SPDX-License-Identifier: Apache-2.0
import { licenseFacts } from '../../licenses/license-ids.js';
import type { AuditedModel, TextClaim } from '../audited-model.js';
import type { AuditRule } from '../rule.js';
import { TERMS_OF_MAKERS } from './base-terms.js';
import { REVIEW } from './duties.js';
import { idsIn, isFamilyOf, isNoAnswer, licenseKey, traitsOf } from './stated.js';

/** The text of a licence as it lies with a model at the Hub. */
const OF_MODEL =
  /^https?:\/\/(?:www\.)?(?:huggingface\.co|hf\.co)\/([\w.-]{1,96}\/[\w.-]{1,96})\/(?:blob|resolve|raw)\/[\w.-]{1,60}\/licen[cs]e(?:\.\w{2,4})?$/i;

/** Which licences an address is of, any of them; none where that is not known for certain. */
function licensesOf(link: string): readonly string[] {
  const [, id] = OF_MODEL.exec(link) ?? [];
  if (id !== undefined) return TERMS_OF_MAKERS.find(([name]) => name.test(id))?.[1] ?? [];
  const facts = /^https?:/i.test(link) ? licenseFacts(link) : undefined;
  return facts === undefined || facts.isFamily || facts.traits.includes('undetermined') ? [] : [facts.id];
}

/** What the same file states by an id, or, of `other`, by a name that is one. */
const statedBeside = (model: AuditedModel, link: TextClaim): readonly TextClaim[] =>
  model
    .texts('license', 'license.name')
    .filter(({ value, source }) => source.file === link.source.file && !isNoAnswer(value));

export const licenseLinkDiffers: AuditRule = {
  id: 'license-link-differs',
  theme: 'license',
  severity: 'medium',
  description: 'The link to the licence is of another licence than is stated.',
  risk: 'Whoever follows the link reads terms that the id does not have.',
  fix: `Find out which one is meant, and correct the other. ${REVIEW}`,
  limits:
    'It knows the addresses of well-known licences, and the texts that lie with well-known bases. Links that forbid commercial use are for ' +
    '`license-forbids-in-words`.',
  *check(model) {
    for (const link of model.texts('license.link')) {
      const linked = licensesOf(link.value);
      const stated = statedBeside(model, link);
      const [first] = stated;
      const ids = stated.flatMap(({ value }) => idsIn(value));
      const [own = ''] = linked;
      if (first === undefined || own === '' || traitsOf(own).includes('non-commercial')) continue;
      if (ids.some((id) => licenseFacts(id) === undefined)) continue;
      const keys = new Set(linked.map(licenseKey));
      if (ids.some((id) => keys.has(licenseKey(id)) || linked.some((license) => isFamilyOf(id, license)))) continue;
      yield { message: `${first.value} is stated, the link is of ${own}`, evidence: [first, link] };
    }
  },
};
