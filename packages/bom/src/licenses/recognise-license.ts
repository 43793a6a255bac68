// SPDX-License-Identifier: Apache-2.0
import { LICENSE_PHRASES, NOTICE_PHRASES, type LicensePhrases } from './license-phrases.js';

/** What a text was recognised as: ids of licences, of LICENSE_IDS. */
export interface RecognisedLicenses {
  /** whole texts of them are in it */
  readonly texts: readonly string[];
  /** it says by their own words that something is under them */
  readonly notices: readonly string[];
}

/**
 * Recognises licences by what they say, whatever their file is called.
 *
 * Several sentences of each are looked for, so that one who only mentions a licence has not copied it. A text may have been
 * changed between them: that it is one of these, word for word, is not claimed.
 *
 * @param text - attacker-controlled; bounded by the caller
 */
export function recogniseLicense(text: string): RecognisedLicenses {
  const words = plainWords(text);
  return { texts: idsIn(words, LICENSE_PHRASES), notices: idsIn(words, NOTICE_PHRASES) };
}

/** Marks of the items of a list, which authors set as they like, at the beginning of a line and behind marks of comments. */
const ITEM = /^[ \t#/;%|]*(?:\(?(?:\d{1,2}|[a-e])[.)]|[*•-])(?=\s)/gm;

/** Lower case, words of letters, digits and plus signs with one space around each: other marks and line ends are gone. */
export const plainWords = (text: string): string =>
  ` ${text
    .toLowerCase()
    .replace(ITEM, ' ')
    .replace(/[^a-z0-9+]+/g, ' ')
    .trim()} `;

function idsIn(words: string, licenses: readonly LicensePhrases[]): readonly string[] {
  const isThere = (phrase: string): boolean => words.includes(` ${phrase} `);
  const found = licenses.filter(({ all, none = [] }) => all.every(isThere) && !none.some(isThere));
  return [...new Set(found.map(({ id }) => id))];
}
