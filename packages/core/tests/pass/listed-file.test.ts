// SPDX-License-Identifier: Apache-2.0
import { appendFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openListedFile, openModel, type ListedFile, type ModelFile } from '@mpk/core';
import { thrownCode, withTempFolder } from '@mpk/testkit';

const withFile = (use: (file: ModelFile, path: string) => Promise<void> | void): Promise<void> =>
  withTempFolder(async (folder) => {
    const path = join(folder, 'a.bin');
    writeFileSync(path, 'abcdef');
    const [file] = openModel(folder).files;
    if (file !== undefined) await use(file, path);
  });

const opened = (file: ModelFile, use: (listed: ListedFile) => void): void => {
  const listed = openListedFile(file);
  try {
    use(listed);
  } finally {
    listed.close();
  }
};

describe('a file that is read again', () => {
  it('gives its bytes from any place', () =>
    withFile((file) => {
      const buffer = Buffer.alloc(3);
      opened(file, (listed) => listed.fill(buffer, 2));
      expect(buffer.toString()).toBe('cde');
    }));

  it('has changed where it ends too early', () =>
    withFile(async (file) => {
      const code = await thrownCode(() => opened(file, (listed) => listed.fill(Buffer.alloc(3), 4)));
      expect(code).toBe('MODEL_CHANGED');
    }));

  it('has changed where it was written to, before or meanwhile', () =>
    withFile(async (file, path) => {
      const meanwhile = await thrownCode(() =>
        opened(file, (listed) => {
          appendFileSync(path, 'g');
          listed.assertSame();
        }),
      );
      expect([meanwhile, await thrownCode(() => openListedFile(file))]).toEqual(['MODEL_CHANGED', 'MODEL_CHANGED']);
    }));

  it('has changed where a link lies in its place, or nothing', () =>
    withFile(async (file, path) => {
      rmSync(path);
      expect(await thrownCode(() => openListedFile(file))).toBe('MODEL_CHANGED');
      symlinkSync('/etc/hostname', path);
      expect(await thrownCode(() => openListedFile(file))).toBe('MODEL_CHANGED');
    }));
});
