// SPDX-License-Identifier: Apache-2.0
import type { PickleEmbedding, PickleImport, PickleOddity, PickleOddityKind } from './reading.js';
import { Storages } from './storages.js';
import { Import, TEXT, Tuple, embeddedIn, type Value } from './values.js';

/** Most different imports that are listed. */
export const MAX_IMPORTS = 10_000;
/** Most oddities that are listed. */
export const MAX_ODDITIES = 1_000;
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
  /** by import: how often it came onto the stack, and how often it was taken from there to be run or made */
  readonly #pushed: number[] = [];
  readonly #used: number[] = [];

  /** Another one that knows the same imports, by the same indexes; what it records from now on is its own. */
  fork(): PickleRecorder {
    const fork = new PickleRecorder();
    fork.imports.push(...this.imports.map((entry) => ({ ...entry })));
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
    this.imports.push({ module, name, ...at, called: false, created: false, kept: false, modified: false });
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
    this.#used[index] = (this.#used[index] ?? 0) + 1;
  }

  call(index: number, args: Value): void {
    const entry = this.imports[index];
    if (entry === undefined) return;
    entry.called = true;
    this.#used[index] = (this.#used[index] ?? 0) + 1;
    if (isReconstructor(entry) && args instanceof Tuple) this.#reconstruct(args);
    const pieces = embeddedIn(args);
    if (pieces.length === 0) entry.plainCalls = true;
    for (const embedded of pieces) {
      const { calledWith } = this.embeddings[embedded] ?? {};
      if (calledWith?.includes(index) === false) calledWith.push(index);
    }
  }

  /** `_reconstructor(class, base, state)` makes the class, and runs the base on it unless that is `object`. */
  #reconstruct({ items: [made, base] }: Tuple): void {
    if (!(made instanceof Import) || !(base instanceof Import)) return;
    const plain = this.imports[base.index];
    const isObject = plain?.name === 'object' && /^(?:builtins|__builtin__)$/.test(plain.module);
    if (isObject) {
      this.create(made.index);
      this.create(base.index);
    } else if (plain !== undefined) {
      this.call(made.index, TEXT);
      this.call(base.index, TEXT);
    }
  }

  modify(index: number): void {
    const entry = this.imports[index];
    if (entry !== undefined) entry.modified = true;
  }

  keepsResults(index: number): boolean {
    return this.#kept.has(index);
  }

  oddity(kind: PickleOddityKind, offset: number, index?: number): void {
    if (this.oddities.length >= MAX_ODDITIES) return;
    this.oddities.push({ kind, offset, ...(index !== undefined && index >= 0 && { import: index }) });
  }

  /** @returns its index, or undefined where there are too many */
  embed(offset: number, sizeBytes: number): number | undefined {
    if (this.embeddings.length >= MAX_EMBEDDINGS) return undefined;
    return this.embeddings.push({ offset, sizeBytes, calledWith: [] }) - 1;
  }
}
