// SPDX-License-Identifier: Apache-2.0
import { MpkError, isMpkError } from '../errors.js';
import { assertNothingMore } from './bundle-members.js';
import { MAX_BUNDLE_BYTES, parseBundle, type SignedBundle } from './bundle.js';

/** Most bundles of one claims file. */
export const MAX_CLAIMS = 256;
/** Largest claims file that is read. */
export const MAX_CLAIMS_BYTES = 2 * MAX_BUNDLE_BYTES;

const LINE_FEED = 0x0a;

/**
 * Splits a claims file: one JSON document a line; empty lines do not count. The lines are not parsed.
 *
 * @param bytes - untrusted
 * @returns each line's bytes, without its line feed
 * @throws MpkError `INPUT_TOO_LARGE` over {@link MAX_CLAIMS} lines or {@link MAX_CLAIMS_BYTES}
 */
export function splitClaims(bytes: Uint8Array): readonly Uint8Array[] {
  if (bytes.length > MAX_CLAIMS_BYTES) {
    throw new MpkError('INPUT_TOO_LARGE', `claims have ${bytes.length} bytes, at most ${MAX_CLAIMS_BYTES} are read`);
  }
  const lines: Uint8Array[] = [];
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(LINE_FEED, start);
    const end = found < 0 ? bytes.length : found;
    const line = withoutCarriageReturn(bytes.subarray(start, end));
    if (line.length > 0) lines.push(line);
    if (lines.length > MAX_CLAIMS) throw new MpkError('INPUT_TOO_LARGE', `there are more than ${MAX_CLAIMS} claims`);
    start = end + 1;
  }
  return lines;
}

/**
 * Parses one line of a claims file: a bundle, and nothing that is no part of one. Verifies nothing.
 *
 * @throws MpkError `INPUT_TOO_LARGE`, `INPUT_MALFORMED`
 */
export function parseClaim(line: Uint8Array): SignedBundle {
  const bundle = parseBundle(line);
  assertNothingMore(bundle.json);
  return bundle;
}

/**
 * The bundles of a claims file; undefined for a file that holds anything else, be it a member that no bundle has, or nothing: that
 * is a file of the model like all others.
 */
export function parseClaims(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  try {
    const lines = splitClaims(bytes);
    for (const line of lines) parseClaim(line);
    return lines.length === 0 ? undefined : lines;
  } catch (error) {
    if (isMpkError(error)) return undefined;
    throw error;
  }
}

/** Windows editors end lines with two bytes. */
const withoutCarriageReturn = (line: Uint8Array): Uint8Array => (line.at(-1) === 0x0d ? line.subarray(0, -1) : line);
