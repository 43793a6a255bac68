// SPDX-License-Identifier: Apache-2.0
import { EXACT_IDS, exactTexts } from './exact-texts.js';
import { LICENSE_PHRASES, NOTICE_PHRASES, type LicensePhrases } from './license-phrases.js';
import { plainWords, seenText } from './license-words.js';

/** What a text was recognised as: ids of licences, of LICENSE_IDS. */
export interface RecognisedLicenses {
  /** whole texts of them are in it */
  readonly texts: readonly string[];
  /** it says by their own words that something is under them */
  readonly notices: readonly string[];
  /** it has sentences of them, or names them, and has more or other words: terms that may be others */
  readonly like: readonly string[];
}

/**
 * Recognises licences by what they say, whatever their file is called.
 *
 * Several sentences of each are looked for, so that one who only mentions a licence has not copied it. Short permissive texts, and
 * Apache-2.0, have to be the licence word for word, and nothing else may stand there but titles, lines of copyright, and texts of
 * other licences. The rest may have been changed between the sentences: that they are one of these, word for word, is not claimed.
 *
 * @param text - attacker-controlled; bounded by the caller
 */
export function recogniseLicense(text: string): RecognisedLicenses {
  const seen = seenText(text);
  const words = plainWords(seen);
  const found = idsIn(words, LICENSE_PHRASES);
  const notices = idsIn(words, NOTICE_PHRASES);
  if (found.length + notices.length === 0) return { texts: [], notices: titlesIn(seen), like: [] };
  if (![...found, ...notices].some((id) => EXACT_IDS.has(id))) return { texts: found, notices, like: [] };
  const { ids, isAll } = exactTexts(seen);
  // What is there besides may be of licences that are not told by every word.
  const isTold = isAll || found.some((id) => !EXACT_IDS.has(id));
  const isText = (id: string): boolean => !EXACT_IDS.has(id) || (isTold && ids.has(id));
  const texts = found.filter(isText);
  const named = isTold || texts.length > 0 ? [] : notices.filter((id) => EXACT_IDS.has(id));
  return { texts, notices, like: [...new Set([...found.filter((id) => !isText(id)), ...named])] };
}

/** Longest text that may be titles alone. */
const MAX_TITLES_CHARS = 2000;

const titlesIn = (text: string): readonly string[] => (text.length > MAX_TITLES_CHARS ? [] : exactTexts(text).titled);

function idsIn(words: string, licenses: readonly LicensePhrases[]): readonly string[] {
  const isThere = (phrase: string): boolean => words.includes(` ${phrase} `);
  const found = licenses.filter(({ all, none = [] }) => all.every(isThere) && !none.some(isThere));
  return [...new Set(found.map(({ id }) => id))];
}
