// SPDX-License-Identifier: Apache-2.0
import { readFile, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from '@mpk/core';
import { thrownCode, withTempFolder } from '@mpk/testkit';

describe('writeFileAtomic', () => {
  it('writes with the mode asked for and leaves nothing else behind', () =>
    withTempFolder(async (folder) => {
      writeFileAtomic(join(folder, 'a'), 'x', { mode: 0o600 });
      expect(await readdir(folder)).toEqual(['a']);
      expect((await stat(join(folder, 'a'))).mode & 0o777).toBe(0o600);
    }));

  it('replaces by default and refuses to when told', () =>
    withTempFolder(async (folder) => {
      const path = join(folder, 'a');
      writeFileAtomic(path, '1');
      writeFileAtomic(path, '2');
      expect(await thrownCode(() => writeFileAtomic(path, '3', { overwrite: false }))).toBe('OUTPUT_EXISTS');
      expect(await readFile(path, 'utf8')).toBe('2');
      expect(await readdir(folder)).toEqual(['a']);
    }));

  it('replaces a link instead of writing through it', () =>
    withTempFolder(async (folder) => {
      await writeFile(join(folder, 'victim'), 'safe');
      await symlink('victim', join(folder, 'a'));
      writeFileAtomic(join(folder, 'a'), 'new');
      expect(await readFile(join(folder, 'victim'), 'utf8')).toBe('safe');
    }));

  it('refuses a folder that is not there and leaves nothing', () =>
    withTempFolder(async (folder) => {
      expect(await thrownCode(() => writeFileAtomic(join(folder, 'no/a'), 'x'))).toBe('OUTPUT_UNWRITABLE');
      expect(await readdir(folder)).toEqual([]);
    }));
});
