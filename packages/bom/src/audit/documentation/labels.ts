// SPDX-License-Identifier: Apache-2.0
import { isPlaceholder, isTemplateText } from '../../claims/section-texts.js';
import { proseLines } from '../../claims/sections.js';

/** `**Training Data**` above a paragraph, `- **Training Dataset:**` before a name, or before a list of them. */
const TRAINING_DATA =
  /^\s{0,8}(?:[-*+]\s{1,4})?\*\*(?:pre-?|fine-?tuning )?(?:training )?(?:data|data ?sets?|corpus|corpora)(?: used)?\s?:?\s?\*\*\s?:?\s{0,8}(.*)$/i;
const IS_TRAINING = /\btraining|fine-?tuning/i;
/** Most lines that are looked at, and the longest one. */
const MAX_LINES = 5000;
const MAX_LINE_CHARS = 2000;

const saysNothing = (text: string): boolean =>
  text === '' || isTemplateText(text) || isPlaceholder(text) || /^(?:unknown|none)\b/i.test(text);

/** Whether a label in bold, in place of a heading, says what it was trained on. */
export function hasTrainingDataLabel(markdown: string): boolean {
  const isProse = proseLines();
  const lines = markdown
    .split(/\r?\n/, MAX_LINES)
    .filter((line) => isProse(line) && line.length <= MAX_LINE_CHARS && line.trim() !== '');
  return lines.some((line, i) => {
    const [label, rest] = TRAINING_DATA.exec(line) ?? [];
    if (label === undefined || rest === undefined || !IS_TRAINING.test(label.slice(0, label.length - rest.length)))
      return false;
    const next = (lines[i + 1] ?? '').trim();
    const below = /^(?:#|(?:[-*+]\s{1,4})?\*\*)/.test(next) ? '' : next;
    return !saysNothing(rest.trim() === '' ? below : rest.trim());
  });
}
