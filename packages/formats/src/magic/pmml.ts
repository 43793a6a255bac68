// SPDX-License-Identifier: Apache-2.0

/** What may stand before the root element: its beginning and its end. */
const PROLOGUE: readonly (readonly [start: string, end: string])[] = [
  ['<?', '?>'],
  ['<!--', '-->'],
  ['<!', '>'],
];

/** Whether text is XML whose root element is `PMML`, in UTF-8 or a kin of it. */
export function isPmml(head: Buffer): boolean {
  const text = head.toString('latin1');
  let at = text.startsWith('\xef\xbb\xbf') ? 3 : 0;
  for (;;) {
    while (' \t\r\n'.includes(text[at] ?? '.')) at++;
    const found = PROLOGUE.find(([start]) => text.startsWith(start, at));
    if (found === undefined) return /^<(?:[\w.-]{1,64}:)?PMML[\s>]/.test(text.slice(at, at + 100));
    const end = text.indexOf(found[1], at + found[0].length);
    if (end < 0) return false;
    at = end + found[1].length;
  }
}
