// SPDX-License-Identifier: Apache-2.0
import type { PickleEmbedding, PickleImport, PickleOddity, PickleOddityKind } from './reading.js';
import { Storages } from './storages.js';
import { Import, Tuple, embeddedIn, type Value } from './values.js';

/** Most different imports that are listed. */
export const MAX_IMPORTS = 10_000;
/** Most oddities of one kind that are listed, so that no kind hides another. */
export const MAX_ODDITIES = 100;
/** Most functions that are listed of one class that they get. */
const MAX_FIRST_OF = 16;
/** Most embedded pieces that are listed. */
export const MAX_EMBEDDINGS = 10_000;

/** Names whose results say how long a raw array is. */
const KEPT_RESULTS: ReadonlySet<string> = new Set(['numpy dtype', 'copyreg _reconstructor', 'copy_reg _reconstructor']);

/** What joblib puts in the place of an array whose raw bytes follow. */
export const isArrayWrapper = ({ module, name }: Pick<PickleImport, 'module' | 'name'>): boolean =>
  name === 'NumpyArrayWrapper' && module.endsWith('joblib.numpy_pickle');

const isReconstructor = ({ module, name }: Pick<PickleImport, 'module' | 'name'>): boolean =>
  name === '_reconstructor' && (module === 'copyreg' || module === 'copy_reg');

/** Collects what a machine does, within limits. */
export class PickleRecorder {
  readonly imports: PickleImport[] = [];
  readonly oddities: PickleOddity[] = [];
  readonly embeddings: PickleEmbedding[] = [];
  readonly storages = new Storages();
  /** what was imported goes with whole numbers that matter: shapes of arrays, sizes of storages */
  expectsArrays = false;
  readonly #indexes = new Map<string, number>();
  readonly #kept = new Set<number>();
  readonly #oddities = new Map<PickleOddityKind, number>();
  /** by import: how often it came onto the stack, and how often it was taken from there to be run or made */
  readonly #pushed: number[] = [];
  readonly #used: number[] = [];

  /** Another one that knows the same imports, by the same indexes; what it records from now on is its own. */
  fork(): PickleRecorder {
    const fork = new PickleRecorder();
    fork.imports.push(...this.imports.map((entry) => ({ ...entry, firstOf: [...entry.firstOf] })));
    for (const [key, index] of this.#indexes) fork.#indexes.set(key, index);
    for (const index of this.#kept) fork.#kept.add(index);
    fork.#pushed.push(...this.#pushed);
    fork.#used.push(...this.#used);
    return fork;
  }

  /** @returns its index, or -1 where there are too many */
  import(module: string, name: string, at: { readonly offset: number; readonly protocol: number }): number {
    // Protocols differ in what a name means: below 3 it is mapped, from 4 on dots lead to attributes.
    const key = `${at.protocol < 3 ? 2 : Math.min(at.protocol, 4)} ${module}\n${name}`;
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    const index = this.imports.length;
    if (index >= MAX_IMPORTS) {
      this.oddity('too-many-imports', at.offset);
      return -1;
    }
    this.imports.push({
      module,
      name,
      ...at,
      called: false,
      created: false,
      firstOf: [],
      kept: false,
      modified: false,
    });
    this.#indexes.set(key, index);
    this.#expect(index, `${module} ${name}`, isArrayWrapper({ module, name }));
    return index;
  }

  #expect(index: number, name: string, isWrapper: boolean): void {
    if (isWrapper || (name.startsWith('torch') && name.endsWith('Storage'))) this.expectsArrays = true;
    if (isWrapper || KEPT_RESULTS.has(name)) this.#kept.add(index);
  }

  /** Takes note that an import came onto the stack. */
  pushed(index: number): void {
    this.#pushed[index] = (this.#pushed[index] ?? 0) + 1;
  }

  /** Says of every import whether it is anything else than run or made. */
  settle(): void {
    this.imports.forEach((entry, index) => (entry.kept = (this.#pushed[index] ?? 0) > (this.#used[index] ?? 0)));
  }

  /** A class was made without being run. */
  create(index: number): void {
    const entry = this.imports[index];
    if (entry === undefined) return;
    entry.created = true;
    this.#use(index, undefined);
  }

  /** @param within - the arguments that it is among, which may be those of several calls */
  #use(index: number, within: Value | undefined): void {
    if (within instanceof Tuple && within.isTaken) return;
    this.#used[index] = (this.#used[index] ?? 0) + 1;
  }

  call(index: number, args: Value): void {
    const entry = this.imports[index];
    if (entry === undefined) return;
    entry.called = true;
    this.#use(index, undefined);
    this.#takeFirst(entry, index, args);
    if (isReconstructor(entry) && args instanceof Tuple) this.#takeBase(args);
    if (args instanceof Tuple && args.items.length > 0) args.isTaken = true;
    const pieces = embeddedIn(args);
    if (pieces.length === 0) entry.plainCalls = true;
    for (const embedded of pieces) {
      const { calledWith } = this.embeddings[embedded] ?? {};
      if (calledWith?.includes(index) === false) calledWith.push(index);
    }
  }

  /** Functions that make an object get its class as their first argument: that is told apart from other uses of the class. */
  #takeFirst(callee: PickleImport, index: number, args: Value): void {
    const first = args instanceof Tuple ? args.items[0] : undefined;
    const entry = first instanceof Import ? this.imports[first.index] : undefined;
    if (!(first instanceof Import) || entry === undefined) {
      callee.otherFirst = true;
      return;
    }
    // One too many, and it counts as kept.
    if (!entry.firstOf.includes(index) && entry.firstOf.length >= MAX_FIRST_OF) return;
    if (!entry.firstOf.includes(index)) entry.firstOf.push(index);
    this.#use(first.index, args);
  }

  /** `_reconstructor(class, base, state)` runs the base on what it makes, unless that is `object`. */
  #takeBase(args: Tuple): void {
    const base = args.items[1];
    const entry = base instanceof Import ? this.imports[base.index] : undefined;
    if (!(base instanceof Import) || entry === undefined) return;
    const isObject = entry.name === 'object' && /^(?:builtins|__builtin__)$/.test(entry.module);
    if (!isObject) entry.called = true;
    this.#use(base.index, args);
  }

  modify(index: number): void {
    const entry = this.imports[index];
    if (entry !== undefined) entry.modified = true;
  }

  keepsResults(index: number): boolean {
    return this.#kept.has(index);
  }

  oddity(kind: PickleOddityKind, offset: number, index?: number): void {
    const count = this.#oddities.get(kind) ?? 0;
    if (count >= MAX_ODDITIES) return;
    this.#oddities.set(kind, count + 1);
    this.oddities.push({ kind, offset, ...(index !== undefined && index >= 0 && { import: index }) });
  }

  /** @returns its index, or undefined where there are too many */
  embed(offset: number, sizeBytes: number): number | undefined {
    if (this.embeddings.length >= MAX_EMBEDDINGS) return undefined;
    return this.embeddings.push({ offset, sizeBytes, calledWith: [] }) - 1;
  }
}
