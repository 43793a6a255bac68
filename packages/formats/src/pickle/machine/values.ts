// SPDX-License-Identifier: Apache-2.0

/**
 * What lies on a pickle machine's stack, as far as it matters to what the pickle names and runs.
 *
 * Short texts are JavaScript strings and whole numbers are numbers: names of imports are made of the first, shapes of arrays of
 * the second. All else that is only data is {@link DATA}.
 */
export type Value = string | number | typeof DATA | typeof TEXT | Import | Result | Tuple | Dict | Bytes | Persistent;

/** Data that names and runs nothing, and is no text. */
export const DATA = Symbol('data');
/** A text that was not kept: too long to be a name, or one of too many. */
export const TEXT = Symbol('text');

/** Something outside the pickle, by name. */
export class Import {
  /** @param index - of the recorder's table; -1 for one whose name could not be told */
  constructor(readonly index: number) {}
}

/** What running something gave: anything. */
export class Result {
  /** what BUILD set on it, where that may matter */
  state: Value | undefined;

  /** @param args - what it was called with, where that may matter */
  constructor(
    readonly callee: Value,
    readonly args: Tuple | undefined,
  ) {}
}

/** A tuple. Of one that holds data alone, or very much, the items are not kept. */
export class Tuple {
  /** it was the arguments of a call: of another call they are no further use of what is in it */
  isTaken = false;

  constructor(
    readonly items: readonly Value[],
    readonly length = items.length,
  ) {}

  /** Whether the items are all of them. */
  get isWhole(): boolean {
    return this.items.length === this.length;
  }
}

/** A dictionary; its first few entries are kept where they may matter to arrays and their types. */
export class Dict {
  /** those whose keys are no short texts are under numbers */
  entries: Map<string | number, Value> | undefined;
  /** it has entries that are not kept */
  hasMore = false;
  /** something that can be called stands under a name that opcodes call */
  isPlanted = false;
}

/** Bytes, or a text, that may hold something to be read by itself. */
export class Bytes {
  /** @param index - of what was embedded, in the order of the pickle */
  constructor(readonly index: number) {}
}

/** What the loader finds outside for an id that the pickle gives (storages of tensors). */
export class Persistent {
  constructor(readonly id: Value) {}
}

/** Indexes of what was embedded among the arguments of a call. */
export const embeddedIn = (args: Value): readonly number[] =>
  args instanceof Tuple ? args.items.flatMap((item) => (item instanceof Bytes ? [item.index] : [])) : [];
