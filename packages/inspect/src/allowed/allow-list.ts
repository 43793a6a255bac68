// SPDX-License-Identifier: Apache-2.0

/**
 * How a pickle may use an imported name.
 *
 * - `called`: anything, with arguments of the file's choosing, and any state set on the result (REDUCE, OBJ, INST,
 *   NEWOBJ, then BUILD).
 * - `created`: only as the class of NEWOBJ or NEWOBJ_EX, or the first argument of `copyreg._reconstructor` whose second
 *   is `builtins.object`, and then BUILD. Its `__init__` opens files or runs code, so that it must not be called, nor
 *   be stored where something else may call it.
 * - `referenced`: only as a value. It is harmless if a framework calls it, but there is no reason to call it at load.
 * - `loader`: called, but only on bytes that were inspected by themselves as a model of their own.
 */
export type Use = 'called' | 'created' | 'referenced' | 'loader';

/**
 * The names of one framework that a pickle may import, each under the module that defines it.
 *
 * In each table: module -> names (a qualname may have dots), separated by one space, sorted. A name is in one table only.
 * A name holds for every version listed: one that is harmless in one version and not in another is left out.
 */
export interface AllowList {
  readonly framework: string;
  /** What the names were read from; of several distributions, with the distribution's name. */
  readonly versions: readonly string[];
  readonly called: Readonly<Record<string, string>>;
  readonly created: Readonly<Record<string, string>>;
  readonly referenced: Readonly<Record<string, string>>;
  readonly loaders: Readonly<Record<string, string>>;
}
