// SPDX-License-Identifier: Apache-2.0
import type { AuditedModel, TextClaim } from '../audited-model.js';
import type { AuditRule } from '../rule.js';
import { REVIEW } from './duties.js';
import { withTrait } from './stated.js';

/** What a model is called, and where that stands. */
interface Called {
  readonly name: string;
  readonly claim?: TextClaim;
}

/** How many parameters it has, as a word of a name: what has one is the name of a model, and no title or folder like any other. */
const SIZE = /(?:^|[-_ .])\d{1,4}(?:\.\d{1,2})?[bm](?:$|[-_ .:)])/i;

/** Its id, else what files call it, else the title of its card, else the folder that it lies in. */
function calledIn(model: AuditedModel): Called | undefined {
  const [stated] = [
    ...model.texts('repository.id'),
    ...model.texts('name').filter(({ method }) => method !== 'inferred'),
  ];
  if (stated !== undefined) return { name: stated.value.split('/').at(-1) ?? '', claim: stated };
  const [title] = model.texts('name');
  const found = title === undefined ? { name: model.placeName ?? '' } : { name: title.value, claim: title };
  return SIZE.test(found.name) && !/llama/i.test(found.name) ? found : undefined;
}

export const llamaName: AuditRule = {
  id: 'llama-name',
  theme: 'license',
  severity: 'low',
  description: 'The licence asks that names of what is made from it begin with "Llama", and this one does not.',
  risk: 'A duty of the licence may be missed.',
  fix: REVIEW,
  limits:
    'Where no file gives it a name, the title of the card counts, and without one the folder: those that have a size in them, such as ' +
    '"8B", and no "Llama" anywhere.',
  *check(model) {
    const license = withTrait(model, 'naming')?.claim;
    const called = calledIn(model);
    if (license === undefined || called === undefined || !model.has('base-model')) return;
    const { name, claim } = called;
    if (!/^(?:meta-)?llama/i.test(name))
      yield { message: `${name} under ${license.value}`, evidence: [...(claim ? [claim] : []), license] };
  },
};
