// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';
import { MAX_BUNDLE_BYTES } from './bundle.js';

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

/** Windows editors end lines with two bytes. */
const withoutCarriageReturn = (line: Uint8Array): Uint8Array => (line.at(-1) === 0x0d ? line.subarray(0, -1) : line);
