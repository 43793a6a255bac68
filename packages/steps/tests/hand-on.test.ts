// SPDX-License-Identifier: Apache-2.0
import { readdirSync } from 'node:fs';
import { mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
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

  it('copies the claims as they were read, unless a file of the model has that name', async () => {
    await withTempFolder(async (folder) => {
      const claims = [Buffer.from('{"one":1}'), Buffer.from('{"two":2}')];
      const model = { ...(await modelIn(folder)), claims };
      await handOn(model, join(folder, 'verified'));
      expect(await readFile(join(folder, 'verified/claims.jsonl'), 'utf8')).toBe('{"one":1}\n{"two":2}\n');
      await writeFile(join(model.path, 'claims.jsonl'), 'data');
      const files = [...model.files, { name: 'claims.jsonl', sha256: sha256Hex('data') }];
      await handOn({ ...model, files }, join(folder, 'again'));
      expect(await readFile(join(folder, 'again/claims.jsonl'), 'utf8')).toBe('data');
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

  it.each([
    ['a folder with something in it', (to: string) => mkdir(join(to, 'kept'), { recursive: true })],
    ['a file', (to: string) => writeFile(to, 'kept')],
    ['a link to an empty folder', async (to: string) => symlink(await emptyFolder(`${to}-target`), to)],
    ['a link that leads nowhere', (to: string) => symlink('nowhere', to)],
  ])('refuses a place where there is %s, and leaves it as it is', async (_what, occupy) => {
    await withTempFolder(async (folder) => {
      const model = await modelIn(folder);
      const to = join(folder, 'verified');
      await occupy(to);
      const before = await readdir(folder, { recursive: true });
      expect(await thrownCode(() => handOn(model, to))).toBe('OUTPUT_EXISTS');
      const single = { ...model, path: join(model.path, 'a.bin'), singleFile: true, files: model.files.slice(0, 1) };
      expect(await thrownCode(() => handOn(single, to))).toBe('OUTPUT_EXISTS');
      expect(await readdir(folder, { recursive: true })).toEqual(before);
    });
  });

  it('finds that out before it copies anything', async () => {
    await withTempFolder(async (folder) => {
      const model = await modelIn(folder);
      await writeFile(join(folder, 'verified'), 'kept');
      const files = [{ name: 'never-read.bin', sha256: sha256Hex('') }];
      expect(await thrownCode(() => handOn({ ...model, files }, join(folder, 'verified')))).toBe('OUTPUT_EXISTS');
    });
  });

  it('takes the place of an empty folder', async () => {
    await withTempFolder(async (folder) => {
      const to = await emptyFolder(join(folder, 'verified'));
      await handOn(await modelIn(folder), to);
      expect((await readdir(to)).sort()).toEqual(['a.bin', 'model.sig', 'sub']);
    });
  });

  it.each([
    ['the model itself', ''],
    ['a new folder in it', '/verified'],
    ['a new folder in it, by another way', '/../alias/verified'],
    ['the folder that it lies in', '/..'],
  ])('refuses %s as a place, and leaves the model as it is', async (_what, below) => {
    await withTempFolder(async (folder) => {
      const model = await modelIn(folder);
      await symlink(model.path, join(folder, 'alias'));
      const before = await readdir(folder, { recursive: true });
      expect(await thrownCode(() => handOn(model, `${model.path}${below}`))).toBe('OUTPUT_UNWRITABLE');
      expect(await readdir(folder, { recursive: true })).toEqual(before);
      expect(await readFile(join(model.path, 'a.bin'), 'utf8')).toBe('weights');
    });
  });

  it('refuses a single file as the place of its own copy', async () => {
    await withTempFolder(async (folder) => {
      const path = join(folder, 'one.gguf');
      await writeFile(path, 'weights');
      const files = [{ name: 'one.gguf', sha256: sha256Hex('weights') }];
      const model = { path, singleFile: true, files, bundle: undefined };
      expect(await thrownCode(() => handOn(model, path))).toBe('OUTPUT_UNWRITABLE');
      expect(await readFile(path, 'utf8')).toBe('weights');
    });
  });

  it('leaves nothing behind when it is cancelled', async () => {
    await withTempFolder(async (folder) => {
      const model = await modelIn(folder);
      const before = await readdir(folder);
      expect(await thrownCode(() => handOn(model, join(folder, 'verified'), AbortSignal.abort()))).toBe('CANCELLED');
      expect(await readdir(folder)).toEqual(before);
    });
  });

  it('shows nothing at its place before the copy is whole', async () => {
    await withTempFolder(async (folder) => {
      const model = await modelIn(folder);
      const to = join(folder, 'verified');
      const early: string[][] = [];
      const bundle = Buffer.from('bundle');
      // Read when all files are copied, just before the bundle is.
      const watched = {
        ...model,
        get bundle() {
          early.push(readdirSync(folder).filter((name) => name === 'verified'));
          return bundle;
        },
      };
      await handOn(watched, to);
      expect(early.length).toBeGreaterThan(0);
      expect(early.flat()).toEqual([]);
    });
  });
});

async function emptyFolder(path: string): Promise<string> {
  await mkdir(path);
  return path;
}
