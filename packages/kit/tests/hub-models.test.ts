// SPDX-License-Identifier: Apache-2.0
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { thrownCode, withLocalHub, withTempFolder } from '@mpk/testkit';
import { digestModel } from '@mpk/kit/digest';
import { pinModel, writeLock } from '@mpk/kit/pin';
import { signModel } from '@mpk/kit/sign';
import { generateKeyFiles } from '@mpk/kit/key';
import { verifyModel } from '@mpk/kit/verify';
import { COMMIT, makeHubCache } from './hub-cache.js';

const files = { 'config.json': '{}', 'sub/README.md': '# model', 'model.safetensors': 'weights' };
const envOf = (folder: string): NodeJS.ProcessEnv => ({ HF_HUB_CACHE: folder });

describe('a model in the Hugging Face cache', () => {
  it('is found by its URI, opens as it is, and is known by repository and commit', () =>
    withTempFolder(async (folder) => {
      makeHubCache(folder, files);
      const digest = await digestModel({ model: 'hf://org/name@main', env: envOf(folder) });
      expect(digest.uri).toBe(`hf://org/name@${COMMIT}`);
      expect(digest.files.map((f) => f.name)).toEqual(['config.json', 'model.safetensors', 'sub/README.md']);
    }));

  it('has the same identity by URI, by path, and as a plain copy', () =>
    withTempFolder(async (folder) => {
      const { snapshot } = makeHubCache(join(folder, 'hub'), files);
      const byUri = await digestModel({ model: 'hf://org/name', env: envOf(join(folder, 'hub')) });
      const byPath = await digestModel({ model: snapshot });
      expect(byPath.manifestDigest).toBe(byUri.manifestDigest);
    }));

  it.each(['model.safetensors', 'config.json'])(
    'is refused with DIGEST_MISMATCH when the blob of %s is not what its name says',
    (name) =>
      withTempFolder(async (folder) => {
        const { blobOf } = makeHubCache(folder, files);
        writeFileSync(blobOf(name), 'XXXXXXX');
        expect(await thrownCode(() => digestModel({ model: 'hf://org/name', env: envOf(folder) }))).toBe(
          'DIGEST_MISMATCH',
        );
        const { lock } = await pinModelSafely(folder);
        expect(lock).toBeUndefined();
      }),
  );

  it('is refused when a link leads out of its blobs', () =>
    withTempFolder(async (folder) => {
      const { snapshot } = makeHubCache(folder, files);
      symlinkSync('/etc/hostname', join(snapshot, 'extra.txt'));
      expect(await thrownCode(() => digestModel({ model: snapshot }))).toBe('MODEL_LINK_REFUSED');
    }));

  it('is pinned with its commit and verified against the lock', () =>
    withTempFolder(async (folder) => {
      makeHubCache(folder, files);
      const lockPath = join(folder, 'model.lock');
      const { lock } = await pinModel({ model: 'hf://org/name@main', outputPath: lockPath, env: envOf(folder) });
      expect([lock.uri, lock.commit]).toEqual([`hf://org/name@${COMMIT}`, COMMIT]);
      writeLock(lockPath, lock, false);
      const { result } = await verifyModel({ model: 'hf://org/name', lockPath, env: envOf(folder) });
      expect(result).toMatchObject({ verdict: 'pass', model: { uri: `hf://org/name@${COMMIT}` } });
    }));

  it('is signed in place, and the signature says that links were followed', () =>
    withTempFolder(async (folder) => {
      const { snapshot } = makeHubCache(join(folder, 'hub'), files);
      const keys = generateKeyFiles({ name: join(folder, 'k'), curve: 'P-256' });
      const { bundlePath } = await signModel({
        model: snapshot,
        method: { key: { privateKeyPath: keys.privateKeyPath } },
      });
      const bundle = JSON.parse(readFileSync(bundlePath, 'utf8'));
      const statement = JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString());
      expect(statement.predicate.serialization.allow_symlinks).toBe(true);
      expect((await verifyModel({ model: snapshot, keyPath: keys.publicKeyPath })).result.verdict).toBe('pass');
    }));
});

async function pinModelSafely(folder: string): Promise<{ lock?: unknown }> {
  try {
    return await pinModel({ model: 'hf://org/name', outputPath: join(folder, 'x.lock'), env: envOf(folder) });
  } catch {
    return {};
  }
}

describe('a model on the Hub', () => {
  const repos = { 'org/name': files };

  it('is pinned live, with the same identity as from the cache', () =>
    withTempFolder((folder) =>
      withLocalHub({ repos, token: 'hf_secret' }, async (hub) => {
        makeHubCache(folder, files);
        const cached = await digestModel({ model: 'hf://org/name', env: envOf(folder) });
        const env = { HF_HUB_CACHE: join(folder, 'empty'), HF_ENDPOINT: hub.endpoint, HF_TOKEN: 'hf_secret' };
        const { lock } = await pinModel({ model: 'hf://org/name', outputPath: join(folder, 'l'), env });
        expect(lock.manifestDigest).toBe(cached.manifestDigest);
        expect(lock.commit).toBe(hub.commitOf('org/name'));
      }),
    ));

  it('is refused with 75 where the Hub cannot be reached', () =>
    withTempFolder(async (folder) => {
      const env = { HF_HUB_CACHE: folder, HF_ENDPOINT: 'http://127.0.0.1:1' };
      expect(await thrownCode(() => pinModel({ model: 'hf://org/name', outputPath: join(folder, 'l'), env }))).toBe(
        'NETWORK_UNAVAILABLE',
      );
    }));

  it('is never fetched by verify: no network is needed to say no', () =>
    withTempFolder((folder) =>
      withLocalHub({ repos }, async (hub) => {
        const env = { HF_HUB_CACHE: folder, HF_ENDPOINT: hub.endpoint };
        const { result } = await verifyModel({ model: 'hf://org/name', lockPath: join(folder, 'l'), env });
        expect([result.verdict, result.code]).toEqual(['undecided', 'INPUT_UNREADABLE']);
        expect(hub.requests).toEqual([]);
      }),
    ));
});
