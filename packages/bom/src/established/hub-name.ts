// SPDX-License-Identifier: Apache-2.0

const PURL = /^pkg:huggingface\/([^?#]{1,400})/i;

/** `org/name` in a package URL of the Hub; undefined for all else. */
export function hubNameOf(purl: string): readonly [string] | undefined {
  const [, path] = PURL.exec(purl) ?? [];
  if (path === undefined) return undefined;
  try {
    return [decodeURIComponent(path.replace(/@[^@/]*$/, ''))];
  } catch {
    return undefined; // It names nothing that anybody could look up.
  }
}
