// SPDX-License-Identifier: Apache-2.0

/** One letter may be written in several ways, and some marks are not seen. */
export const seenText = (text: string): string => text.replace(/\p{Cf}/gu, '').normalize('NFKC');

/** Marks of the items of a list, which authors set as they like, at the beginning of a line and behind marks of comments. */
const ITEM = /^[ \t#/;%|]*(?:\(?(?:\d{1,2}|[a-e])[.)]|[*•-])(?=\s)/gm;

/** Lower case, words of letters, digits and plus signs with one space around each: other marks and line ends are gone. */
export const plainWords = (text: string): string =>
  ` ${text
    .toLowerCase()
    .replace(ITEM, ' ')
    .replace(/[^a-z0-9+]+/g, ' ')
    .trim()} `;

/** As {@link plainWords}, of all scripts: none may hide a word. */
export const allWords = (text: string): string =>
  ` ${text
    .toLowerCase()
    .replace(ITEM, ' ')
    .replace(/[^\p{L}\p{M}\p{N}+]+/gu, ' ')
    .trim()} `;
