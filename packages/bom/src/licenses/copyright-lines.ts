// SPDX-License-Identifier: Apache-2.0
import { allWords } from './license-words.js';
import { isName, OF_ADDRESSES, OF_TERMS } from './holder-names.js';

/** Lines without those that say who holds the rights, and the words of these. */
export interface WithoutCopyright {
  readonly lines: readonly string[];
  /** in lower case */
  readonly holders: ReadonlySet<string>;
}

/** Longest line that says who holds the rights, and most words of who that is. */
const MAX_LINE_CHARS = 300;
const MAX_HOLDER_WORDS = 16;

/** `Copyright`, `(c)` and years in any order, behind the marks of a comment, a title, and what it is of. */
const START =
  /^[^\p{L}\p{N}(©<[]*(?:SPDX-FileCopyrightText: ?)?(?:(?:the )?(?:mit|isc) licen[cs]e(?: \(mit\))?[\s,.:&|-]{1,4})?(?:(?:portions|(?:original|modified) (?:work|code|version)) )?(?:copyright|©|\(c\)|author(?= \d{4}\b))(?!\p{L})/iu;
/** What may stand between that and the holder; each at one place of the line alone. */
const SIGN = /^(?:copyright|©)$/i;
const YEARS =
  /^(?:(?:19|20)\d\d(?:[-–—]{1,2}(?:(?:19|20)?\d\d|present|now|today)?)?|[-–—]{1,2}|present|now|\[y{4}\]|\{y{4}\}|[<[{]years?[>\]}])$/i;
/** Where terms speak of copyright. */
const OF_NOTICES = /^(?:holders?|owners?|ownership|notices?|licen[cs]es?|statements?|and|or|interest|law)\b/i;

/** Words that stand in names without a capital letter. */
const SMALL =
  /^(?:and|of|the|by|at|a|an|de|la|le|du|des|del|der|den|di|da|dos|el|van|von|zu|et|al|und|y|e|its|their|all|other|others|various|authors?|contributors?|collaborators|affiliates?|developers?|maintainers?|members?|teams?|project|group|labs?|inc|llc|ltd|co|corp|gmbh|company|corporation|limited|foundation|institute|university|community|organi[sz]ation|respective|individual|rights|reserved)$/;
/** `npm`, `go-github`: one of a line may be called so. */
const LOWERCASE = /^\p{Ll}[\p{L}\p{M}\d_.-]{0,37}[\p{L}\p{M}\d]$/u;
const ADDRESS =
  /<?(?:[\w.+-]{1,64}@[\w.-]{1,100}\.[a-z]{2,24}|(?:https?:\/\/)?[\w-]{1,63}(?:\.[\w-]{1,63}){0,3}\.[a-z]{2,24}(?:\/[\w.~@/#-]{0,100})?)>?(?=\.?(?:[\s,;)\]]|$))/gi;
/** What templates leave. */
const TEMPLATE = /[<[{](?:name of copyright owner|copyright holders?|full ?name|owner|organi[sz]ation)[>\]}]/gi;
const SEE = /\(see (?:the )?(?:authors|contributors)(?:\.md|\.txt)?(?: file)?\)/gi;
/** A name has no end within: behind one a sentence would begin. Initials, and what stands behind a name as a rule, are none. */
const SENTENCE =
  /(?<![\s.]\p{L})[.:!?]\s+(?!\s|(?:all rights reserved|and|of|its|the|copyright|inc)\b|[,;()<&©]|\(c\)|(?:19|20)\d\d|$)/iu;
/** Small words that stand behind some alone: "Institute for AI", "contributors to the project", "2017 to present". */
const BEHIND: Readonly<Record<string, RegExp>> = {
  for: /^(?:institute|cent(?:er|re)|foundation|association|laborator(?:y|ies)|lab|council|society|academy)$/i,
  to: /^(?:authors|contributors|\d{4})$/i,
};

/**
 * Lines that say who holds the rights are taken out: they are no terms. Whatever does not have the shape of such a line stays.
 *
 * @param lines - attacker-controlled
 */
export function withoutCopyright(lines: readonly string[]): WithoutCopyright {
  const rest: string[] = [];
  const holders = new Set<string>();
  let before: string | undefined;
  for (const line of lines) {
    const begun = holderOf(line);
    // A name may go on in the next line, once; what is said in both is looked at together.
    const holder: string | undefined =
      begun ?? (before !== undefined && continued(line, before) ? line.trim() : undefined);
    before = begun;
    if (holder === undefined) rest.push(line);
    else for (const word of allWords(holder).split(' ')) holders.add(word);
  }
  return { lines: withoutName(rest, holders), holders };
}

/** Most words of a name that stands above a text. */
const MAX_NAME_WORDS = 6;

/** Without the first line where it is whose name stands on a line of copyright: "Microsoft." above the text of MIT. */
function withoutName(lines: readonly string[], holders: ReadonlySet<string>): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  const line = lines[first] ?? '';
  const words = line.length > MAX_LINE_CHARS ? [] : allWords(line).trim().split(' ');
  const isName = words.length > 0 && words.length <= MAX_NAME_WORDS && words.every((word) => holders.has(word));
  return isName ? lines.toSpliced(first, 1) : lines;
}

/** Who holds the rights, by a line that says so. */
function holderOf(line: string): string | undefined {
  if (line.length > MAX_LINE_CHARS) return undefined;
  if (/^\W*all rights reserved\W*$/i.test(line)) return '';
  const start = START.exec(line);
  if (start === null) return undefined;
  const said = line.slice(start[0].length);
  const isSign = !/(?:copyright)$/i.test(start[0]);
  if (!isSign && OF_NOTICES.test(said.trimStart())) return undefined;
  return namedIn(said);
}

/** The next line of the same: a name with capitals, and nothing else. */
function continued(line: string, before: string): boolean {
  if (line.length > MAX_LINE_CHARS || !/\p{L}/u.test(line)) return false;
  const both = `${before} ${line.trim()}`;
  const goesOn = /(?:[,&]|\band)\s*$/i.test(before) || /^\W*(?:and|of|&)\s/.test(line);
  return goesOn && /\p{Lu}/u.test(line) && namedIn(both) !== undefined && namedIn(line) !== undefined;
}

function namedIn(said: string): string | undefined {
  const addresses = said.match(ADDRESS) ?? [];
  const named = said.replace(ADDRESS, ' ');
  if (
    SENTENCE.test(named) ||
    OF_TERMS.test(folded(named)) ||
    addresses.some((one) => OF_ADDRESSES.test(one.replace(/\.[a-z]+>?$/i, '')))
  )
    return undefined;
  const names = named
    .replace(TEMPLATE, ' Template ')
    .replace(SEE, ' ')
    .split(/[\s,;:&()[\]"“”<>|*#/]+|\.(?=[\s),;]|$)/)
    .filter((word) => word !== '' && word !== 'c' && word !== 'C' && !/^[-–—]+$/.test(word));
  const isSmall = (word: string, i: number): boolean =>
    SIGN.test(word) ||
    YEARS.test(word) ||
    SMALL.test(word) ||
    (BEHIND[word.toLowerCase()]?.test(names[i - 1] ?? '') ?? false);
  const isOther = (word: string): boolean => Object.hasOwn(BEHIND, word.toLowerCase()) || !isName(word);
  const others = names.filter((word, i) => !isSmall(word, i) && isOther(word));
  const isHolder =
    names.length <= MAX_HOLDER_WORDS && others.length <= 1 && others.every((word) => LOWERCASE.test(word));
  return isHolder ? names.join(' ') : undefined;
}

/** As somebody reads it: without accents, and words that hyphens break in one. */
const folded = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ı', 'i').replace(/-\s+/g, '');
