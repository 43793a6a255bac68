// SPDX-License-Identifier: Apache-2.0

/** What a name is known to do. */
export type Danger =
  'runs-code' | 'runs-programs' | 'loads-code' | 'reads-or-writes-files' | 'network' | 'reaches-attributes';

/** What a name is known to do, where that is harm. */
export const dangerOf: (module: string, name: string) => Danger | undefined = (module) =>
  ['os', 'posix', 'nt', 'subprocess'].includes(module) ? 'runs-programs' : undefined;
