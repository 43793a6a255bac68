// SPDX-License-Identifier: Apache-2.0
import { allWords } from './license-words.js';

/** Lines without those that say who holds the rights, and the words of these. */
export interface WithoutCopyright {
  readonly lines: readonly string[];
  /** in lower case */
  readonly holders: ReadonlySet<string>;
}

/** Longest line that says who holds the rights, and most words of who that is. */
const MAX_LINE_CHARS = 300;
const MAX_HOLDER_WORDS = 16;

/** `Copyright`, `(c)` and years in any order, behind the marks of a comment and a title. */
const START =
  /^[^\p{L}\p{N}(©<[]*(?:(?:the )?(?:mit|isc) licen[cs]e(?: \(mit\))?[\s,.:&|-]{1,4})?(?:portions )?(?:copyright|©|\(c\)|author(?= \d{4}\b))(?!\p{L})/iu;
/** What may stand between that and the holder; each at one place of the line alone. */
const SIGN = /^(?:copyright|©)$/i;
const YEARS =
  /^(?:(?:19|20)\d\d(?:[-–—]{1,2}(?:(?:19|20)?\d\d|present|now|today)?)?|[-–—]{1,2}|present|now|\[y{4}\]|\{y{4}\}|[<[{]years?[>\]}])$/i;
/** Where terms speak of copyright. */
const OF_NOTICES = /^(?:holders?|owners?|ownership|notices?|licen[cs]es?|statements?|and|or|interest|law)\b/i;

/** Words that stand in names without a capital letter. */
const SMALL =
  /^(?:and|of|the|by|at|a|an|de|la|le|du|des|del|der|den|di|da|dos|el|van|von|zu|et|al|und|y|e|its|their|all|other|others|various|authors?|contributors?|affiliates?|developers?|maintainers?|members?|teams?|project|group|labs?|inc|llc|ltd|co|corp|gmbh|company|corporation|limited|foundation|institute|university|community|organi[sz]ation|respective|individual|rights|reserved)$/;
/** Latin letters alone: others may look like them, and say something else. */
const LATIN = /^[\p{Script=Latin}\p{M}\p{N}\p{P}\p{Z}\s©®™<>|+^`~$=]*$/u;
const CAPITALIZED = /^\p{Lu}[\p{L}\p{M}\p{N}'’.+/-]*!?$/u;
const NUMBERED = /^\d{1,4}[\p{L}.]{1,20}$/u;
const HANDLE = /^@[\w.-]{1,39}$/;
/** `npm`, `go-github`: one of a line may be called so. */
const LOWERCASE = /^[\p{Ll}\d][\p{L}\p{M}\d_.-]{1,38}$/u;
const ADDRESS =
  /<?(?:[\w.+-]{1,64}@[\w.-]{1,100}\.[a-z]{2,24}|(?:https?:\/\/)?[\w-]{1,63}(?:\.[\w-]{1,63}){0,3}\.[a-z]{2,24}(?:\/[\w.~@/-]{0,100})?)>?(?=\.?(?:[\s,;)\]]|$))/gi;
const OF_OTHER_TERMS = /licen[cs]|terms|eula|polic|commerc|usage|legal/i;
/** What templates leave. */
const TEMPLATE = /[<[{](?:name of copyright owner|copyright holders?|full ?name|owner|organi[sz]ation)[>\]}]/gi;
const SEE = /\(see (?:the )?(?:authors|contributors)(?:\.md|\.txt)?(?: file)?\)/gi;
/** Small words that stand behind some alone: "Institute for AI", "contributors to the project", "2017 to present". */
const BEHIND: Readonly<Record<string, RegExp>> = {
  for: /^(?:institute|cent(?:er|re)|foundation|association|laborator(?:y|ies)|lab|council|society|academy)$/i,
  to: /^(?:authors|contributors|\d{4})$/i,
};

/** Words of terms, and of sentences: no name of a holder has one. */
export const OF_TERMS = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${[
    'use[ds]?|using|usage|users?|(?:non)?commercial\\p{L}*|may|must|shall|only|licen[cs]\\p{L}*|permi\\p{L}*|prohibit\\p{L}*|forbid\\p{L}*',
    'restrict\\p{L}*|grant(?:s|ed|ing)|not|non|no|except|subject|terms?|conditions?|provided|without|sell|sold|sale|resale|purposes?|unless',
    'ban(?:ned)?|disallow\\p{L}*|exclu\\p{L}*|evaluat\\p{L}*|require\\p{L}*|pay\\p{L}*|fees?|[al]?gpl\\S*|gnu|affero|commons|rail|copyleft',
    'proprietary|confidential|secret|trial|demo|expir\\p{L}*|until|after|before|royalt\\p{L}*|patent\\p{L}*|agree\\p{L}*|consent|approv\\p{L}*',
    'military|weapons?|training|weights?|distribut\\p{L}*|redistribut\\p{L}*|modif\\p{L}*|copy|copies|rent|lease|profits?|academi[ac]\\p{L}*',
    'educat\\p{L}*|with|if|when|where|this|that|these|those|you|your|every|any|each|is|are|be|been|has|have|needs?|would|can|cannot',
    'does|it|we|our|under|than|upon|contract|personal|private|internal|students?|free|alone|solely|strictly|limited to',
  ].join('|')})(?![\\p{L}\\p{N}])`,
  'iu',
);

/**
 * Lines that say who holds the rights are taken out: they are no terms. Whatever does not have the shape of such a line stays.
 *
 * @param lines - attacker-controlled
 */
export function withoutCopyright(lines: readonly string[]): WithoutCopyright {
  const rest: string[] = [];
  const holders = new Set<string>();
  const names: string[] = [];
  let isBehind = false;
  for (const line of lines) {
    const holder: string | undefined = holderOf(line) ?? (isBehind ? continued(line) : undefined);
    isBehind = holder !== undefined;
    if (holder === undefined) rest.push(line);
    else {
      const words = allWords(holder);
      names.push(words);
      for (const word of words.split(' ')) holders.add(word);
    }
  }
  // A name of theirs may stand as a title.
  const isName = (line: string): boolean => {
    const words = line.length > MAX_LINE_CHARS ? ' ' : allWords(line);
    return words.trim() !== '' && names.some((name) => name.includes(words));
  };
  return { lines: rest.filter((line) => !isName(line)), holders };
}

/** Who holds the rights, by a line that says so. */
function holderOf(line: string): string | undefined {
  if (line.length > MAX_LINE_CHARS || !LATIN.test(line)) return undefined;
  if (/^\W*all rights reserved\W*$/i.test(line)) return '';
  const start = START.exec(line);
  if (start === null) return undefined;
  const sign = /(?:copyright|©|\(c\)|author)$/i.exec(start[0])?.[0] ?? '';
  const said = `${sign}${line.slice(start[0].length)}`;
  if (OF_NOTICES.test(said.replace(/^copyright\s+/i, ''))) return undefined;
  return namedIn(said);
}

/** The next line of the same: it is a name and nothing else. */
const continued = (line: string): string | undefined =>
  line.length <= MAX_LINE_CHARS && LATIN.test(line) && /\p{L}/u.test(line)
    ? namedIn(line.replace(/^[\s#/*;>|%-]+/, ''))
    : undefined;

function namedIn(said: string): string | undefined {
  const addresses = said.match(ADDRESS) ?? [];
  const named = said.replace(ADDRESS, ' ');
  if (OF_TERMS.test(named) || addresses.some((address) => OF_OTHER_TERMS.test(address))) return undefined;
  const names = named
    .replace(TEMPLATE, ' Template ')
    .replace(SEE, ' ')
    .split(/[\s,;:&()[\]"“”<>|*#/]+|\.(?=[\s)]|$)/)
    .filter((word) => word !== '' && word !== 'c' && word !== 'C' && !/^[-–—]+$/.test(word));
  const isSmall = (word: string, i: number): boolean =>
    SIGN.test(word) || YEARS.test(word) || SMALL.test(word) || (BEHIND[word]?.test(names[i - 1] ?? '') ?? false);
  const isName = (word: string): boolean => CAPITALIZED.test(word) || NUMBERED.test(word) || HANDLE.test(word);
  const others = names.filter((word, i) => !isSmall(word, i) && !isName(word));
  const isHolder =
    names.length <= MAX_HOLDER_WORDS && others.length <= 1 && others.every((word) => LOWERCASE.test(word));
  return isHolder ? names.join(' ') : undefined;
}
