// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of a model, by name. */
export type Files = Readonly<Record<string, Uint8Array | string | object>>;

const MAX_SEED_BYTES = 64 * 1024;

/** Where seeds are kept: `npm run fuzz` runs the tests for this alone. */
const folder = process.env['MPK_KEEP_SEEDS'];

/** The bytes of a file; an object is written as JSON. */
export const toBytes = (content: Uint8Array | string | object): Buffer =>
  content instanceof Uint8Array
    ? Buffer.from(content)
    : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));

/** Keeps a model that a test reads as a seed of the fuzzing, as `tools/fuzz/models/packed.ts` reads it. */
export function keepSeed(files: Files): void {
  if (folder === undefined) return;
  const packed = Buffer.concat(
    Object.entries(files).flatMap(([name, content]) => [Buffer.from(`\x1cmpk-file ${name}\n`), toBytes(content)]),
  );
  const name = createHash('sha256').update(packed).digest('hex').slice(0, 16);
  if (packed.length <= MAX_SEED_BYTES) writeFileSync(join(folder, name), packed);
}
