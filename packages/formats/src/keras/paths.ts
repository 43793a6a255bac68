// SPDX-License-Identifier: Apache-2.0

/** Characters of a path that are looked at, and kept. */
export const MAX_PATH_CHARS = 300;
/** Longer texts are none. */
const MAX_CHARS = 4096;

const PATTERNS = [
  // A URL.
  /^[a-z][a-z0-9+.-]{1,20}:\/\//i,
  // From the root, the home, a drive or a host.
  /^(?:\/[^/\s]|~[/\\]|[A-Za-z]:[\\/]|\\\\)/,
  // Upwards.
  /(?:^|[\\/])\.\.[\\/]/,
  // A file as models come with.
  /^[\w./-]{1,290}\.(?:txt|csv|json|vocab|model|py|so|h5|keras|pb|bin|npz|npy|pkl)$/,
];

/** Whether a text is a path or a URL, as far as that can be told. */
export function looksLikePath(text: string): boolean {
  if (text.length < 2 || text.length > MAX_CHARS) return false;
  const start = text.slice(0, MAX_PATH_CHARS);
  return PATTERNS.some((pattern) => pattern.test(start));
}
