// SPDX-License-Identifier: Apache-2.0
import { readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Hex } from '@mpk/core';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { handOn, type HandOn } from '../src/hand-on.js';
import { makeModel } from './support.js';

async function modelIn(folder: string): Promise<HandOn> {
  return {
    path: await makeModel(folder),
    singleFile: false,
    files: [
      { name: 'a.bin', sha256: sha256Hex('weights') },
      { name: 'sub/b.bin', sha256: sha256Hex('more weights') },
    ],
    bundle: Buffer.from('bundle'),
  };
}

describe('handOn', () => {
  it('copies what was verified, its bundle, and nothing beside it', async () => {
    await withTempFolder(async (folder) => {
      const to = join(folder, 'deep/verified');
      await handOn(await modelIn(folder), to);
      expect((await readdir(to, { recursive: true })).sort()).toEqual(['a.bin', 'model.sig', 'sub', 'sub/b.bin']);
      expect(await readFile(join(to, 'sub/b.bin'), 'utf8')).toBe('more weights');
    });
  });

  it('copies a single file to the path itself', async () => {
    await withTempFolder(async (folder) => {
      const path = join(folder, 'one.gguf');
      await writeFile(path, 'weights');
      const to = join(folder, 'verified');
      await handOn(
        { path, singleFile: true, files: [{ name: 'one.gguf', sha256: sha256Hex('weights') }], bundle: undefined },
        to,
      );
      expect(await readFile(to, 'utf8')).toBe('weights');
    });
  });

  it('leaves nothing behind when a file changed after it was verified', async () => {
    await withTempFolder(async (folder) => {
      const model = await modelIn(folder);
      await writeFile(join(model.path, 'sub/b.bin'), 'MORE WEIGHTS');
      const to = join(folder, 'verified');
      expect(await thrownCode(() => handOn(model, to))).toBe('MODEL_CHANGED');
      expect(await readdir(folder)).not.toContain('verified');
    });
  });

  it('does not wait on a pipe that took the place of a file', async () => {
    await withTempFolder(async (folder) => {
      const model = await modelIn(folder);
      await symlink('/dev/zero', join(model.path, 'c.bin'));
      const files = [...model.files, { name: 'c.bin', sha256: sha256Hex('') }];
      expect(await thrownCode(() => handOn({ ...model, files }, join(folder, 'verified')))).toBe('INPUT_UNREADABLE');
    });
  });

  it('reports a place that cannot be written', async () => {
    await withTempFolder(async (folder) => {
      await writeFile(join(folder, 'file'), '');
      const to = join(folder, 'file/verified');
      const model = await modelIn(folder);
      expect(await thrownCode(() => handOn(model, to))).toBe('OUTPUT_UNWRITABLE');
    });
  });
});
