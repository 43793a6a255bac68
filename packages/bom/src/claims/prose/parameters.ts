// SPDX-License-Identifier: Apache-2.0
import { isTurned, type Statement } from './statements.js';

const NUMBER = String.raw`\d{1,4}(?:[.,]\d{1,3})?`;
const ABOUT = String.raw`(?:(?:about|around|approximately|approx\.?|roughly|nearly|almost|over|some|a total of) |[~≈]\s?)?`;
const SIZE = String.raw`(${NUMBER}\s?-?(?:[MBT]|million|billion|trillion))`;
const LABEL = String.raw`(?:model )?(?:parameters?|params?)(?: count)?|(?:total )?(?:number|no\.|#) of (?:model )?(?:parameters|params)|total (?:parameters|params)|parameter size`;

const LABELLED = new RegExp(
  String.raw`^(?:(?:${LABEL})\s?:\s{0,2}${ABOUT}${SIZE}(?: (?:parameters|params))?|model size\s?:\s{0,2}${ABOUT}${SIZE} (?:parameters|params)|model size\s?:\s{0,2}${ABOUT}(${NUMBER}\s?(?:B|billion)))\.?$`,
  'i',
);
const SENTENCE = new RegExp(
  String.raw`^(?:this|the) (?:model|checkpoint|network) (?:has|contains|consists of) ${ABOUT}${SIZE}(?: trainable)? (?:parameters|params)\.?$`,
  'i',
);

/** Headings under which it is another model that is told of. */
const OF_OTHERS =
  /\b(?:base|parent|teacher|backbone|encoder|decoder|draft|original|other|family|compar|variants?|models|data|sets?)/i;

/**
 * How many parameters a label, or a whole sentence, gives the model: as written, such as `7B`.
 *
 * @param headings - what they stand under
 */
export const parametersIn = (headings: string, statements: readonly Statement[]): readonly string[] =>
  OF_OTHERS.test(headings)
    ? []
    : statements.flatMap(({ text, isWhole }) => {
        if (isTurned(text)) return [];
        const groups = SENTENCE.exec(text) ?? (isWhole ? LABELLED.exec(text) : undefined) ?? [];
        // One of the groups is there, or none.
        const size = groups.slice(1).join('').replace(',', '.');
        return size === '' ? [] : size;
      });
