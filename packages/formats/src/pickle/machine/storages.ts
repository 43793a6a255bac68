// SPDX-License-Identifier: Apache-2.0
import type { PickleImport, PickleStorage } from './reading.js';
import { Import, Tuple, type Value } from './values.js';

/** Most storages that are listed. */
export const MAX_STORAGES = 100_000;

/** Storages of tensors that a pickle of PyTorch asks its loader for, by key. */
export class Storages {
  readonly #byKey = new Map<string, PickleStorage>();
  /** there were more, or one that does not say what it is */
  incomplete = false;

  get list(): readonly PickleStorage[] {
    return [...this.#byKey.values()];
  }

  /**
   * Takes note of what an id asks for.
   *
   * @returns false for an id that PyTorch's loaders do not know
   * @see https://github.com/pytorch/pytorch/blob/main/torch/serialization.py persistent_load
   */
  add(id: Value, imports: readonly PickleImport[]): boolean {
    const [what, type, key, , items] = id instanceof Tuple && id.isWhole ? id.items : [];
    // ('module', class, file, source): the class alone matters, and that was imported.
    if (what === 'module') return true;
    if (what !== 'storage') return false;
    const typeName = type instanceof Import ? imports[type.index]?.name : undefined;
    if (typeof key !== 'string' || typeof items !== 'number' || typeName === undefined) this.incomplete = true;
    else if (!this.#byKey.has(key)) {
      if (this.#byKey.size >= MAX_STORAGES) this.incomplete = true;
      else this.#byKey.set(key, { key, type: typeName, items });
    }
    return true;
  }
}
