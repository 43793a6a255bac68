// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';

/** The words of whole texts, with one space around each. */
interface ExactText {
  readonly id: string;
  readonly body: RegExp;
}

/** Words of terms: no name of a holder has one. */
const OF_TERMS =
  'use[ds]?|using|usage|users?|(?:non)?commercial(?:ly)?|may|must|shall|only|licen[cs]\\w*|permi\\w*|prohibit\\w*|forbid\\w*|restrict\\w*|grant\\w*|not|non|except|subject|terms?|conditions?|provided|without|sell|sold|purposes?|unless|ban(?:ned)?|disallow\\w*|exclu\\w*|evaluat\\w*|require\\w*|pay\\w*|fees?';
/** Most words of the name of a holder within a text. */
const NAME = `(?:(?!(?:${OF_TERMS}) )[^ ]+ ){1,16}`;

const exact = (id: string, ...parts: readonly string[]): ExactText => ({
  id,
  body: new RegExp(` ${parts.join(' ').replaceAll('NAME ', NAME)}(?= )`, 'g'),
});

const BSD = [
  'redistribution and use in source and binary forms with or without modification are permitted provided that the following conditions are met',
  'redistributions of source code must retain the above copyright notice this list of conditions and the following disclaimer',
  'redistributions in binary form must reproduce the above copyright notice this list of conditions and the following disclaimer in the documentation and or other materials provided with the distribution',
];
const BSD_DISCLAIMER = [
  'this software is provided by NAME as is and any express or implied warranties including but not limited to the implied warranties of merchantability and fitness for a particular purpose are disclaimed',
  'in no event shall NAME be liable for any direct indirect incidental special exemplary or consequential damages including but not limited to procurement of substitute goods or services loss of use data or profits or business interruption however caused and on any theory of liability whether in contract strict liability or tort including negligence or otherwise arising in any way out of the use of this software even if advised of the possibility of such damage',
];

/** Short texts. `NAME` stands for whoever holds the rights. */
const SHORT: readonly ExactText[] = [
  exact(
    'mit',
    'permission is hereby granted free of charge to any person obtaining a copy of this software and associated documentation files the software to deal in the software without restriction including without limitation the rights to use copy modify merge publish distribute sublicense and or sell copies of the software and to permit persons to whom the software is furnished to do so subject to the following conditions',
    'the above copyright notice and this permission notice (?:including the next paragraph )?shall be included in all copies or substantial portions of the software',
    'the software is provided as is without warranty of any kind express or implied including but not limited to the warranties of merchantability fitness for a particular purpose and non ?infringement',
    'in no event shall NAME be liable for any claim damages or other liability whether in an action of contract tort or otherwise arising from out of or in connection with the software or the use or other dealings in the software',
  ),
  exact('bsd-2-clause', ...BSD, ...BSD_DISCLAIMER),
  exact(
    'bsd-3-clause',
    ...BSD,
    'neither the names? of NAME may be used to endorse or promote products derived from this software without specific prior written permission',
    ...BSD_DISCLAIMER,
  ),
  exact(
    'isc',
    'permission to use copy modify and (?:or )?distribute this software for any purpose with or without fee is hereby granted provided that the above copyright notice and this permission notice appear in all copies',
    'the software is provided as is and NAME disclaims all warranties with regard to this software including all implied warranties of merchantability and fitness',
    'in no event shall NAME be liable for any special direct indirect or consequential damages or any damages whatsoever resulting from loss of use data or profits whether in an action of contract negligence or other tortious action arising out of or in connection with the use or performance of this software',
  ),
];

/** Of Apache-2.0, from its second title to the last words before "END OF TERMS AND CONDITIONS". */
const APACHE = {
  start: ' terms and conditions for use reproduction and distribution ',
  length: 8745,
  sha256: 'da0cc7cd7ba7f20fd831a13b4c9c03f7ce5897d95312ba568c4da86e50db4e9f',
};

/** What may stand beside the terms of Apache-2.0: the end, and what tells how to apply them, as published. */
const APPENDIX = [
  'end of terms and conditions',
  'appendix how to apply the apache license to your work',
  'to apply the apache license to your work attach the following boilerplate notice with the fields enclosed by brackets replaced with your own identifying information don t include the brackets the text should be enclosed in the appropriate comment syntax for the file format we also recommend that a file or class name and description of purpose be included on the same printed page as the copyright notice for easier identification within third party archives',
  'licensed under the apache license version 2 0 the license you may not use this file except in compliance with the license you may obtain a copy of the license at https? www apache org licenses license 2 0 unless required by applicable law or agreed to in writing software distributed under the license is distributed on an as is basis without warranties or conditions of any kind either express or implied see the license for the specific language governing permissions and limitations under the license',
].map((words) => new RegExp(` ${words}(?= )`, 'g'));

/** Words of titles. Nothing can be forbidden with them. */
const TITLE =
  /^(?:the|this|software|is|released|distributed|licensed|under|terms|of|mit|isc|x11|expat|bsd|apache|new|simplified|revised|clause|licen[cs]e|version|v?[0-4]|january|2004|https?|www|org|licenses|opensource|spdx|identifier|txt|html|php)$/;

/** Licences whose text has to be theirs from the first word to the last. */
export const EXACT_IDS: ReadonlySet<string> = new Set(['apache-2.0', ...SHORT.map(({ id }) => id)]);

/** Which exact texts a text is made of. */
export interface ExactTexts {
  readonly ids: ReadonlySet<string>;
  /** nothing stands there but these, titles, and lines of copyright */
  readonly isAll: boolean;
}

/**
 * Finds texts of short permissive licences, word for word, and tells whether more than them is there.
 *
 * @param text - attacker-controlled; bounded by the caller
 */
export function exactTexts(text: string, toWords: (text: string) => string): ExactTexts {
  let rest = toWords(withoutCopyright(text, toWords));
  const ids = new Set<string>();
  for (const { id, body } of SHORT) {
    const without = rest.replace(body, ' ');
    if (without !== rest) ids.add(id);
    rest = without;
  }
  for (let at = rest.indexOf(APACHE.start); at >= 0; at = rest.indexOf(APACHE.start)) {
    const body = rest.slice(at, at + APACHE.length);
    if (sha256(body) !== APACHE.sha256) return { ids, isAll: false };
    ids.add('apache-2.0');
    rest = `${rest.slice(0, at)} ${rest.slice(at + APACHE.length)}`;
  }
  for (const words of APPENDIX) rest = rest.replace(words, ' ');
  const isAll = rest.split(' ').every((word) => word === '' || TITLE.test(word));
  return { ids, isAll };
}

const sha256 = (words: string): string => createHash('sha256').update(words).digest('hex');

/** Longest line that says who holds the rights, and most words of one that is their name alone. */
const MAX_LINE_CHARS = 300;
const MAX_NAME_WORDS = 6;

/** Begins as such lines do; "copyright notice" and the like are of terms. */
const COPYRIGHT =
  /^[^\p{L}\p{N}(©]*(?:portions )?(?:the )?(?:(?:mit|isc) licen[cs]e[\s,:&-]{1,4})?(?:(?:copyright|©)(?! *(?:holders?|owners?|ownership|notices?|licen[cs]es?|statement|and|or|interest|law)\b)|\(c\) *\d{4}\b|all rights reserved[.\s]*$)/iu;
const TERMS = new RegExp(`\\b(?:${OF_TERMS})\\b|商|禁|仅|僅|不得|用途`, 'i');

/** Lines that say who holds the rights are gone, and those that are a name of theirs. */
function withoutCopyright(text: string, toWords: (text: string) => string): string {
  const lines = text.split(/\r\n?|\n/);
  const isCopyright = (line: string): boolean =>
    line.length <= MAX_LINE_CHARS && COPYRIGHT.test(line) && !TERMS.test(line);
  const names = new Set(lines.filter(isCopyright).flatMap((line) => toWords(line).split(' ')));
  const isName = (line: string): boolean => {
    if (line.length > MAX_LINE_CHARS) return false;
    const words = toWords(line).trim().split(' ');
    return words.length <= MAX_NAME_WORDS && words.every((word) => names.has(word));
  };
  return lines.filter((line) => !isCopyright(line) && !isName(line)).join('\n');
}
