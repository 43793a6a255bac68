// SPDX-License-Identifier: Apache-2.0

/** Markup of chat formats: `<tag>`, `<|im_start|>user`, `[INST]`, `<<SYS>>`, `### Instruction:`; no longer than names of it are. */
const MARKUP =
  /<[^<>\s]{1,60}>|<\|[^<>|]{1,60}\|>(?:\w{1,20}\b)?|\[\/?[A-Z_]{1,40}\]|#{1,6} \w{1,20}:|<\|?\/?\w{1,40}\|?>/g;
const WORD = /\p{L}{2,}/gu;

/** Words of natural language in a text, about: those of markup are not counted. */
export const wordsIn = (text: string): number => text.replaceAll(MARKUP, ' ').match(WORD)?.length ?? 0;

/** Addresses, and what else is followed by programs. */
const URL = /\b(?:https?|wss?|ftps?|file|data|javascript):[^\s'"<>)\]}]{1,300}/gi;

export const urlsIn = (text: string): string[] => text.match(URL) ?? [];
