// SPDX-License-Identifier: Apache-2.0
import { EXACT_IDS } from '../../licenses/exact-texts.js';
import { licenseFacts } from '../../licenses/license-ids.js';
import type { AuditedModel, TextClaim } from '../audited-model.js';
import type { AuditRule } from '../rule.js';
import { bySpeaker } from '../speaker.js';
import { idsIn, isFamilyOf, isNoAnswer, keysOf, licenseKey, statedLicenses } from './stated.js';

/** Files whose texts are of what lies beside or within the model. */
const OF_PARTS = /\/|third[-_ ]?part|notice|copyright|[-_.]code\b/i;

/** Licences that are stated by an id, or, where that is "other", by a name that is one. */
function named(model: AuditedModel): readonly TextClaim[] {
  const stated = model.texts('license').filter(({ value }) => !isNoAnswer(value));
  const files = new Set(stated.map(({ source }) => source.file));
  const names = model.texts('license.name').filter(({ source, value }) => {
    const facts = licenseFacts(value);
    return !files.has(source.file) && facts?.isFamily === false && !facts.traits.includes('undetermined');
  });
  return [...stated, ...names];
}

export const licenseTextDiffers: AuditRule = {
  id: 'license-text-differs',
  theme: 'license',
  severity: 'high',
  description: 'The text of a licence that lies there is of another licence than is stated.',
  risk: 'The text is what counts in the end, and whoever went by the id did something else.',
  fix: 'Find out which one is right, and correct the other.',
  limits:
    'Of several licences that are stated together, a text of one is enough. Texts in folders, of code, and of notices, are of parts. Of ' +
    '`other` the name counts, where it is known.',
  *check(model) {
    const texts = model
      .texts('license.text')
      .filter(({ value, source }) => !isNoAnswer(value) && !OF_PARTS.test(source.file ?? ''));
    const [text] = texts;
    for (const claims of text === undefined ? [] : bySpeaker(named(model))) {
      const [first] = claims;
      if (text === undefined || first === undefined || texts.some(({ value }) => isAmong(value, claims))) continue;
      yield { message: `${first.value} is stated, the text is ${text.value}`, evidence: [first, text] };
    }
  },
};

/** Whether a text is of one of the licences that are stated together, or of a family that is. */
const isAmong = (text: string, claims: readonly TextClaim[]): boolean =>
  keysOf(claims).has(licenseKey(text)) || claims.some(({ value }) => idsIn(value).some((id) => isFamilyOf(id, text)));

export const licenseTextUnknown: AuditRule = {
  id: 'license-text-unknown',
  theme: 'license',
  severity: 'medium',
  description:
    'A permissive licence is stated, and the text that lies there is not the text of it, nor of another that is known.',
  risk: 'The text is what counts in the end, and may forbid what the licence permits.',
  fix: 'Put the text of the stated licence there as it is published, or state what the text is.',
  limits:
    'It tells of MIT, BSD-2-Clause, BSD-3-Clause, ISC and Apache-2.0 alone, whose texts are known word for word, and where no text of ' +
    'what is stated lies beside it. Texts in folders, of code, and of notices, are of parts.',
  *check(model) {
    const texts = model.texts('license.text').filter(({ source }) => !OF_PARTS.test(source.file ?? ''));
    const unknown = texts.find(({ value }) => isNoAnswer(value));
    const stated = statedLicenses(model);
    const [first] = stated;
    // Another name, or another licence, may be what the text is of.
    const isExact = stated.every(({ facts }) => facts !== undefined && EXACT_IDS.has(facts.id));
    if (unknown === undefined || first === undefined || !isExact || model.has('license.name')) return;
    const keys = keysOf(stated.map(({ claim }) => claim));
    if (texts.some(({ value }) => keys.has(licenseKey(value)))) return;
    const isLike = model
      .texts('license.text.like')
      .some(({ value, source }) => source.file === unknown.source.file && keys.has(licenseKey(value)));
    const what = isLike ? 'resembles it, and is not its text' : 'is of no licence that is known';
    yield {
      message: `${first.claim.value} is stated, the text ${what}`,
      evidence: [first.claim, unknown],
    };
  },
};

/** Of a maker, who asks for it of nobody but those who use what is theirs. */
const isOfMaker = ({ value, source }: TextClaim): boolean =>
  /^notice[^/]*$/i.test(source.file ?? '') && licenseFacts(value)?.traits.includes('community-terms') === true;

export const noticeDiffers: AuditRule = {
  id: 'license-notice-differs',
  theme: 'license',
  severity: 'medium',
  description: 'The notice beside the model says that it is under the licence of a maker, and another one is stated.',
  risk: 'The notice is there because something of that maker is in it, whose terms hold all the same.',
  fix: 'State the licence that the notice names, or find out why the notice lies there.',
  limits: 'It knows the notices that Llama, Gemma and Qwen ask for. Notices of permissive licences may be of parts.',
  *check(model) {
    const stated = named(model);
    const [first] = stated;
    const isKnown = stated.every(({ value }) => idsIn(value).some((id) => licenseFacts(id) !== undefined));
    // "other" by a name that nobody knows may be the one that the notice names.
    const isOther = model.texts('license').some(({ value }) => isNoAnswer(value));
    if (first === undefined || !isKnown || (isOther && !model.has('license.name'))) return;
    const keys = keysOf(stated);
    for (const notice of model.texts('license.notice').filter(isOfMaker)) {
      if (!keys.has(licenseKey(notice.value)))
        yield { message: `${first.value} is stated, the notice is of ${notice.value}`, evidence: [first, notice] };
    }
  },
};
