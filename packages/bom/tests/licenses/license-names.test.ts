// SPDX-License-Identifier: Apache-2.0
import { isLicenseName, LICENSE_NAMES } from '@mpk/bom/licenses';

describe('the name of a licence', () => {
  it.each(['mit', 'MIT', 'llama3.2', 'GPL-3.0-only', 'gpl-3.0-ONLY', 'GPL-3.0', 'Zlib', 'LicenseRef-acme-1', 'other'])(
    'is %s',
    (name) => {
      expect(isLicenseName(name)).toBe(true);
    },
  );

  it.each([
    '',
    'gpl3',
    'agplv3',
    'llama3_2',
    'GPLv3',
    'Apache-2',
    'MIT OR Zlib',
    '__proto__',
    'constructor',
    'LicenseRef-',
  ])('is not %j', (name) => {
    expect(isLicenseName(name)).toBe(false);
  });

  it('is of the Hub or of SPDX, each once', () => {
    expect(LICENSE_NAMES).toEqual(expect.arrayContaining(['apache-2.0', 'Apache-2.0']));
    expect(new Set(LICENSE_NAMES).size).toBe(LICENSE_NAMES.length);
  });
});
