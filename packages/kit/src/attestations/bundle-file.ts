// SPDX-License-Identifier: Apache-2.0
import {
  MAX_CLAIMS_BYTES,
  MpkError,
  isMpkError,
  parseBundle,
  readFileBounded,
  splitClaims,
  type FoundBundle,
} from '@mpk/core';

/** How {@link readBundleFile} reads. */
export interface BundleFileOptions {
  /** `false` for a path that an attacker may have made; default true */
  readonly followLinks?: boolean;
  /** what to do about a file that holds something else */
  readonly hint: string;
}

/**
 * Reads a file of signature bundles: one in the whole file, or one a line.
 *
 * @throws MpkError `INPUT_UNREADABLE`, `INPUT_TOO_LARGE`, `INPUT_MALFORMED` for anything that is no bundle
 */
export function readBundleFile(path: string, options: BundleFileOptions): readonly FoundBundle[] {
  const { followLinks, hint } = options;
  const bytes = readFileBounded(path, { maxBytes: MAX_CLAIMS_BYTES, what: 'signature', followLinks });
  return toBundles(bytes, path, hint);
}

function toBundles(bytes: Buffer, path: string, hint: string): readonly FoundBundle[] {
  try {
    parseBundle(bytes);
    return [{ source: path, bytes }];
  } catch (error) {
    const lines = splitClaims(bytes);
    // Of a file with one document the error is the whole one's: it says more than that of its first line.
    if (lines.length < 2) throw notABundle(error, path, hint);
    return lines.map((line, i) => toBundle(line, `${path}:${i + 1}`, hint));
  }
}

function toBundle(bytes: Uint8Array, source: string, hint: string): FoundBundle {
  try {
    parseBundle(bytes);
    return { source, bytes };
  } catch (error) {
    throw notABundle(error, source, hint);
  }
}

function notABundle(error: unknown, source: string, hint: string): unknown {
  if (!isMpkError(error)) return error;
  return new MpkError(error.code, `${source} is not a signature: ${error.message}`, { hint });
}
