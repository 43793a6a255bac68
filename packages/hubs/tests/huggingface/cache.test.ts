// SPDX-License-Identifier: Apache-2.0
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { describeSnapshot, findSnapshot, hubCacheFolder } from '../../src/index.js';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

describe('hubCacheFolder', () => {
  it.each<[Record<string, string>, string]>([
    [{}, '/home/me/.cache/huggingface/hub'],
    [{ XDG_CACHE_HOME: '/xdg' }, '/xdg/huggingface/hub'],
    [{ HF_HOME: '/hf', XDG_CACHE_HOME: '/xdg' }, '/hf/hub'],
    [{ HF_HOME: '~/hf' }, '/home/me/hf/hub'],
    [{ HUGGINGFACE_HUB_CACHE: '/old', HF_HOME: '/hf' }, '/old'],
    [{ HF_HUB_CACHE: '/cache', HUGGINGFACE_HUB_CACHE: '/old' }, '/cache'],
    [{ HF_HUB_CACHE: '', HF_HOME: '' }, '/home/me/.cache/huggingface/hub'],
  ])('with %j is %s', (env, expected) => {
    expect(hubCacheFolder(env, '/home/me')).toBe(expected);
  });
});

async function withCache(use: (cacheFolder: string, repoFolder: string) => Promise<void>): Promise<void> {
  await withTempFolder(async (cacheFolder) => {
    const repoFolder = join(cacheFolder, 'models--acme--model');
    await mkdir(join(repoFolder, 'snapshots', COMMIT), { recursive: true });
    await mkdir(join(repoFolder, 'refs/pr'), { recursive: true });
    await mkdir(join(repoFolder, 'blobs'));
    await writeFile(join(repoFolder, 'refs/main'), COMMIT);
    await writeFile(join(repoFolder, 'refs/pr/1'), `${COMMIT}\n`);
    await use(cacheFolder, repoFolder);
  });
}

describe('findSnapshot', () => {
  it.each(['main', 'pr/1', COMMIT])('finds a model by %s', async (revision) => {
    await withCache(async (cacheFolder, repoFolder) => {
      expect(findSnapshot({ repo: 'acme/model', revision, cacheFolder })).toEqual({
        path: join(repoFolder, 'snapshots', COMMIT),
        commit: COMMIT,
        uri: `hf://acme/model@${COMMIT}`,
      });
      await Promise.resolve();
    });
  });

  it('finds a dataset', async () => {
    await withTempFolder(async (cacheFolder) => {
      const path = join(cacheFolder, 'datasets--acme--reviews/snapshots', COMMIT);
      await mkdir(path, { recursive: true });
      expect(findSnapshot({ repo: 'datasets/acme/reviews', revision: COMMIT, cacheFolder })).toEqual({
        path,
        commit: COMMIT,
        uri: `hf://datasets/acme/reviews@${COMMIT}`,
      });
    });
  });

  it('finds a model of the legacy kind, without an organisation', async () => {
    await withTempFolder(async (cacheFolder) => {
      await mkdir(join(cacheFolder, 'models--gpt2/snapshots', COMMIT), { recursive: true });
      expect(findSnapshot({ repo: 'gpt2', revision: COMMIT, cacheFolder }).uri).toBe(`hf://gpt2@${COMMIT}`);
    });
  });

  it.each([
    ['another model', 'acme/other', 'main', 'INPUT_UNREADABLE'],
    ['another revision', 'acme/model', 'v2', 'INPUT_UNREADABLE'],
    ['another commit', 'acme/model', 'f'.repeat(40), 'INPUT_UNREADABLE'],
    ['a folder as a ref', 'acme/model', 'pr', 'INPUT_UNREADABLE'],
    ['a repository that leads out', '../model', 'main', 'INPUT_MALFORMED'],
    ['a revision that leads out', 'acme/model', '../../x', 'INPUT_MALFORMED'],
  ])('refuses %s', async (_, repo, revision, code) => {
    await withCache(async (cacheFolder) => {
      expect(await thrownCode(() => findSnapshot({ repo, revision, cacheFolder }))).toBe(code);
    });
  });

  it.each([['../../x'], ['main'], ['A'.repeat(40)], [COMMIT.repeat(3)], ['']])(
    'refuses a ref that says %j',
    async (text) => {
      await withCache(async (cacheFolder, repoFolder) => {
        await writeFile(join(repoFolder, 'refs/bad'), text);
        const find = (): unknown => findSnapshot({ repo: 'acme/model', revision: 'bad', cacheFolder });
        expect(await thrownCode(find)).toBe('INPUT_MALFORMED');
      });
    },
  );

  it('does not follow a ref that is a link', async () => {
    await withCache(async (cacheFolder, repoFolder) => {
      await symlink(join(repoFolder, 'refs/main'), join(repoFolder, 'refs/link'));
      const find = (): unknown => findSnapshot({ repo: 'acme/model', revision: 'link', cacheFolder });
      expect(await thrownCode(find)).toBe('INPUT_UNREADABLE');
    });
  });

  it('says how to get what is not there', async () => {
    await withTempFolder(async (cacheFolder) => {
      const find = (): unknown => findSnapshot({ repo: 'acme/model', revision: 'v1', cacheFolder });
      expect(find).toThrow(expect.objectContaining({ hint: expect.stringContaining('hf download acme/model') }));
      await Promise.resolve();
    });
  });
});

describe('describeSnapshot', () => {
  it('recognises a snapshot by its path and the blobs beside it', () =>
    withTempFolder(async (folder) => {
      for (const [name, repo] of Object.entries({
        'models--acme--model': 'acme/model',
        'models--gpt2': 'gpt2',
        'datasets--acme--reviews': 'datasets/acme/reviews',
      })) {
        const repoFolder = join(folder, name);
        const path = join(repoFolder, 'snapshots', COMMIT);
        await mkdir(join(repoFolder, 'blobs'), { recursive: true });
        expect(describeSnapshot(path)).toEqual({
          repo,
          commit: COMMIT,
          repoFolder,
          blobsFolder: join(repoFolder, 'blobs'),
        });
      }
    }));

  it('does not recognise one whose blobs are a link out of the cache, or not there', () =>
    withTempFolder(async (folder) => {
      const repoFolder = join(folder, 'models--acme--model');
      await mkdir(repoFolder);
      expect(describeSnapshot(join(repoFolder, 'snapshots', COMMIT))).toBeUndefined();
      await symlink('/etc', join(repoFolder, 'blobs'));
      expect(describeSnapshot(join(repoFolder, 'snapshots', COMMIT))).toBeUndefined();
    }));

  it.each([
    '/',
    '/models/acme',
    `/c/models--acme--model/snapshots`,
    `/c/models--acme--model/snapshots/main`,
    `/c/models--acme--model/snapshots/${COMMIT}/unet`,
    `/c/models--acme--model/${COMMIT}`,
    `/c/spaces--acme--data/snapshots/${COMMIT}`,
    `/c/models--/snapshots/${COMMIT}`,
    `/c/models--a--b--c/snapshots/${COMMIT}`,
    `/c/models--..--b/snapshots/${COMMIT}`,
  ])('does not recognise %s', (path) => {
    expect(describeSnapshot(path)).toBeUndefined();
  });
});
