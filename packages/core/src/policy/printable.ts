// SPDX-License-Identifier: Apache-2.0

/**
 * Text that is safe in a terminal and on one line: control characters, and those that turn the direction of text or are not seen,
 * become `\\uXXXX`.
 */
export const printable = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  });
