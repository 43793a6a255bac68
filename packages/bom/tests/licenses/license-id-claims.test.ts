// SPDX-License-Identifier: Apache-2.0
import { licenseIdClaims } from '@mpk/bom';
import { claim } from '../audit/shown.js';

describe('what SPDX and the Hub call a licence', () => {
  it.each([
    ['license', 'gpl-3.0', 'license.id', ['GPL-3.0-only']],
    ['license', 'GPL-3.0-only', 'license.id', ['gpl-3.0']],
    ['license', 'GPL-3.0-or-later', 'license.id', ['GPL-3.0-only', 'gpl-3.0']],
    ['license', 'https://creativecommons.org/licenses/by/4.0/', 'license.id', ['CC-BY-4.0', 'cc-by-4.0']],
    ['license', 'llama3.1', 'license.id', ['LicenseRef-scancode-llama-3.1-license-2024']],
    ['license', 'GPL-3.0-only OR (MIT)', 'license.id', ['gpl-3.0 OR (mit)']],
    ['license', 'MIT', 'license.id', ['MIT']],
    ['license', 'apache-2.0', 'license.id', ['Apache-2.0']],
    ['license', 'mit AND (isc)', 'license.id', ['MIT AND (ISC)']],
    ['license', 'watcom-1.0', 'license.id', ['Watcom-1.0']],
    [
      'license',
      'gpl-3.0 WITH Classpath-exception-2.0',
      'license.id',
      ['GPL-3.0-only WITH Classpath-exception-2.0', 'GPL-3.0-only', 'gpl-3.0'],
    ],
    ['license.link', 'https://choosealicense.com/licenses/mit/', 'license.id', ['MIT', 'mit']],
    ['license.notice', 'llama3.1', 'license.id', ['LicenseRef-scancode-llama-3.1-license-2024']],
    ['license.name', 'gpl-3.0', 'license.id', ['GPL-3.0-only', 'gpl-3.0']],
    ['license.text', 'gpl-3.0', 'license.text.id', ['GPL-3.0-only']],
  ] as const)('is told of a %s %s, at its place', (name, value, asName, ids) => {
    const source = claim(name, value, 'LICENSE#x');
    expect(licenseIdClaims([source])).toEqual(
      ids.map((id) => ({ ...source, name: asName, value: id, method: 'inferred' })),
    );
  });

  it.each([
    ['license', 'acme'],
    ['license', 'other'],
    ['license', 'gpl-3.0 AND acme'],
    ['license', 'apache-2.0 WITH Commons-Clause'],
    ['license', 'mit,gpl-3.0'],
    ['license', 'mit/gpl-3.0'],
    ['license', 'mit\ngpl-3.0'],
    ['license', 'GPL3'],
    ['license.text', 'other'],
    ['license.name', 'Acme Terms'],
  ] as const)('is not told of a %s %s', (name, value) => {
    expect(licenseIdClaims([claim(name, value)])).toEqual([]);
  });
});
