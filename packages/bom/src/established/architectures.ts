// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { valueText } from '../documents/text.js';
import { kindsOfFamily } from './model-families.js';
import { claimsNamed, confirmedBy, contradictedBy, isSame, UNKNOWN, type Judge, type Judgement } from './statement.js';

/** Classes of models, as loaders have them. */
const CLASS = /^[A-Z][A-Za-z0-9]{2,60}(?:For[A-Z][A-Za-z0-9]{2,60}|LMHeadModel|Model)$/;

/** A class of a model, or its family: people write it in many words; classes can be compared, and families that are both known. */
export const judgeArchitecture: Judge =
  (claims) =>
  ({ text }) => {
    const all = claimsNamed(claims, 'architecture', 'model-type', 'component');
    const same = all.filter((claim) => isSame(text, claim) || classIn(claim) === text);
    if (same.length > 0) return confirmedBy(same);
    if (!CLASS.test(text)) return judgeFamily(text, claimsNamed(claims, 'model-type'));
    return contradictedBy(all.filter(({ name, value }) => name === 'architecture' && CLASS.test(valueText(value))));
  };

/** A family is contradicted where all that the files name are known, and none of them may be it. */
function judgeFamily(text: string, types: readonly Claim[]): Judgement {
  const said = kindsOfFamily(text);
  const mayBe = ({ value }: Claim): boolean => {
    const kinds = kindsOfFamily(valueText(value));
    return kinds === undefined || kinds.some((kind) => said?.includes(kind) === true);
  };
  return said === undefined || types.some(mayBe) ? UNKNOWN : contradictedBy(types);
}

const classIn = ({ value }: Claim): unknown =>
  typeof value === 'object' && 'class' in value ? value['class'] : undefined;
