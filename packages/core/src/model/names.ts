// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';

/** Longest model-relative name, in UTF-8 bytes. */
export const MAX_NAME_BYTES = 4096;

/** Orders names as OMS v1.0 does: by Unicode code point, which is UTF-8 byte order and not what `sort()` does. */
export const compareNames = (a: string, b: string): number =>
  // UTF-16 order equals code point order unless a surrogate meets a code unit above it.
  SURROGATE.test(a) || SURROGATE.test(b) ? Buffer.compare(Buffer.from(a), Buffer.from(b)) : a < b ? -1 : a > b ? 1 : 0;

const SURROGATE = /[\ud800-\udfff]/;

/**
 * Checks a model-relative name as it may stand in a manifest: POSIX, relative, canonical.
 *
 * @throws MpkError `MODEL_NAME_INVALID` for empty, absolute, `.` or `..` parts, empty parts, NUL, lone surrogates, over-long
 */
export function assertName(name: string): void {
  if (name.length <= MAX_NAME_BYTES && PLAIN_NAME.test(name)) return;
  const fault = faultOf(name);
  if (fault !== undefined)
    throw new MpkError('MODEL_NAME_INVALID', `file name ${JSON.stringify(name.slice(0, 200))} ${fault}`);
}

/** Names that need no closer look: parts of ASCII letters, digits, `_` and `-`, joined by single dots and slashes. */
const PLAIN_NAME = /^[\w-]+(?:[./][\w-]+)*$/;

function faultOf(name: string): string | undefined {
  if (name === '') return 'is empty';
  if (name.length > MAX_NAME_BYTES || Buffer.byteLength(name) > MAX_NAME_BYTES)
    return `is longer than ${MAX_NAME_BYTES} bytes`;
  if (name.includes('\0')) return 'has a NUL';
  if (!name.isWellFormed()) return 'is not valid Unicode';
  if (name.startsWith('/')) return 'is absolute';
  const parts = name.split('/');
  if (parts.includes('..')) return 'has ".." in it';
  if (parts.includes('.') || parts.includes('')) return 'is not in its shortest form';
  return undefined;
}

/** What OMS v1.0 always leaves out, as top-level names with everything below them. */
export const DEFAULT_IGNORES: readonly string[] = ['.git', '.gitattributes', '.github', '.gitignore'];

/** The name under which a model's signature lies in its folder; never part of the model itself. */
export const DEFAULT_SIGNATURE_NAME = 'model.sig';

/** The file with further bundles in a model's folder, one a line; never part of the model itself. */
export const CLAIMS_NAME = 'claims.jsonl';

/** Whether `name` is one of `paths` or below one of them; no globs (OMS v1.0 section 5). */
export const isIgnored = (name: string, paths: readonly string[]): boolean =>
  paths.some((path) => name === path || name.startsWith(`${path}/`));
