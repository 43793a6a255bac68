// SPDX-License-Identifier: Apache-2.0
import { hubId, isOldId } from '../hub-ids.js';
import { isTurned, type Statement } from './statements.js';

/** `[name](https://huggingface.co/org/name)`, or `org/name` itself. */
const TARGET =
  String.raw`(?:\[[^\][]{1,200}\]\((?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/([\w./-]{1,200})\)` +
  String.raw`|(?:(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/)?([A-Za-z0-9][\w.-]{0,95}/[\w.-]{0,94}\w)(?![\w/]))`;
const WORD = String.raw`(?:[\w-]{1,30}|\[[^\][]{1,100}\]\([^()\s]{1,200}\))`;
/** More of them, where a comma ends what it is; none that another model may follow. */
const DESCRIPTION = String.raw`(?: (?!(?:of|on|by|with|from|than|like|teacher|student)\b)${WORD}){1,10}?,`;
/** The model itself, and what it is: up to a few words stand between. */
const SENTENCE = new RegExp(
  String.raw`^(?:(?:(?:this|the) (?:model|checkpoint|adapter|lora)|this|it) (?:is|was)(?:(?: ${WORD}){0,5}?|${DESCRIPTION}) )?` +
    String.raw`(?:fine-?tuned|fine-?tune) (?:(?:version|variant|checkpoint|model) )?(?:of|from) (?:the )?${TARGET}`,
  'i',
);
const LABEL = new RegExp(
  String.raw`^(?:base model|fine-?tuned from(?: model)?(?: \[optional\])?)\s{0,2}:\s{0,2}${TARGET}\.?$`,
  'i',
);

/**
 * What statements name as base: of those that speak of the model itself, in so many words, alone.
 *
 * @param title - of the card: a sentence that begins with it speaks of the model
 */
export function basesIn(statements: readonly Statement[], title = ''): readonly string[] {
  const start = `${title.toLowerCase()} is `;
  return statements.flatMap(({ text: written, isWhole }) => {
    const isNamed = title.length > 2 && written.slice(0, start.length).toLowerCase() === start;
    const text = isNamed ? `this model${written.slice(title.length)}` : written;

    const [, linked, plain] = SENTENCE.exec(text) ?? (isWhole ? LABEL.exec(text) : undefined) ?? [];
    const id = linked ?? plain;
    if (id === undefined || isTurned(text)) return [];
    return hubId(id) ?? (isOldId(id) ? id : []);
  });
}
