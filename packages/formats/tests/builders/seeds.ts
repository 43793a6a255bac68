// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MAX_SEED_BYTES = 128 * 1024;

/** Where seeds are kept: `npm run fuzz` runs the tests for this alone. */
const folder = process.env['MPK_KEEP_SEEDS'];

/** Keeps what a test reads as a seed of the fuzzing. @returns whether that is all that tests are run for */
export function keepSeed(bytes: Uint8Array): boolean {
  if (folder === undefined) return false;
  const name = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  if (bytes.length <= MAX_SEED_BYTES) writeFileSync(join(folder, name), bytes);
  return true;
}
