// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Modules that a module of this package loads, with all that those load. */
function loadedBy(path: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(path) || !existsSync(path)) return seen.add(path);
  seen.add(path);
  const imports = readFileSync(path, 'utf8').matchAll(/^(?:import|export) (?!type\b)[^;]*? from '([^']+)';/gm);
  for (const [, from = ''] of imports)
    loadedBy(from.startsWith('.') ? join(dirname(path), from.replace(/\.js$/, '.ts')) : from, seen);
  return seen;
}
const source = join(import.meta.dirname, '../../src');

describe('the library of CycloneDX', () => {
  it('is loaded by what makes documents', () => {
    expect([...loadedBy(join(source, 'documents/index.ts'))]).toContain('@cyclonedx/cyclonedx-library/Models');
  });

  it('is loaded without its validators', () => {
    const doors = [...loadedBy(join(source, 'documents/index.ts'))].filter((path) => path.startsWith('@cyclonedx/'));
    expect(doors).not.toContain('@cyclonedx/cyclonedx-library');
    expect(doors).not.toContain('@cyclonedx/cyclonedx-library/Validation');
  });

  it('is not loaded by what collects claims', () => {
    const loaded = [...loadedBy(join(source, 'index.ts'))];
    expect(loaded.length).toBeGreaterThan(5);
    expect(loaded.filter((path) => /^\/(?:cyclonedx|documents|spdx)\//.test(path.replace(source, '')))).toEqual([]);
  });
});
