// SPDX-License-Identifier: Apache-2.0

/** Ids at the Hub that name a family of licences, and no licence; and what the ids of its members are like. */
const FAMILIES: ReadonlyMap<string, RegExp> = new Map([
  ['bsd', /^0?bsd(?:-|$)/],
  ['cc', /^cc(?:-|0|$)/],
  ['gfdl', /^gfdl(?:-|$)/],
  ['gpl', /^gpl(?:-|$)/],
  ['lgpl', /^lgpl(?:-|lr|$)/],
  ['openrail', /open-?rail/],
]);

/** Whether a name, in lower case, is of a family of licences, so that nobody knows which it is. */
export const isFamily = (name: string): boolean => FAMILIES.has(name);

/**
 * Finds names that a list denies. One stands for all of its versions that differ in what they say of later ones, with and without
 * exceptions; a family for all of its members.
 */
export function licenseDenier(deny: readonly string[]): (value: string) => boolean {
  const keys = new Set(deny.map(keyOf));
  const families = [...keys].flatMap((key) => FAMILIES.get(key) ?? []);
  const isDenied = (name: string): boolean => keys.has(keyOf(name)) || families.some((family) => family.test(name));
  // Whether it is an expression or not, what is named in it is named.
  return (value) => {
    const written = value.toLowerCase();
    const names = [...written.matchAll(OF_GNU)].map(
      ([, name = '', major = '', minor = '0']) => `${name}-${major}.${minor}`,
    );
    return [written, ...written.split(/[^a-z0-9.+:-]+/), ...names].some(isDenied);
  };
}

/** As people write them: `GPLv3`, `GPL version 3`, `gpl_3.0`. */
const OF_GNU = /\b([al]?gpl)[ _-]{0,3}(?:v(?:ersion)?[ .]{0,2})?(\d)(?:\.(\d))?/g;

/** The same for names of one licence of GNU: the Hub's, and those of SPDX, old and new. */
const keyOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/-with-.*$/, '')
    .replace(/-(?:only|or-later)$|\+$/, '');
