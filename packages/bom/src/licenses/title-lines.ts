// SPDX-License-Identifier: Apache-2.0

/** Names of licences whose texts are told word for word, as `allWords` makes them, and which they may be. */
const NAMES: readonly (readonly [name: string, ids: readonly string[]])[] = [
  ['(?:mit|expat|x11)', ['mit']],
  ['isc', ['isc']],
  ['apache(?: software)?', ['apache-2.0']],
  [
    '(?:(?:new|simplified|modified|revised) )?(?:bsd(?: [23] clause)?|[23] clause bsd)(?: (?:new|simplified|modified|revised|or))*',
    ['bsd-2-clause', 'bsd-3-clause'],
  ],
];
const VERSION = '(?: v?(?:ersion )?2(?: 0)?)?(?: january 2004)?';
const IDS = 'mit|isc|apache 2 0|bsd [23] clause';

/** Whole lines that name a licence, and neither permit nor forbid anything. */
const TITLES: readonly (readonly [line: RegExp, ids: readonly string[]])[] = NAMES.flatMap(([name, ids]) => {
  const title = `(?:the )?${name} licen[cs]e(?: (?:mit|expat|isc|x11))?${VERSION}`;
  const is = '(?:is )?(?:released|licensed|distributed|available|made available|provided)';
  return [
    `(?:licen[cs]e )?${title}`,
    `(?:(?:this|the) (?:software|project|models?|code|repository|work|library|package) )?${is} under (?:the terms of )?${title}`,
  ].map((line) => [new RegExp(`^${line}$`), ids] as const);
});
/** What says which licence it is by an id. */
const BY_ID = new RegExp(
  `^(?:spdx license identifier |licen[cs]e |https? (?:www )?opensource org licen[cs]es? )?(${IDS})(?: licen[cs]e)?(?: php| html| txt)?$`,
);
const OF_APACHE =
  /^(?:version 2 0(?: january 2004)?|(?:https? )?(?:www )?apache org licenses(?: license 2 0(?: txt| html)?)?)$/;
const OF_ANY = /^(?:the )?(?:licen[cs]e|licen[cs]e text|license file)$/;

/**
 * Which licences a line may name that is a title.
 *
 * @param words - of the line, as `allWords` makes them, without spaces around
 * @returns undefined: it is none; empty: it names none
 */
export function titleOf(words: string): readonly string[] | undefined {
  if (OF_ANY.test(words)) return [];
  if (OF_APACHE.test(words)) return ['apache-2.0'];
  const [, id] = BY_ID.exec(words) ?? [];
  if (id !== undefined) return [id === 'apache 2 0' ? 'apache-2.0' : id.replaceAll(' ', '-')];
  return TITLES.find(([line]) => line.test(words))?.[1];
}
