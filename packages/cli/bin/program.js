// SPDX-License-Identifier: Apache-2.0
import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const BUNDLE = '../bundle/package.json';
const BUILT = 'dist/tsconfig.lib.tsbuildinfo';

const changedAt = (url) => statSync(url, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/**
 * The module that oclif starts from: the program as few files, or, in a checkout where something was built since or that has no such
 * files, each module by itself.
 *
 * @param {string} here - URL of a module in the folder `bin` of this package
 * @returns {string} a URL in the folder that has the package.json for oclif
 */
export function programUrl(here = import.meta.url) {
  const bundle = new URL(BUNDLE, here);
  const bundledAt = changedAt(bundle);
  return bundledAt > 0 && builtAt(here) <= bundledAt ? bundle.href : here;
}

/** When a package of the checkout was last compiled; 0 where this is no checkout. */
function builtAt(here) {
  if (changedAt(new URL(`../${BUILT}`, here)) === 0) return 0;
  const packages = new URL('../../', here);
  const names = readdirSync(fileURLToPath(packages));
  return Math.max(...names.map((name) => changedAt(new URL(`${encodeURIComponent(name)}/${BUILT}`, packages))));
}
