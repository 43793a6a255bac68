// SPDX-License-Identifier: Apache-2.0
import { recogniseLicense } from '@mpk/bom';
import { existsSync, readFileSync, readdirSync } from 'node:fs';

const MODULES = new URL('../../../../node_modules/', import.meta.url);
/** Whose `package.json` says another licence than their text is. */
const WRONG: ReadonlySet<string> = new Set(['@npmcli/redact', '@pkgjs/parseargs']);
const TOLD: ReadonlySet<string> = new Set(['mit', 'isc', 'apache-2.0', 'bsd-2-clause', 'bsd-3-clause']);

/** What packages say that they are under, and the text that they come with. */
const packages = readdirSync(MODULES)
  .flatMap((name) =>
    name.startsWith('@') ? readdirSync(new URL(`${name}/`, MODULES)).map((inner) => `${name}/${inner}`) : [name],
  )
  .flatMap((name) => {
    const folder = new URL(`${name}/`, MODULES);
    const manifest = new URL('package.json', folder);
    if (name.startsWith('.') || WRONG.has(name) || !existsSync(manifest)) return [];
    const { license } = JSON.parse(readFileSync(manifest, 'utf8')) as { license?: unknown };
    const file = readdirSync(folder).find((one) => /^licen[cs]e(?:\.(?:md|txt))?$/i.test(one));
    if (typeof license !== 'string' || !TOLD.has(license.toLowerCase()) || file === undefined) return [];
    const { texts } = recogniseLicense(readFileSync(new URL(file, folder), 'utf8'));
    return [{ name, license: license.toLowerCase(), texts }];
  });

describe('the texts that packages are published with', () => {
  it('are told to be what their packages say, or not told', () => {
    expect(packages.length).toBeGreaterThan(100);
    expect(packages.filter(({ license, texts }) => texts.length > 0 && !texts.includes(license))).toEqual([]);
  });

  it('are told, where nothing else stands in them, nine of ten', () => {
    const told = packages.filter(({ texts }) => texts.length > 0);
    expect(told.length / packages.length).toBeGreaterThan(0.9);
  });
});
