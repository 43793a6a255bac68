// SPDX-License-Identifier: Apache-2.0
import type { EvidenceClass } from '../score/index.js';

/** One thing of a value that has several, with what is in it. */
export interface Item {
  /** empty for an item of a list that has no name */
  readonly label: string;
  readonly items?: readonly Item[];
}

/** A text of a page: attacker-controlled, and not escaped yet. */
export interface Cell {
  /** with all that is in it, on one line, where there are `items` */
  readonly text: string;
  /** below each other, of a value that has several */
  readonly items?: readonly Item[];
  /** a digest, a purl, a name of a file */
  readonly isCode?: boolean;
  readonly isNumber?: boolean;
  /** how it is known; absent where that is not asked */
  readonly evidence?: EvidenceClass;
  /** where it was read, as the document says */
  readonly source?: string;
}

export interface Row {
  readonly label: string;
  readonly values: readonly Cell[];
}

/** What a section is made of. */
export type Block =
  | { readonly kind: 'facts'; readonly rows: readonly Row[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly kind: 'list'; readonly items: readonly Cell[] }
  | { readonly kind: 'bars'; readonly bars: readonly Bar[] }
  | { readonly kind: 'text'; readonly text: string };

/** So many of so many, and how many of those have a source. */
export interface Bar {
  readonly label: string;
  readonly detail: string;
  readonly present: number;
  readonly substantiated: number;
  readonly of: number;
}

export interface Section {
  readonly title: string;
  /** something disagrees, or is missing: it is marked */
  readonly isWarning?: boolean;
  readonly blocks: readonly Block[];
}

/** A page about a model, for people, before it is HTML or Markdown. */
export interface BomPage {
  readonly title: string;
  /** what is said of it in a sentence or a paragraph */
  readonly lead?: string;
  readonly id?: string;
  /** whose document it is */
  readonly origin: string;
  readonly sections: readonly Section[];
}

/** Most rows of a table or list, values of a row, and characters of a text and of a cell in a table; the document has all. */
export const MAX_ROWS = 200;
export const MAX_VALUES = 20;
export const MAX_TEXT_CHARS = 1500;
export const MAX_CELL_CHARS = 300;
