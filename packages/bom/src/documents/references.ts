// SPDX-License-Identifier: Apache-2.0

/** Characters that a reference does not have as they are: those that nobody sees, that XML cannot write, and the escape itself. */
const SPECIAL = /[%\p{Cc}\p{Cf}\p{Cs}\p{Z}\uFFFE\uFFFF]/gu;

/** A name inside of a reference: no two names have the same. */
export const referenceOf = (name: string): string =>
  name.replace(SPECIAL, (character) =>
    character.isWellFormed() ? percent(character) : `%u${character.charCodeAt(0).toString(16)}`,
  );

/** UTF-8 in percent signs, also of `%` and of what a URI would have as it is. */
const percent = (character: string): string =>
  [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('');
