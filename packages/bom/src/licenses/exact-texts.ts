// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { withoutCopyright } from './copyright-lines.js';
import { OF_TERMS } from './holder-names.js';
import { allWords } from './license-words.js';
import { titleOf } from './title-lines.js';

/** The words of whole texts, with one space around each. */
interface ExactText {
  readonly id: string;
  readonly body: RegExp;
}

/** Words that texts have for whoever holds the rights, beside names that stand on lines of copyright. */
const HOLDER =
  /^(?:the|above|authors?|copyright|holders?|owners?|contributors?|regents|university|of|california|names?|nor|or|and|its|their|any|other|company|corporation|organi[sz]ation|foundation|institute|project|developers?|maintainers?|team|in|no|inc|llc|ltd|by)$/;
/** Most words of the name of a holder within a text. */
const NAME = '((?:[^ ]+ ){1,16}?)';
/** Whose name may not be used to endorse something is often nobody's of a line of copyright. */
const ENDORSER = `(?:(?!${OF_TERMS.source})[^ ]+ ){1,12}?`;

const exact = (id: string, ...parts: readonly string[]): ExactText => ({
  id,
  body: new RegExp(` ${parts.join(' ').replaceAll('NAME ', NAME).replaceAll('ENDORSER ', ENDORSER)}(?= )`, 'gu'),
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
    'in no event shall NAME be liable for any claim damages or other liability whether in an action of contract tort or otherwise (?:arising from )?out of or in connection with the software or the use or other dealings in the software',
  ),
  exact('bsd-2-clause', ...BSD, ...BSD_DISCLAIMER),
  exact(
    'bsd-3-clause',
    ...BSD,
    'neither the names? of ENDORSER may be used to endorse or promote products derived from this software without specific prior written permission',
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
  'licensed under the apache license version 2 0 the license you may not use this file except in compliance with the license you may obtain a copy of the license at (?:https? www apache org licenses license 2 0 )?unless required by applicable law or agreed to in writing software distributed under the license is distributed on an as is basis without warranties or conditions of any kind either express or implied see the license for the specific language governing permissions and limitations under the license',
].map((words) => new RegExp(` ${words}(?= )`, 'g'));

/** Licences whose text has to be theirs from the first word to the last. */
export const EXACT_IDS: ReadonlySet<string> = new Set(['apache-2.0', ...SHORT.map(({ id }) => id)]);

/** Which exact texts a text is made of. */
export interface ExactTexts {
  readonly ids: ReadonlySet<string>;
  /** nothing stands there but these, titles of theirs, and lines of copyright */
  readonly isAll: boolean;
  /** it is of titles, and lines of copyright, alone: which licences those name */
  readonly titled: readonly string[];
}

/** What ends a line for one reader or another. */
const LINE_END = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;
/** Marks that no such text has: pictures, which may speak, and what strikes words out or hides them. */
const STRANGE = /[^\p{L}\p{M}\p{N}\p{P}\p{Z}\p{Cc}+<=>|~$^`©®™°]|~~|<!--/u;

/**
 * Finds texts of short permissive licences, word for word, and tells whether more than them is there.
 *
 * @param text - attacker-controlled; bounded by the caller; as {@link seenText} makes it
 */
export function exactTexts(text: string): ExactTexts {
  const { lines, holders } = withoutCopyright(withoutEntities(text).split(LINE_END));
  const titles = lines.map((line) => titleOf(allWords(line).trim()));
  const words = allWords(lines.filter((_, i) => titles[i] === undefined).join('\n'));
  const { ids, rest } = takeTexts(words, holders);
  const left = APPENDIX.reduce((all, part) => all.replace(part, ' '), rest);
  const known = left === rest ? ids : new Set([...ids, 'apache-2.0']);
  const isClean = left.trim() === '' && !STRANGE.test(text);
  const named = titles.flatMap((ids) => (ids === undefined || ids.length === 0 ? [] : [ids]));
  return {
    ids,
    isAll: isClean && named.every((of) => of.some((id) => known.has(id))),
    // One that may be two says neither.
    titled: isClean && known.size === 0 && named.every((of) => of.length === 1) ? [...new Set(named.flat())] : [],
  };
}

/** What HTML has for marks, in texts that were copied out of it. */
const ENTITIES: Readonly<Record<string, string>> = {
  '&copy;': '©',
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
};
const withoutEntities = (text: string): string =>
  text.replace(/&(?:copy|lt|gt|amp|quot);/g, (entity) => ENTITIES[entity] ?? entity);

/** Takes out whole texts, again and again where they stand several times. */
function takeTexts(words: string, holders: ReadonlySet<string>): { ids: ReadonlySet<string>; rest: string } {
  const ids = new Set<string>();
  let rest = words;
  const isHolder = (name: string): boolean =>
    name
      .trim()
      .split(' ')
      .every((word) => HOLDER.test(word) || holders.has(word));
  for (const { id, body } of SHORT) {
    rest = rest.replace(body, (all, ...caught: readonly unknown[]) => {
      // Behind what is caught come its place and the whole.
      const names = caught.slice(0, -2).map(String);
      if (!names.every(isHolder)) return all;
      ids.add(id);
      return ' ';
    });
  }
  for (let at = rest.indexOf(APACHE.start); at >= 0; at = rest.indexOf(APACHE.start)) {
    if (sha256(rest.slice(at, at + APACHE.length)) !== APACHE.sha256) break;
    ids.add('apache-2.0');
    rest = `${rest.slice(0, at)} ${rest.slice(at + APACHE.length)}`;
  }
  return { ids, rest };
}

const sha256 = (words: string): string => createHash('sha256').update(words).digest('hex');
