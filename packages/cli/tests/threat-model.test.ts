// SPDX-License-Identifier: Apache-2.0
// Every threat names the test that holds it: a test that moved or went must be found here, not by a reader.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const text = readFileSync(join(root, 'docs/threat-model.md'), 'utf8');

/** Rows of the tables that end in a column of tests: [threat, cell of tests]. */
const rows = text
  .split(/^## /m)
  .filter((section) => /\| Test +\|/.test(section))
  .flatMap((section) => section.split('\n').filter((line) => line.startsWith('| ') && !/\| Test +\|/.test(line)))
  .filter((line) => !/^\| -+/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map((cells): readonly [string, string] => [cells[1] ?? '', cells.at(-2) ?? '']);

describe('docs/threat-model.md', () => {
  it('has threats', () => {
    expect(rows.length).toBeGreaterThan(50);
  });

  it.each(rows)('names tests that are there: %s', (_, cell) => {
    const paths = [...cell.matchAll(/`([^`]+)`/g)].map(([, path]) => path ?? '');
    expect(paths).not.toEqual([]);
    expect(paths.filter((path) => ![`packages/${path}`, path].some((p) => existsSync(join(root, p))))).toEqual([]);
  });

  it('speaks of every party', () => {
    for (const party of ['Signer', 'Log', 'Hub', 'Workload', 'Verifier']) expect(text).toContain(`| **${party}**`);
  });
});
