// SPDX-License-Identifier: Apache-2.0
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_CODES } from '@mpk/core';

const packages = join(import.meta.dirname, '../..');

/** The text of every test of every package but this one. */
function testTexts(): string {
  const files = readdirSync(packages).flatMap((name) => {
    const tests = join(packages, name, 'tests');
    return readdirSync(tests, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.test.ts') && !path.includes('errors-provoked'))
      .map((path) => join(tests, path));
  });
  return files.map((path) => readFileSync(path, 'utf8')).join('\n');
}

describe('every error code', () => {
  const texts = testTexts();
  // INTERNAL stands for bugs; that tests meet it too is luck.
  it.each(Object.keys(ERROR_CODES))('%s is expected by a test', (code) => {
    expect(texts).toMatch(new RegExp(`['\`]${code}\\b`));
  });
});
