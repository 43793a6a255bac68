// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A compressed stream that somebody else wrote: see interop/compressed_streams.py. */
export interface CompressedVector {
  readonly format: string;
  readonly name: string;
  /** of what it expands to */
  readonly size: number;
  readonly sha256: string;
  /** base64 */
  readonly bytes: string;
}

export const COMPRESSED = JSON.parse(
  readFileSync(join(import.meta.dirname, '../vectors/compressed.json'), 'utf8'),
) as readonly CompressedVector[];

/** The bytes of a vector. */
export function compressed(format: string, name = 'plain'): Buffer {
  const vector = COMPRESSED.find((one) => one.format === format && one.name === name);
  if (vector === undefined) throw new Error(`no ${format} ${name}`);
  return Buffer.from(vector.bytes, 'base64');
}
