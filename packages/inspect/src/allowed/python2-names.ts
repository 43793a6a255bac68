// SPDX-License-Identifier: Apache-2.0

/** The module and name that Python 3 takes for one of Python 2. */
export const python3Name = (module: string, name: string): readonly [module: string, name: string] =>
  module === '__builtin__' ? ['builtins', name] : [module, name];
