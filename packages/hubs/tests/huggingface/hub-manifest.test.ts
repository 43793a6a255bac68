// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { isMpkError } from '@mpk/core';
import { thrownCode, withLocalHub, type HubFaults, type LocalHub } from '@mpk/testkit';
import { readHubManifest, type HubManifestOptions } from '../../src/index.js';

const WEIGHTS = Buffer.alloc(300_000, 'weights');
const FILES = {
  'config.json': '{"model_type": "tiny"}',
  'model.safetensors': WEIGHTS,
  'sub/a b#?%.txt': 'odd name',
  '.gitattributes': '*.safetensors filter=lfs',
  'model.sig': '{}',
  'sub/model.sig': 'this one belongs to the model',
};
const TOKEN = 'hf_secretsecretsecret';
const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');
const noWait = (): Promise<void> => Promise.resolve();

const read = (hub: LocalHub, options: Partial<HubManifestOptions> = {}): ReturnType<typeof readHubManifest> =>
  readHubManifest({ endpoint: hub.endpoint, repo: 'acme/tiny', revision: 'main', wait: noWait, ...options });

const withHub = (
  use: (hub: LocalHub) => Promise<void>,
  options: { token?: string; pageSize?: number } = {},
): Promise<void> =>
  withLocalHub({ repos: { 'acme/tiny': FILES, 'acme/empty': { '.gitattributes': '' } }, ...options }, use);

describe('readHubManifest', () => {
  it('gives the files of a commit with the SHA-256 of their bytes', async () => {
    await withHub(async (hub) => {
      const manifest = await read(hub);
      expect(manifest).toEqual({
        commit: hub.commitOf('acme/tiny'),
        uri: `hf://acme/tiny@${hub.commitOf('acme/tiny')}`,
        files: [
          { name: 'config.json', sizeBytes: 22, sha256: sha256(FILES['config.json']) },
          { name: 'model.safetensors', sizeBytes: 300_000, sha256: sha256(WEIGHTS) },
          { name: 'sub/a b#?%.txt', sizeBytes: 8, sha256: sha256('odd name') },
          { name: 'sub/model.sig', sizeBytes: 29, sha256: sha256('this one belongs to the model') },
        ],
      });
    });
  });

  it('reads a dataset by its own address', async () => {
    await withLocalHub({ repos: { 'datasets/acme/reviews': FILES } }, async (hub) => {
      const { files, uri } = await read(hub, { repo: 'datasets/acme/reviews' });
      expect([files.length, uri]).toEqual([4, `hf://datasets/acme/reviews@${hub.commitOf('datasets/acme/reviews')}`]);
      expect(hub.requests[0]?.url).toBe('/api/datasets/acme/reviews/revision/main');
    });
  });

  it('leaves out a claims file that holds signatures, and keeps one that is data', async () => {
    const bundle = JSON.stringify({
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial: { publicKey: { hint: 'x' }, tlogEntries: [] },
      dsseEnvelope: { payload: 'e30=', payloadType: 'application/vnd.in-toto+json', signatures: [{ sig: 'AAAA' }] },
    });
    const repos = {
      'acme/signed': { 'a.txt': 'a', 'claims.jsonl': `${bundle}\n${bundle}\n` },
      'acme/data': { 'a.txt': 'a', 'claims.jsonl': '{"claim": "the earth is round"}\n' },
    };
    await withLocalHub({ repos }, async (hub) => {
      const names = async (repo: string) => (await read(hub, { repo })).files.map(({ name }) => name);
      expect(await names('acme/signed')).toEqual(['a.txt']);
      expect(await names('acme/data')).toEqual(['a.txt', 'claims.jsonl']);
    });
  });

  it('asks for everything but the revision at the commit', async () => {
    await withHub(async (hub) => {
      await read(hub);
      const [first, ...later] = hub.requests.filter((request) => request.host === 'hub');
      expect(first?.url).toBe('/api/models/acme/tiny/revision/main');
      expect(later.length).toBeGreaterThan(4);
      for (const { url } of later) expect(url).toContain(hub.commitOf('acme/tiny'));
    });
  });

  it('reads a list of several pages', async () => {
    await withHub(
      async (hub) => {
        expect((await read(hub)).files).toHaveLength(4);
        expect(hub.requests.filter(({ url }) => url.includes('/tree/'))).toHaveLength(3);
      },
      { pageSize: 2 },
    );
  });

  it('tells how far it is, to the last byte', async () => {
    await withHub(async (hub) => {
      const seen: unknown[] = [];
      const { files } = await read(hub, { onProgress: (progress) => seen.push(progress) });
      const totalBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
      expect(seen.at(-1)).toEqual({ bytes: totalBytes, totalBytes, files: 4, totalFiles: 4 });
    });
  });

  it('takes the files at a commit that was asked for', async () => {
    await withHub(async (hub) => {
      expect((await read(hub, { revision: hub.commitOf('acme/tiny') })).files).toHaveLength(4);
    });
  });
});

describe('the access token', () => {
  it('goes to the hub and not to the host that files are redirected to', async () => {
    await withHub(
      async (hub) => {
        await read(hub, { token: TOKEN });
        const [cdn, own] = [hub.requests.filter((r) => r.host === 'cdn'), hub.requests.filter((r) => r.host === 'hub')];
        expect(cdn).toHaveLength(1);
        expect(cdn.map((request) => request.authorization)).toEqual([undefined]);
        expect(new Set(own.map((request) => request.authorization))).toEqual(new Set([`Bearer ${TOKEN}`]));
      },
      { token: TOKEN },
    );
  });

  it.each(['main', 'no-such-revision'])('is in no error, at revision %s', async (revision) => {
    await withHub(
      async (hub) => {
        const error: unknown = await read(hub, { token: `${TOKEN}x`, revision }).catch((e: unknown) => e);
        expect(isMpkError(error) && error.code).toBe('NETWORK_REFUSED');
        expect(inspect(error, { depth: 10 })).not.toContain(TOKEN);
      },
      { token: TOKEN },
    );
  });

  it('is named in the hint when it is missing', async () => {
    await withHub(
      async (hub) => {
        await expect(read(hub)).rejects.toMatchObject({
          code: 'NETWORK_REFUSED',
          hint: expect.stringContaining('HF_TOKEN'),
        });
      },
      { token: TOKEN },
    );
  });

  it.each([
    ['with a line feed', 'http://127.0.0.1:1', `${TOKEN}\n`],
    ['with a space', 'http://127.0.0.1:1', `${TOKEN} x`],
    ['over an unencrypted connection', 'http://hub.example', TOKEN],
  ])('is not sent %s', async (_, endpoint, token) => {
    const options = { endpoint, token, repo: 'acme/tiny', revision: 'main', wait: noWait };
    const error: unknown = await readHubManifest(options).catch((e: unknown) => e);
    expect(isMpkError(error) && error.code).toBe('TOKEN_INVALID');
    expect(inspect(error, { depth: 10 })).not.toContain(TOKEN);
  });
});

describe('a hub that answers wrongly', () => {
  it.each<[string, HubFaults, string]>([
    ['LFS bytes are corrupt', { corrupt: 'model.safetensors' }, 'DIGEST_MISMATCH'],
    ['git bytes are corrupt', { corrupt: 'config.json' }, 'DIGEST_MISMATCH'],
    ['an LFS file is short', { short: 'model.safetensors' }, 'DIGEST_MISMATCH'],
    ['a git file is short', { short: 'config.json' }, 'DIGEST_MISMATCH'],
    ['the LFS digest is another', { wrongDigest: 'model.safetensors' }, 'DIGEST_MISMATCH'],
    ['the git id is another', { wrongDigest: 'config.json' }, 'DIGEST_MISMATCH'],
    ['a name leads out', { extraName: '../../.ssh/authorized_keys' }, 'MODEL_NAME_INVALID'],
    ['a name is absolute', { extraName: '/etc/passwd' }, 'MODEL_NAME_INVALID'],
    ['a name is not in its shortest form', { extraName: 'a//b' }, 'MODEL_NAME_INVALID'],
    ['an ignored name leads out', { extraName: '.git/../../x' }, 'MODEL_NAME_INVALID'],
    ['a name stands twice', { extraName: 'config.json' }, 'MODEL_NAME_INVALID'],
    ['the list does not end', { endlessPages: true }, 'INPUT_TOO_LARGE'],
    ['the next page is elsewhere', { nextPage: 'http://127.0.0.1:9/api' }, 'NETWORK_REFUSED'],
    ['the next page is another list', { nextPage: '/api/models/acme/other/tree/main' }, 'NETWORK_REFUSED'],
    ['the commit is none', { commit: '../../main' }, 'INPUT_MALFORMED'],
    ['LFS files are redirected to no web address', { redirect: 'file:///etc/passwd' }, 'NETWORK_REFUSED'],
    ['it is down', { unavailable: Infinity }, 'NETWORK_UNAVAILABLE'],
    ['it has had enough', { rateLimited: Infinity }, 'NETWORK_UNAVAILABLE'],
    ['it breaks off every time', { broken: { name: 'config.json', times: Infinity } }, 'NETWORK_UNAVAILABLE'],
  ])('is refused when %s', async (_, faults, code) => {
    await withHub(async (hub) => {
      Object.assign(hub.faults, faults);
      expect(await thrownCode(() => read(hub))).toBe(code);
    });
  });

  it('is refused when it answers another commit than was asked for', async () => {
    await withHub(async (hub) => {
      hub.faults.commit = 'f'.repeat(40);
      expect(await thrownCode(() => read(hub, { revision: hub.commitOf('acme/tiny') }))).toBe('DIGEST_MISMATCH');
    });
  });

  it('is refused when it redirects in a circle', async () => {
    await withHub(async (hub) => {
      hub.faults.redirect = `${hub.endpoint}/acme/tiny/resolve/${hub.commitOf('acme/tiny')}/model.safetensors`;
      expect(await thrownCode(() => read(hub))).toBe('NETWORK_REFUSED');
    });
  });

  it.each<[string, HubFaults]>([
    ['it was down for a moment', { unavailable: 2 }],
    ['it asked to slow down', { rateLimited: 2 }],
    ['it broke off once', { broken: { name: 'model.safetensors', times: 1 } }],
  ])('is asked again when %s', async (_, faults) => {
    await withHub(async (hub) => {
      Object.assign(hub.faults, faults);
      const seen: { bytes: number }[] = [];
      const { files } = await read(hub, { onProgress: (progress) => seen.push(progress) });
      expect(files).toHaveLength(4);
      expect(seen.at(-1)?.bytes).toBe(files.reduce((sum, file) => sum + file.sizeBytes, 0));
    });
  });
});

describe('what cannot be read', () => {
  it.each<[string, Partial<HubManifestOptions>, string]>([
    ['a model that is not there', { repo: 'acme/other' }, 'NETWORK_REFUSED'],
    ['a revision that is not there', { revision: 'v9' }, 'NETWORK_REFUSED'],
    ['a model without files', { repo: 'acme/empty' }, 'MODEL_EMPTY'],
    ['a repository id that leads out', { repo: '../x' }, 'INPUT_MALFORMED'],
    ['a revision that leads out', { revision: '../../x' }, 'INPUT_MALFORMED'],
    ['an endpoint that is none', { endpoint: 'huggingface.co' }, 'INPUT_MALFORMED'],
    ['an endpoint with a password', { endpoint: 'https://a:b@huggingface.co' }, 'INPUT_MALFORMED'],
    ['an endpoint where nobody listens', { endpoint: 'http://127.0.0.1:1' }, 'NETWORK_UNAVAILABLE'],
  ])('is %s', async (_, options, code) => {
    await withHub(async (hub) => {
      expect(await thrownCode(() => read(hub, options))).toBe(code);
    });
  });

  it('is what was cancelled, before or while it is read', async () => {
    await withHub(async (hub) => {
      expect(await thrownCode(() => read(hub, { signal: AbortSignal.abort() }))).toBe('CANCELLED');
      const stop = new AbortController();
      const onProgress = (): void => stop.abort();
      expect(await thrownCode(() => read(hub, { signal: stop.signal, onProgress }))).toBe('CANCELLED');
    });
  });
});
