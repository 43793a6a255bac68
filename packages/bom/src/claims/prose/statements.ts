// SPDX-License-Identifier: Apache-2.0
import { proseLines } from '../sections.js';

/** Longest line that is a statement, and most lines that are looked at. */
const MAX_LINE_CHARS = 2000;
const MAX_LINES = 5000;

/** What a text of a card says in sentences and in items of lists. */
export interface Statement {
  /** without marks of emphasis and code; links are left as they are */
  readonly text: string;
  /** whether it is a whole paragraph, or a whole item */
  readonly isWhole: boolean;
}

/** Lines of code, comments, tables, quotations and pictures state nothing. */
const NO_PROSE = /^\s*(?:[|>]|!\[|<(?!br)|#)|\|.*\|/;

/**
 * Sentences of Markdown: a paragraph is cut where one ends, an item of a list begins a paragraph.
 *
 * @param markdown - attacker-controlled
 */
export function statementsOf(markdown: string): readonly Statement[] {
  const isProse = proseLines();
  const paragraphs: string[][] = [[]];
  for (const line of markdown.split(/\r?\n/).slice(0, MAX_LINES)) {
    const isText = isProse(line) && line.length <= MAX_LINE_CHARS && !NO_PROSE.test(line) && line.trim() !== '';
    if (!isText || /^\s*(?:[-*+]|\d{1,3}[.)])\s/.test(line)) paragraphs.push([]);
    // Four spaces make code of a line, unless it goes on with a paragraph.
    if (isText && !(paragraphs.at(-1)?.length === 0 && /^(?: {4}|\t)(?!\s*[-*+]\s)/.test(line)))
      paragraphs.at(-1)?.push(line);
  }
  return paragraphs.flatMap((lines) => sentencesOf(lines.join(' ')));
}

function sentencesOf(paragraph: string): readonly Statement[] {
  const plain = paragraph
    .replace(/<!--.{0,500}?-->/g, ' ')
    .replace(/^\s*(?:[-*+]|\d{1,3}[.)])\s+/, '')
    .replace(/\*\*|__|`/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (plain === '') return [];
  const sentences = plain.split(/(?<=[.!?])\s+(?=[A-Z[])/);
  return sentences.map((text) => ({ text: text.trim(), isWhole: sentences.length === 1 }));
}

/** Words that turn a statement, or bound it: what it says then is not looked for. */
export const isTurned = (text: string): boolean =>
  /\b(?:not?|never|neither|nor|without|unlike|instead|rather|except|excluding|unless|until|but|however|if|may|might|could|would|previous(?:ly)?|formerly|(?:was|were) (?:originally|once)|(?:by|in) (?:mistake|error|accident)|mistakenly|erroneously|wrongly|incorrectly|accidentally|falsely)\b|n't\b|\?$|<[^<>]{1,40}>|\[(?:your|insert|more)\b/i.test(
    text,
  );
