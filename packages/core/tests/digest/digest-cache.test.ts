// SPDX-License-Identifier: Apache-2.0
import { chmod, mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DigestCache, openModel, type OpenedModel } from '@mpk/core';
import { thrownCode, withTempFolder } from '@mpk/testkit';

const uid = process.getuid?.();
const SHA = 'a'.repeat(64);
/** Later than any change of the files, so that their times have settled. */
const LATER = new Date(Date.now() + 3_600_000);

async function sample(folder: string): Promise<{ model: OpenedModel; cacheFolder: string }> {
  await mkdir(join(folder, 'model'));
  await writeFile(join(folder, 'model/a'), 'AAAA');
  await writeFile(join(folder, 'model/b'), 'BBBB');
  return { model: openModel(join(folder, 'model')), cacheFolder: join(folder, 'cache') };
}

const storeAll = (cacheFolder: string, model: OpenedModel, readSince = LATER): void =>
  DigestCache.open(cacheFolder, model, uid)?.store(
    model.files.map((file) => ({ file, sha256: SHA })),
    readSince,
  );

describe('DigestCache', () => {
  it('finds the digests of unchanged files, in a folder for the user alone', () =>
    withTempFolder(async (folder) => {
      const { model, cacheFolder } = await sample(folder);
      storeAll(cacheFolder, model);
      const again = DigestCache.open(cacheFolder, openModel(model.path), uid);
      expect(model.files.map((file) => again?.find(file))).toEqual([SHA, SHA]);
      expect((await stat(cacheFolder)).mode & 0o777).toBe(0o700);
    }));

  it('does not find a file that was written to, even when its mtime was put back', () =>
    withTempFolder(async (folder) => {
      const { model, cacheFolder } = await sample(folder);
      storeAll(cacheFolder, model);
      const path = join(folder, 'model/a');
      const { atime, mtime } = await stat(path);
      await new Promise((resolve) => setTimeout(resolve, 20));
      await writeFile(path, 'XXXX');
      await utimes(path, atime, mtime);
      const changed = openModel(model.path);
      const cache = DigestCache.open(cacheFolder, changed, uid);
      expect(changed.files.map((file) => cache?.find(file))).toEqual([undefined, SHA]);
    }));

  it('does not keep files that changed just before they were read', () =>
    withTempFolder(async (folder) => {
      const { model, cacheFolder } = await sample(folder);
      storeAll(cacheFolder, model, new Date());
      expect(model.files.map((file) => DigestCache.open(cacheFolder, model, uid)?.find(file))).toEqual([
        undefined,
        undefined,
      ]);
    }));

  it('refuses a folder that others may enter, and one of another user', () =>
    withTempFolder(async (folder) => {
      const { model, cacheFolder } = await sample(folder);
      await mkdir(cacheFolder);
      await chmod(cacheFolder, 0o755);
      expect(await thrownCode(() => DigestCache.open(cacheFolder, model, uid))).toBe('INPUT_UNREADABLE');
      await chmod(cacheFolder, 0o700);
      expect(await thrownCode(() => DigestCache.open(cacheFolder, model, (uid ?? 0) + 1))).toBe('INPUT_UNREADABLE');
    }));

  it('takes a damaged cache for an empty one', () =>
    withTempFolder(async (folder) => {
      const { model, cacheFolder } = await sample(folder);
      storeAll(cacheFolder, model);
      const [name] = await readdir(cacheFolder);
      await writeFile(join(cacheFolder, name ?? ''), 'mpk digest cache v1\ngarbage\n1:2:3:4:5 nothex\n');
      expect(DigestCache.open(cacheFolder, model, uid)?.find(model.files[0]!)).toBeUndefined();
    }));

  it('is off where the file system cannot be relied on', () => {
    const model = { ...openModel('/proc/self/status'), path: '/proc/self/status' };
    expect(DigestCache.open('/nonexistent', model, uid)).toBeUndefined();
  });
});
