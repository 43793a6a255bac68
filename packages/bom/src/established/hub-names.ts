// SPDX-License-Identifier: Apache-2.0

/** A longer path is no name, and is not cut to one. */
const PURL = /^pkg:huggingface\/([^?#]{1,400})(?:[?#]|$)/i;

/** `org/name` in a package URL of the Hub; none in all else. */
export function hubNamesIn(purl = ''): readonly string[] {
  const [, path] = PURL.exec(purl) ?? [];
  if (path === undefined) return [];
  try {
    return [decodeURIComponent(path.replace(/@[^@/]*$/, ''))];
  } catch {
    return []; // It names nothing that anybody could look up.
  }
}
