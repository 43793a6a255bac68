// SPDX-License-Identifier: Apache-2.0
import type { AllowList, Use } from './allow-list.js';
import { ALLOW_LISTS } from './lists/index.js';

/** An allowed name: how it may be used, and on whose list it is. */
export interface Allowed {
  readonly use: Use;
  readonly framework: string;
}

const TABLES = [
  ['called', 'called'],
  ['created', 'created'],
  ['makers', 'maker'],
  ['loaders', 'loader'],
  ['referenced', 'referenced'],
] as const satisfies readonly (readonly [keyof AllowList, Use])[];

let index: ReadonlyMap<string, Allowed> | undefined;

/**
 * How a pickle may use `name` of `module`; undefined if it may not import it at all.
 *
 * Exactly that name: not a prefix, not another case, not an attribute of an allowed name. For protocols 0 to 2 map the
 * name first (`python3Name`).
 *
 * @param module - as the pickle has it, attacker-controlled
 * @param name - qualname as the pickle has it, attacker-controlled
 */
export function findAllowed(module: string, name: string): Allowed | undefined {
  index ??= indexOf(ALLOW_LISTS);
  // A key has exactly one space, so that no other split of it between module and name is found.
  return index.get(`${module} ${name}`);
}

function indexOf(lists: readonly AllowList[]): ReadonlyMap<string, Allowed> {
  const found = new Map<string, Allowed>();
  for (const list of lists) {
    for (const [table, use] of TABLES) {
      const allowed: Allowed = { use, framework: list.framework };
      for (const [module, names] of Object.entries(list[table])) {
        for (const name of names.split(' ')) found.set(`${module} ${name}`, allowed);
      }
    }
  }
  return found;
}
