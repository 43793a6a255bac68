// SPDX-License-Identifier: Apache-2.0

/** Characters that a terminal, a page or an eye may obey or not see: control, format (bidirectional, zero width), separators. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Text of others as it may be printed, on one line: what must not be obeyed is escaped as in JSON. */
export const printable = (text: string): string =>
  text.replace(UNPRINTABLE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });

/** A file name as it may be printed: quoted when it holds anything unprintable, a quote or a backslash. */
export function showName(name: string): string {
  const shown = printable(name.replace(/["\\]/g, '\\$&'));
  return shown === name ? name : `"${shown}"`;
}
