// SPDX-License-Identifier: Apache-2.0

/** Markup of chat formats: `<tag>`, `<|im_start|>user`, `[INST]`, `<<SYS>>`, `### Instruction:`; no longer than names of it are. */
const MARKUP =
  /<\|[^<>|]{1,60}\|>(?:\w{1,20}\b)?|<[^<>\s]{1,60}>|\[\/?[A-Z_]{1,40}\]|#{1,6} \w{1,20}:|<\|?\/?\w{1,40}\|?>/g;
/** A word between spaces, with what may stand around it in a sentence. */
const WORD = /^['“‘(*_]{0,3}\p{L}[\p{L}\p{M}'’-]{0,30}[.,;:!?)'”’*_]{0,3}$/u;
/** Writing without spaces between words, which have two characters or so. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/gu;

/** Words of natural language in a text, about: those of markup are not counted, nor those that stand alone. */
export function wordsIn(text: string): number {
  const plain = text.replaceAll(MARKUP, ' ');
  let words = 0;
  let run = 0;
  for (const token of plain.split(/\s+/)) {
    run = WORD.test(token) ? run + 1 : 0;
    if (run > 1) words += run === 2 ? 2 : 1;
  }
  return words + Math.floor((plain.match(UNSPACED)?.length ?? 0) / 2);
}

/** Addresses, and what else is followed by programs. */
const URL = /\b(?:https?|wss?|ftps?|file|data|javascript):[^\s'"<>)\]}]{1,300}/gi;

export const urlsIn = (text: string): string[] => text.match(URL) ?? [];
