// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../reading/drive.js';

/** A Python literal as NumPy writes it into headers. */
export type Literal = string | bigint | boolean | null | Sequence | Dictionary;

export interface Sequence {
  readonly kind: 'list' | 'tuple';
  readonly items: readonly Literal[];
}

export interface Dictionary {
  readonly kind: 'dictionary';
  /** in their order, with all that have the same key */
  readonly entries: readonly (readonly [key: Literal, value: Literal])[];
}

/** Deepest nesting. */
const MAX_DEPTH = 32;

const TOKEN = /[ \t\r\n]*(?:([{}()[\],:])|(True|False|None)\b|(\d+)L?(?![\w.])|'([^'\\\n]*)'|"([^"\\\n]*)"|$)/y;

/**
 * Reads text that is one Python literal: dictionaries, lists, tuples, plain strings, whole numbers, True, False, None.
 *
 * Strings with escapes or prefixes or side by side, and all arithmetic, are refused: no writer has them, and readers differ.
 *
 * @throws Malformed
 */
export function parseLiteral(text: string): Literal {
  const tokens = tokensOf(text);
  const parser = new LiteralParser(tokens);
  const value = parser.value(0);
  parser.expectEnd();
  return value;
}

type Token = { readonly mark: string } | { readonly value: string | bigint | boolean | null };

const WORDS: Readonly<Record<string, boolean | null>> = { True: true, False: false, None: null };

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (match === null) throw new Malformed('no Python literal');
    const [, mark, word, digits, single, double] = match;
    const string = single ?? double;
    if (mark !== undefined) tokens.push({ mark });
    else if (word !== undefined) tokens.push({ value: WORDS[word] ?? null });
    else if (digits !== undefined) tokens.push({ value: numberOf(digits) });
    else if (string !== undefined) tokens.push({ value: string });
    // Only spaces were left.
    else break;
  }
  return tokens;
}

/** Longest number, in digits: 2^64 has 20. */
const MAX_DIGITS = 20;

function numberOf(digits: string): bigint {
  if (digits.length > MAX_DIGITS) throw new Malformed(`a number of ${digits.length} digits`);
  return BigInt(digits);
}

class LiteralParser {
  #at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  expectEnd(): void {
    if (this.#at !== this.tokens.length) throw new Malformed('more than one Python literal');
  }

  value(depth: number): Literal {
    const token = this.tokens[this.#at++];
    if (token === undefined || depth > MAX_DEPTH) throw new Malformed('no Python literal');
    if ('value' in token) return token.value;
    if (token.mark === '{') return this.#dictionary(depth + 1);
    if (token.mark === '[') return { kind: 'list', items: this.#items(']', depth + 1).items };
    if (token.mark === '(') return this.#parenthesis(depth + 1);
    throw new Malformed(`an unexpected ${token.mark}`);
  }

  #skip(mark: string): boolean {
    const token = this.tokens[this.#at];
    if (token === undefined || !('mark' in token) || token.mark !== mark) return false;
    this.#at++;
    return true;
  }

  /** One value without a comma is no tuple. */
  #parenthesis(depth: number): Literal {
    const { items, comma } = this.#items(')', depth);
    const [only] = items;
    return only !== undefined && items.length === 1 && !comma ? only : { kind: 'tuple', items };
  }

  #items(end: string, depth: number): { items: Literal[]; comma: boolean } {
    const items: Literal[] = [];
    let comma = false;
    while (!this.#skip(end)) {
      if (items.length > 0 && !comma) throw new Malformed('values without a comma between them');
      items.push(this.value(depth));
      comma = this.#skip(',');
    }
    return { items, comma };
  }

  #dictionary(depth: number): Dictionary {
    const entries: [Literal, Literal][] = [];
    let comma = true;
    while (!this.#skip('}')) {
      if (!comma) throw new Malformed('entries without a comma between them');
      const key = this.value(depth);
      if (!this.#skip(':')) throw new Malformed('a key without a value');
      entries.push([key, this.value(depth)]);
      comma = this.#skip(',');
    }
    return { kind: 'dictionary', entries };
  }
}
