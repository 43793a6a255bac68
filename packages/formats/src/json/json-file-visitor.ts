// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../reading/drive.js';
import type { JsonVisitor } from './json-visitor.js';
import { JsonTree } from './json-tree.js';
import { KeptValues } from './kept-values.js';
import { TokenizerCounter } from './tokenizer-counts.js';
import { TopFacts } from './top-facts.js';

/** Most bytes that a document takes in memory that is kept whole: of one of 1 MiB, more than all but bare brackets take. */
const MAX_WHOLE_BYTES = 16 * 1024 * 1024;
/** The same of a document within something else: there may be thousands of them in a small archive. */
const MAX_WHOLE_INNER_BYTES = 4 * 1024 * 1024;
/** Longest number that is wanted where nothing else is. */
const NUMBER_BYTES = 32;
/** Longest string of it: longer than such a document. */
const MAX_STRING_BYTES = 1024 * 1024;

/** Keeps a small document whole, and of any document what stands under telling names. */
export class JsonFileVisitor implements JsonVisitor {
  readonly tree: JsonTree;
  readonly telling = new KeptValues();
  readonly tokenizer = new TokenizerCounter();
  readonly top = new TopFacts();
  #depth = 0;

  /** @param isInner - the document lies within something else */
  constructor(
    readonly irregular: JsonVisitor['irregular'],
    isInner: boolean,
  ) {
    this.tree = new JsonTree(isInner ? MAX_WHOLE_INNER_BYTES : MAX_WHOLE_BYTES);
  }

  get wantedBytes(): number {
    if (!this.tree.tooLarge) return MAX_STRING_BYTES;
    return Math.max(this.telling.wantedBytes, this.top.wantedBytes, this.tokenizer.wantsNumber ? NUMBER_BYTES : 0);
  }

  begin(kind: 'object' | 'array'): void {
    this.#depth++;
    if (!this.tree.tooLarge) this.tree.begin(kind);
    this.telling.begin(kind);
    this.tokenizer.begin(kind);
    this.top.begin();
  }

  end(): void {
    this.#depth--;
    if (!this.tree.tooLarge) this.tree.end();
    this.telling.end();
    this.tokenizer.end();
    this.top.end();
  }

  name(name: string, pointer: () => string): void {
    if (!this.tree.tooLarge) this.tree.name(name);
    this.telling.name(name, pointer);
    this.tokenizer.name(name);
    this.top.name(name);
  }

  string(value: string | undefined): void {
    this.#scalar(value);
  }

  number(text: string): void {
    this.#scalar(Number(text));
  }

  literal(value: boolean | null): void {
    this.#scalar(value);
  }

  #scalar(value: string | number | boolean | null | undefined): void {
    // Text that happens to begin as a value does is text.
    if (this.#depth === 0) throw new Malformed('neither an object nor an array', 0);
    if (value === undefined) this.tree.drop();
    else if (!this.tree.tooLarge) this.tree.scalar(value);
    this.telling.scalar(value);
    this.tokenizer.scalar(typeof value === 'number' ? value : undefined);
    this.top.scalar(value);
  }
}
