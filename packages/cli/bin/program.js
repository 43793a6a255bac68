// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

/** What the compiler says of a build: it has the digests of all sources. */
const BUILT = 'dist/tsconfig.lib.tsbuildinfo';

/**
 * The module that oclif starts from: the program as few files, or, in a checkout where something else was built since or that has no
 * such files, each module by itself.
 *
 * @param {string} here - URL of a module in the folder `bin` of this package
 * @returns {string} a URL in the folder that has the package.json for oclif
 */
export function programUrl(here = import.meta.url) {
  const bundle = new URL('../bundle/package.json', here);
  if (!existsSync(bundle)) return here;
  // Sources are not published.
  if (!existsSync(new URL('../src', here))) return bundle.href;
  const { builtFrom } = JSON.parse(readFileSync(bundle, 'utf8'));
  return builtFrom.digest === buildDigest(new URL('../../', here), builtFrom.packages) ? bundle.href : here;
}

/**
 * Tells builds apart.
 *
 * @param {URL} packages - the folder of all packages of a checkout
 * @param {readonly string[]} names - of those that count
 * @returns {string} SHA-256, in hex
 */
export function buildDigest(packages, names) {
  const hash = createHash('sha256');
  for (const name of names) {
    const built = new URL(`${name}/${BUILT}`, packages);
    hash.update(`${name}\0`).update(existsSync(built) ? readFileSync(built) : '');
  }
  return hash.digest('hex');
}
