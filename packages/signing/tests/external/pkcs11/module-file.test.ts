// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { moduleFile } from '../../../src/external/pkcs11/module-file.js';

const uri = (modulePath?: string, moduleName?: string) => ({ modulePath, moduleName });

/** A folder with the file `libtoken.so`. */
const withModule = <T>(use: (folder: string, path: string) => T): Promise<T> =>
  withTempFolder(async (folder) => {
    const path = join(folder, 'libtoken.so');
    writeFileSync(path, '');
    return use(folder, path);
  });

describe('the module of a PKCS#11 URI', () => {
  it('is the given file before that of the URI', () =>
    withModule((_, path) => {
      expect(moduleFile(uri('/nowhere.so'), path)).toBe(path);
      expect(moduleFile(uri(path), undefined)).toBe(path);
    }));

  it('is found by its name in the folder that is named', () =>
    withModule((folder, path) => {
      expect(moduleFile(uri(folder, 'token'), undefined)).toBe(path);
    }));

  it.each([
    ['USAGE', 'nobody names one', uri()],
    ['USAGE', 'its path is not absolute', uri('libtoken.so')],
    ['USAGE', 'its path begins with a dot', uri('./libtoken.so')],
    ['USAGE', 'its name leads elsewhere', uri(undefined, '../token')],
    ['USAGE', 'its name is a path', uri(undefined, '/etc/passwd')],
    ['USAGE', 'its name is hidden', uri(undefined, '.token')],
    ['USAGE', 'its name is empty', uri(undefined, '')],
    ['INPUT_UNREADABLE', 'its file is not there', uri('/nowhere/libtoken.so')],
    ['INPUT_UNREADABLE', 'no folder of the system has its name', uri(undefined, 'no-such-module')],
    ['INPUT_UNREADABLE', 'its path is a device', uri('/dev/null')],
  ])('is %s where %s', async (code, _, from) => {
    await expect(thrownCode(() => moduleFile(from, undefined))).resolves.toBe(code);
  });

  it('is INPUT_UNREADABLE where its path is a folder without it', () =>
    withModule(async (folder) => {
      mkdirSync(join(folder, 'libdir.so'));
      await expect(thrownCode(() => moduleFile(uri(folder), undefined))).resolves.toBe('INPUT_UNREADABLE');
      await expect(thrownCode(() => moduleFile(uri(folder, 'other'), undefined))).resolves.toBe('INPUT_UNREADABLE');
      await expect(thrownCode(() => moduleFile(uri(folder, 'dir'), undefined))).resolves.toBe('INPUT_UNREADABLE');
    }));
});
