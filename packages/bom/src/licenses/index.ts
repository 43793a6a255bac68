// SPDX-License-Identifier: Apache-2.0
// A door of its own: which names licences have, for policies that list some.
import { SPDX } from '../cyclonedx/library.js';
import { LICENSE_IDS } from './license-ids.js';

/** Names of licences at the Hub, and what SPDX calls these. */
export const LICENSE_NAMES: readonly string[] = [
  ...new Set(LICENSE_IDS.flatMap(({ id, spdx, ref }) => [id, spdx, ref].filter((name) => name !== undefined))),
];

const NAMES: ReadonlySet<string> = new Set(LICENSE_NAMES.map((name) => name.toLowerCase()));

/** Whether a name is one of the Hub, of SPDX, whatever its case, or `LicenseRef-...`. */
export function isLicenseName(name: string): boolean {
  // The library looks up any name, also `__proto__`: what it finds need not be a text.
  const id: unknown = SPDX.fixupSpdxId(name);
  return NAMES.has(name.toLowerCase()) || typeof id === 'string' || /^LicenseRef-[\w.-]+$/i.test(name);
}
