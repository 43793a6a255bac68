// SPDX-License-Identifier: Apache-2.0

/**
 * How a pickle may use an imported name.
 *
 * - `called`: anything, with arguments of the file's choosing, and any state set on the result (REDUCE, OBJ, INST,
 *   NEWOBJ, then BUILD).
 * - `created`: a class, only as that of NEWOBJ or NEWOBJ_EX or as the first argument of a `maker`, and then BUILD. Its
 *   `__init__` opens files or runs code, so that it must not be called, nor kept where something else may call it.
 * - `maker`: called, and makes an object of the class that is its first argument with arguments of the file's choosing.
 *   That class must be `called` or `created`; one that is only `referenced` must not be made. Of
 *   `copyreg._reconstructor` the second argument must be `called`: its `__init__` is run.
 * - `loader`: called, but only on bytes that were inspected by themselves as a model of their own.
 * - `referenced`: only as a value. It does no harm if a framework calls it on data, but it must not be called at load:
 *   `numpy.ndarray(shape, object, buffer)` makes objects at any address.
 */
export type Use = 'called' | 'created' | 'maker' | 'loader' | 'referenced';

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
  readonly makers: Readonly<Record<string, string>>;
  readonly loaders: Readonly<Record<string, string>>;
  readonly referenced: Readonly<Record<string, string>>;
}
