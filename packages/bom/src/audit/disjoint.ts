// SPDX-License-Identifier: Apache-2.0

/** Whether two sets have nothing in common. */
export function areDisjoint(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  for (const item of one) if (other.has(item)) return false;
  return true;
}
