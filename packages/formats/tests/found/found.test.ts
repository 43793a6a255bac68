// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFile } from '../builders/read.js';

/** What `npm run fuzz` found in readers, once. */
const FOUND = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.bin'));

describe('an input that failed once', () => {
  it.each(FOUND)('%s is read the same in chunks of any size, and each part ends in the file', (name) => {
    const bytes = readFileSync(join(import.meta.dirname, name));
    const { parts, inspectedBytes } = readFile(bytes);
    expect(inspectedBytes).toBeGreaterThanOrEqual(0);
    expect(inspectedBytes).toBeLessThanOrEqual(bytes.length);
    for (const { fileOffset, sizeBytes } of parts) {
      if (fileOffset !== undefined) expect(fileOffset + sizeBytes).toBeLessThanOrEqual(bytes.length);
    }
  });
});
