// SPDX-License-Identifier: Apache-2.0
import { licenseIdClaims } from '@mpk/bom';
import { claim } from '../audit/shown.js';

describe('what SPDX calls a licence', () => {
  it.each([
    ['license', 'gpl-3.0', 'license.id GPL-3.0-only'],
    ['license', 'https://creativecommons.org/licenses/by/4.0/', 'license.id CC-BY-4.0'],
    ['license', 'llama3.1', 'license.id LicenseRef-scancode-llama-3.1-license-2024'],
    ['license.text', 'mit', 'license.text.id MIT'],
  ] as const)('is told of a %s %s, at its place', (name, value, expected) => {
    const source = claim(name, value, 'LICENSE#x');
    const [made, ...more] = licenseIdClaims([source]);
    const [asName, asId] = expected.split(' ');
    expect(made).toMatchObject({
      name: asName,
      value: asId,
      method: 'inferred',
      source: source.source,
      subject: 'model',
    });
    expect(more).toEqual([]);
  });

  it.each([
    ['license', 'MIT'],
    ['license', 'acme'],
    ['license.text', 'other'],
    ['license.name', 'mit'],
  ] as const)('is not told of a %s %s', (name, value) => {
    expect(licenseIdClaims([claim(name, value)])).toEqual([]);
  });
});
