// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readFileBounded } from '@mpk/core';
import { thrownCode, withTempFolder } from '@mpk/testkit';

const options = { maxBytes: 4, what: 'policy' };

describe('readFileBounded', () => {
  it('reads up to the limit and refuses one byte more', () =>
    withTempFolder(async (folder) => {
      const path = join(folder, 'a');
      await writeFile(path, '1234');
      expect(readFileBounded(path, options).toString()).toBe('1234');
      await writeFile(path, '12345');
      expect(await thrownCode(() => readFileBounded(path, options))).toBe('INPUT_TOO_LARGE');
    }));

  it('is bounded on a file whose size says nothing', async () => {
    expect(await thrownCode(() => readFileBounded('/proc/self/maps', options))).toMatch(
      /INPUT_TOO_LARGE|INPUT_UNREADABLE/,
    );
  });

  it('refuses a folder, a pipe and a path that is not there', () =>
    withTempFolder(async (folder) => {
      execFileSync('mkfifo', [join(folder, 'pipe')]);
      for (const path of [folder, join(folder, 'pipe'), join(folder, 'none')]) {
        expect(await thrownCode(() => readFileBounded(path, options))).toBe('INPUT_UNREADABLE');
      }
    }));

  it('follows a link only where that is allowed', () =>
    withTempFolder(async (folder) => {
      await writeFile(join(folder, 'a'), 'x');
      await symlink('a', join(folder, 'link'));
      expect(readFileBounded(join(folder, 'link'), options).toString()).toBe('x');
      const strict = { ...options, followLinks: false };
      expect(await thrownCode(() => readFileBounded(join(folder, 'link'), strict))).toBe('INPUT_UNREADABLE');
    }));
});
