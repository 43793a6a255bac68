// SPDX-License-Identifier: Apache-2.0
import { chmod, chown, mkdir, readFile, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import type { RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { isMpkError } from '@mpk/core';
import { withTempFolder } from '@mpk/testkit';
import { TufRepo, startLocalTuf, type LocalTuf, type Publication, type TufRepoRole } from '@mpk/testkit/tuf';
import { readCachedTrust, updateTrust, type TrustOptions, type TufMirrorOptions, type TufTrust } from '@mpk/signing';

const TARGETS = ['trusted_root.json'];
const FIRST = { 'trusted_root.json': '{"first":1}', 'signing_config.v0.2.json': '{"config":1}' };
const SECOND = { 'trusted_root.json': '{"second":2}' };
const HOUR_MS = 60 * 60 * 1000;
const PAST = new Date(Date.now() - HOUR_MS);

let tuf: LocalTuf;

beforeEach(async () => {
  tuf = await startLocalTuf();
  tuf.repo.publish(FIRST);
});
afterEach(() => tuf.close());

type Options = Partial<TrustOptions & TufMirrorOptions>;
const optionsIn = (folder: string, more: Options = {}): TrustOptions & TufMirrorOptions => ({
  url: tuf.url,
  root: tuf.repo.root(),
  cacheFolder: join(folder, 'cache'),
  targets: TARGETS,
  ...more,
});
const textOf = (trust: TufTrust, name = 'trusted_root.json'): string =>
  Buffer.from(trust.targets.get(name)!).toString();

/** Runs with an empty folder for the cache. */
const withFolder = <T>(
  use: (update: (more?: Options) => Promise<TufTrust>, folder: string) => Promise<T>,
): Promise<T> => withTempFolder((folder) => use((more) => updateTrust(optionsIn(folder, more)), folder));

async function errorOf(action: () => Promise<unknown>): Promise<string> {
  try {
    await action();
  } catch (error) {
    if (isMpkError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'nothing thrown';
}

const cacheFile = async (folder: string): Promise<string> => {
  const [name] = await readdir(join(folder, 'cache'));
  return join(folder, 'cache', name!);
};
const changeCache = async (folder: string, change: (cache: any) => void): Promise<void> => {
  const path = await cacheFile(folder);
  const cache = JSON.parse(await readFile(path, 'utf8'));
  change(cache);
  await writeFile(path, JSON.stringify(cache));
};

describe('updateTrust', () => {
  it('fetches targets, and says until when their metadata is good', () =>
    withFolder(async (update) => {
      const trust = await update({ optionalTargets: ['signing_config.v0.2.json', 'none.json'] });
      expect(textOf(trust)).toBe('{"first":1}');
      expect(textOf(trust, 'signing_config.v0.2.json')).toBe('{"config":1}');
      expect([...trust.targets.keys()]).toEqual(['trusted_root.json', 'signing_config.v0.2.json']);
      expect(trust.metadata.timestamp.version).toBe(1);
      expect(trust.expiresAt).toEqual(trust.metadata.timestamp.expiresAt);
      expect(trust.isExpired).toBe(false);
    }));

  it('keeps them in one file of a folder that is the user’s alone', () =>
    withFolder(async (update, folder) => {
      await update();
      expect((await stat(join(folder, 'cache'))).mode & 0o777).toBe(0o700);
      expect(await readdir(join(folder, 'cache'))).toHaveLength(1);
      expect((await stat(await cacheFile(folder))).mode & 0o777).toBe(0o600);
    }));

  it('asks for what has changed only', () =>
    withFolder(async (update) => {
      await update();
      tuf.requests.length = 0;
      await update();
      expect(tuf.requests).toEqual(['2.root.json', 'timestamp.json']);
    }));

  it('follows the repository, new roots with new keys included', () =>
    withFolder(async (update) => {
      await update();
      tuf.repo.publishRoot({}, ['root']);
      tuf.repo.publishRoot({}, ['timestamp', 'snapshot', 'targets']);
      tuf.repo.publish(SECOND);
      const trust = await update();
      expect(textOf(trust)).toBe('{"second":2}');
      expect(trust.metadata.root.version).toBe(3);
    }));

  it('starts from a root that has expired, where a newer one follows from it', () =>
    withFolder(async (update) => {
      const repo = new TufRepo();
      repo.publishRoot({ expires: { root: PAST } });
      repo.publishRoot();
      repo.publish(FIRST);
      tuf.repo.files.clear();
      for (const [path, bytes] of repo.files) tuf.repo.files.set(path, bytes);
      await expect(update({ root: repo.root(2) }).then(textOf)).resolves.toBe('{"first":1}');
    }));

  it('reads a repository without consistent snapshots', () =>
    withFolder(async (update) => {
      tuf.repo.publishRoot({ change: { root: (signed) => (signed['consistent_snapshot'] = false) } });
      tuf.repo.publish(SECOND);
      const { files } = tuf.repo;
      for (const role of ['snapshot', 'targets']) files.set(`${role}.json`, files.get(`2.${role}.json`)!);
      files.set('targets/trusted_root.json', Buffer.from(SECOND['trusted_root.json']));
      await expect(update().then(textOf)).resolves.toBe('{"second":2}');
    }));

  it.each<[string, string, Options]>([
    ['USAGE', 'a mirror over http', { url: 'http://tuf.example.com' }],
    ['USAGE', 'a mirror that is a folder', { url: 'file:///tuf' }],
    ['USAGE', 'a name that leads elsewhere', { targets: ['../trusted_root.json'] }],
    ['USAGE', 'a name with a folder', { targets: ['a/b'] }],
    ['USAGE', 'a hidden name', { targets: ['.hidden'] }],
    ['USAGE', 'an empty name', { optionalTargets: [''] }],
    ['TRUST_INVALID', 'a target that is not there', { targets: ['none.json'] }],
    ['TRUST_INVALID', 'a target that every object has', { targets: ['constructor'] }],
    ['INPUT_MALFORMED', 'a root that is text', { root: Buffer.from('text') }],
    ['INPUT_TOO_LARGE', 'a huge root', { root: Buffer.alloc(600_000, ' ') }],
    ['TRUST_INVALID', 'a root that is empty', { root: Buffer.from('{}') }],
  ])('throws %s for %s', async (code, _, more) => {
    await expect(withFolder((update) => errorOf(() => update(more)))).resolves.toContain(`${code}: `);
  });

  it('throws TRUST_INVALID for a root that nobody signed', () =>
    withFolder(async (update) => {
      const root = JSON.parse(tuf.repo.root().toString());
      root.signed.version = 7;
      const error = await errorOf(() => update({ root: Buffer.from(JSON.stringify(root)) }));
      expect(error).toBe('TRUST_INVALID: the root metadata is not signed by enough of the keys that must sign it');
    }));

  it('throws TRUST_INVALID for a repository of somebody else', () =>
    withFolder(async (update) => {
      const error = await errorOf(() => update({ root: new TufRepo().root() }));
      expect(error).toBe('TRUST_INVALID: the timestamp metadata is not signed by enough of the keys that must sign it');
    }));
});

describe('when the mirror tampers', () => {
  const PATHS = ['2.root.json', 'timestamp.json', '2.snapshot.json', '2.targets.json'];
  beforeEach(() => {
    tuf.repo.publishRoot();
    tuf.repo.publish(SECOND);
  });

  it.each(PATHS)('throws TRUST_INVALID for one changed word in %s', async (path) => {
    const text = tuf.repo.files.get(path)!.toString();
    // The same length, and nothing that a parser would mind.
    const changed = text.replace(/"expires":"2(\d)/, (_, digit: string) => `"expires":"2${(Number(digit) + 1) % 10}`);
    expect(changed).not.toBe(text);
    tuf.repo.files.set(path, Buffer.from(changed));
    await expect(withFolder((update) => errorOf(update))).resolves.toContain('TRUST_INVALID: ');
  });

  it.each(PATHS)('throws TRUST_INVALID for %s signed by the key of another role', async (path) => {
    const { signed } = JSON.parse(tuf.repo.files.get(path)!.toString()) as { signed: unknown };
    const other: TufRepoRole = path.includes('targets') ? 'snapshot' : 'targets';
    tuf.repo.files.set(path, tuf.repo.sign(other, signed));
    await expect(withFolder((update) => errorOf(update))).resolves.toContain('TRUST_INVALID: ');
  });

  it.each(PATHS)('throws TRUST_INVALID for %s without signatures', async (path) => {
    const { signed } = JSON.parse(tuf.repo.files.get(path)!.toString()) as { signed: unknown };
    tuf.repo.files.set(path, Buffer.from(JSON.stringify({ signed, signatures: [] })));
    await expect(withFolder((update) => errorOf(update))).resolves.toContain('TRUST_INVALID: ');
  });

  it.each<[string, string]>([
    ['INPUT_MALFORMED', ''],
    ['INPUT_MALFORMED', '<html>'],
    ['INPUT_MALFORMED', '{"signed":{},"signed":{}}'],
    ['INPUT_MALFORMED', `${'{"a":'.repeat(70)}1${'}'.repeat(70)}`],
    ['TRUST_INVALID', '{}'],
    ['TRUST_INVALID', '[]'],
    ['TRUST_INVALID', 'null'],
    ['TRUST_INVALID', '{"signed":null,"signatures":[]}'],
    ['TRUST_INVALID', '{"signed":{"_type":"__proto__"},"signatures":[]}'],
  ])('throws %s for a timestamp that is %j', async (code, content) => {
    tuf.repo.files.set('timestamp.json', Buffer.from(content));
    const error = await withFolder((update) => errorOf(update));
    expect(error).toContain(`${code}: `);
  });

  it('throws INPUT_TOO_LARGE for metadata that would keep the library busy, before any signature is looked at', async () => {
    const meta = Object.fromEntries(Array.from({ length: 15_000 }, (_, i) => [`a${i}`, { version: 1 }]));
    const signed = { _type: 'timestamp', spec_version: '1.0', version: 1, expires: '2099-01-01T00:00:00Z', meta };
    tuf.repo.files.set('timestamp.json', Buffer.from(JSON.stringify({ signed, signatures: [] })));
    await expect(withFolder((update) => errorOf(update))).resolves.toContain('has a list of more than 512');
  });

  it('throws TRUST_INVALID for another target of the same length', async () => {
    const path = [...tuf.repo.files.keys()].filter((name) => name.endsWith('.trusted_root.json')).at(-1)!;
    tuf.repo.files.set(path, Buffer.from('{"second":3}'));
    await expect(withFolder((update) => errorOf(update))).resolves.toContain('is not the file that the trust metadata');
  });

  it('throws INPUT_TOO_LARGE for a target that is longer than it should be', async () => {
    const path = [...tuf.repo.files.keys()].filter((name) => name.endsWith('.trusted_root.json')).at(-1)!;
    tuf.repo.files.set(path, Buffer.from('{"second":2} '));
    await expect(withFolder((update) => errorOf(update))).resolves.toContain('INPUT_TOO_LARGE: ');
  });
});

describe('when the signers themselves publish what cannot be taken', () => {
  const over = async (publication: Publication): Promise<string> => {
    tuf.repo.publish({}, publication);
    return withFolder((update) => errorOf(update));
  };
  const targetOf = (signed: any): any => signed.targets['trusted_root.json'];

  it.each<[string, string, (target: any) => void]>([
    ['INPUT_TOO_LARGE', 'a huge target', (target) => (target.length = 5_000_000)],
    ['TRUST_INVALID', 'a target without a digest', (target) => (target.hashes = {})],
    [
      'TRUST_INVALID',
      'a target with a weak digest',
      (target) => (target.hashes = { md5: 'd41d8cd98f00b204e9800998ecf8427e' }),
    ],
    [
      'TRUST_INVALID: the trust metadata names no SHA-256',
      'a digest that is a path',
      (target) => (target.hashes = { sha256: '../../x' }),
    ],
    ['TRUST_INVALID', 'a length that is not the target’s', (target) => (target.length = 100)],
    ['TRUST_INVALID', 'a length that is text', (target) => (target.length = '11')],
  ])('throws %s for %s', async (code, _, change) => {
    await expect(over({ change: { targets: (signed) => change(targetOf(signed)) } })).resolves.toContain(code);
  });

  it.each<[string, TufRepoRole, (signed: any) => void]>([
    ['a timestamp without a snapshot', 'timestamp', (signed) => (signed.meta = {})],
    ['a snapshot without targets', 'snapshot', (signed) => (signed.meta = { 'other.json': { version: 1 } })],
    ['a snapshot of version 0', 'timestamp', (signed) => (signed.meta['snapshot.json'].version = 0)],
    ['a snapshot of another version', 'timestamp', (signed) => (signed.meta['snapshot.json'].version = 1)],
    [
      'a snapshot whose version is no whole number',
      'timestamp',
      (signed) => (signed.meta['snapshot.json'].version = 1.5),
    ],
    ['another specification', 'timestamp', (signed) => (signed.spec_version = '2.0.0')],
    ['an expiry that is no time', 'timestamp', (signed) => (signed.expires = 'never')],
  ])('throws TRUST_INVALID for %s', async (_, role, change) => {
    await expect(over({ change: { [role]: change } })).resolves.toContain('TRUST_INVALID: ');
    expect(tuf.requests.filter((path) => !/^(\d+\.\w+|timestamp)\.json$|^targets\//.test(path))).toEqual([]);
  });
});

describe('when metadata has expired', () => {
  it.each<[TufRepoRole]>([['timestamp'], ['snapshot'], ['targets']])(
    'throws TRUST_INVALID for the %s',
    async (role) => {
      tuf.repo.publish({}, { expires: { [role]: PAST } });
      const error = await withFolder((update) => errorOf(update));
      expect(error).toBe(`TRUST_INVALID: the ${role} metadata has expired`);
    },
  );

  it('throws TRUST_INVALID for the newest root', async () => {
    tuf.repo.publishRoot({ expires: { root: PAST } });
    await expect(withFolder((update) => errorOf(update))).resolves.toContain('has expired');
  });

  it('throws TRUST_INVALID for a mirror that is kept from moving on', () =>
    withFolder(async (update) => {
      await update();
      const now = new Date(Date.now() + 25 * HOUR_MS);
      await expect(errorOf(() => update({ now }))).resolves.toContain('TRUST_INVALID: ');
    }));
});

describe('when the mirror goes back', () => {
  const copyOf = (): Map<string, Buffer> => new Map(tuf.repo.files);
  const goBack = (files: Map<string, Buffer>): void => {
    tuf.repo.files.clear();
    for (const [path, bytes] of files) tuf.repo.files.set(path, bytes);
  };

  it('throws TRUST_INVALID for an older timestamp', () =>
    withFolder(async (update) => {
      const before = copyOf();
      tuf.repo.publish(SECOND);
      await update();
      goBack(before);
      await expect(errorOf(update)).resolves.toContain('TRUST_INVALID: the timestamp metadata is not of the version');
    }));

  it('throws TRUST_INVALID for it also when the newer one has expired meanwhile', () =>
    withFolder(async (update) => {
      tuf.repo.publish({}, { expires: { timestamp: new Date(Date.now() + 9 * 24 * HOUR_MS) } });
      const before = copyOf();
      tuf.repo.publish(SECOND);
      await update();
      goBack(before);
      const now = new Date(Date.now() + 2 * 24 * HOUR_MS);
      await expect(errorOf(() => update({ now }))).resolves.toContain('the timestamp metadata is not of the version');
    }));

  it.each<[string, TufRepoRole, (signed: any) => void]>([
    ['snapshot', 'timestamp', (signed) => (signed.meta['snapshot.json'].version = 1)],
    ['targets', 'snapshot', (signed) => (signed.meta['targets.json'].version = 1)],
  ])('throws TRUST_INVALID for a newer timestamp that leads to an older %s', (_, role, change) =>
    withFolder(async (update) => {
      tuf.repo.publish(SECOND);
      await update();
      tuf.repo.publish({}, { change: { [role]: change } });
      await expect(errorOf(update)).resolves.toContain('TRUST_INVALID: ');
    }),
  );

  it('stays with the newest root that it knows, though the mirror hides it', () =>
    withFolder(async (update) => {
      const before = copyOf();
      tuf.repo.publishRoot({}, ['timestamp']);
      tuf.repo.publish();
      await update();
      goBack(before);
      // Signed with the key that the hidden root took away.
      await expect(errorOf(update)).resolves.toContain('the timestamp metadata is not signed by enough');
    }));

  it('recovers where a key was stolen and its version run ahead: a new key starts anew', () =>
    withFolder(async (update) => {
      tuf.repo.publish({}, { change: { timestamp: (signed) => (signed['version'] = 1e9) } });
      await update();
      tuf.repo.publishRoot({}, ['timestamp', 'snapshot']);
      tuf.repo.publish(SECOND);
      await expect(update().then(textOf)).resolves.toBe('{"second":2}');
    }));

  it('keeps the first of two timestamps of one version', () =>
    withFolder(async (update, folder) => {
      const { metadata } = await update();
      const { signed } = JSON.parse(tuf.repo.files.get('timestamp.json')!.toString()) as { signed: any };
      signed.expires = '2099-01-01T00:00:00Z';
      tuf.repo.files.set('timestamp.json', tuf.repo.sign('timestamp', signed));
      await expect(update()).resolves.toMatchObject({ metadata });
      await expect(readCachedTrust(optionsIn(folder))).resolves.toMatchObject({ metadata });
    }));

  it('leaves the cache as it was', () =>
    withFolder(async (update, folder) => {
      await update();
      const before = await readFile(await cacheFile(folder));
      tuf.repo.publish(SECOND, { expires: { targets: PAST } });
      await errorOf(update);
      expect(await readFile(await cacheFile(folder))).toEqual(before);
      await expect(readCachedTrust(optionsIn(folder)).then(textOf)).resolves.toBe('{"first":1}');
    }));
});

describe('when the mirror fails', () => {
  const endless: RequestListener = (_request, response: ServerResponse) => {
    const write = (): void => {
      while (!response.destroyed && response.write(' '.repeat(64 * 1024)));
    };
    response.on('drain', write);
    write();
  };
  const answering =
    (status: number, headers: Record<string, string> = {}): RequestListener =>
    (_request, response) =>
      response.writeHead(status, headers).end();
  const PATHS = ['2.root.json', 'timestamp.json', '1.snapshot.json', '1.targets.json'];

  it.each(PATHS)('throws INPUT_TOO_LARGE for an endless %s', async (path) => {
    tuf.faults.set(path, endless);
    await expect(withFolder((update) => errorOf(update))).resolves.toContain('INPUT_TOO_LARGE: ');
  });

  it.each<[string, string, RequestListener]>([
    ['NETWORK_UNAVAILABLE', 'a failure', answering(500)],
    ['NETWORK_UNAVAILABLE', 'too many requests', answering(429)],
    ['NETWORK_UNAVAILABLE', 'a broken connection', (request) => request.socket.destroy()],
    ['NETWORK_REFUSED', 'a demand for a password', answering(401)],
    ['NETWORK_REFUSED', 'a redirect', answering(302, { location: '/tuf/elsewhere.json' })],
  ])('throws %s for %s', async (code, _, listener) => {
    for (const path of PATHS) {
      tuf.faults.clear();
      tuf.faults.set(path, listener);
      await expect(withFolder((update) => errorOf(update))).resolves.toContain(`${code}: the TUF mirror at `);
    }
  });

  it.each(['timestamp.json', '1.snapshot.json', '1.targets.json'])('throws TRUST_INVALID without %s', async (path) => {
    for (const status of [403, 404]) {
      tuf.faults.set(path, answering(status));
      await expect(withFolder((update) => errorOf(update))).resolves.toBe(`TRUST_INVALID: there is no ${path}`);
    }
  });

  it('asks whether the URL is that of a repository where there is no timestamp', async () => {
    tuf.faults.set('timestamp.json', answering(404));
    const failure: unknown = await withFolder((update) => update().catch((error: unknown) => error));
    expect(failure).toMatchObject({ code: 'TRUST_INVALID', hint: expect.stringContaining('URL is that of a TUF') });
  });

  it('takes a page that never ends for what its status says: not there', async () => {
    tuf.faults.set('2.root.json', (request, response) => {
      response.statusCode = 404;
      endless(request, response);
    });
    await expect(withFolder((update) => update().then(textOf))).resolves.toBe('{"first":1}');
  });

  it('throws NETWORK_UNAVAILABLE when all of it takes too long', async () => {
    tuf.faults.set('timestamp.json', () => undefined);
    const error = await withFolder((update) => errorOf(() => update({ timeoutMs: 200 })));
    expect(error).toContain('NETWORK_UNAVAILABLE: the TUF mirror at ');
    expect(error).toContain('takes too long');
  });

  it('throws CANCELLED when the caller wants no more', async () => {
    const signal = AbortSignal.abort();
    await expect(withFolder((update) => errorOf(() => update({ signal })))).resolves.toContain('CANCELLED: ');
  });

  it('throws NETWORK_UNAVAILABLE when it is down, and the cache still serves', () =>
    withFolder(async (update, folder) => {
      await update();
      const options = optionsIn(folder);
      await tuf.close();
      await expect(errorOf(update)).resolves.toContain('NETWORK_UNAVAILABLE: ');
      await expect(readCachedTrust(options).then(textOf)).resolves.toBe('{"first":1}');
      tuf = await startLocalTuf();
    }));

  it('throws INPUT_TOO_LARGE for a root that goes on and on', async () => {
    for (let i = 0; i < 66; i++) tuf.repo.publishRoot();
    const error = await withFolder((update) => errorOf(update));
    expect(error).toContain('INPUT_TOO_LARGE: the root of trust has more than 64 newer versions');
  });
});

describe('readCachedTrust', () => {
  const read = (folder: string, more: Options = {}): Promise<TufTrust> => readCachedTrust(optionsIn(folder, more));

  it('reads what was stored and asks the network for nothing', () =>
    withFolder(async (update, folder) => {
      tuf.repo.publishRoot({}, ['root', 'timestamp']);
      tuf.repo.publish(SECOND);
      const updated = await update();
      tuf.requests.length = 0;
      const trust = await read(folder, { optionalTargets: ['signing_config.v0.2.json'] });
      expect(textOf(trust)).toBe('{"second":2}');
      expect(trust.metadata).toEqual(updated.metadata);
      expect([...trust.targets.keys()]).toEqual(TARGETS);
      expect(tuf.requests).toEqual([]);
    }));

  it('says when it has expired, and is read all the same', () =>
    withFolder(async (update, folder) => {
      const { expiresAt } = await update();
      const justBefore = await read(folder, { now: new Date(expiresAt.getTime() - 1) });
      expect(justBefore).toMatchObject({ isExpired: false, expiresAt });
      await expect(read(folder, { now: expiresAt })).resolves.toMatchObject({ isExpired: true, expiresAt });
    }));

  it('throws INPUT_UNREADABLE where there is none, and says what to do', () =>
    withTempFolder(async (folder) => {
      const error = await read(folder).catch((e: unknown) => e);
      expect(error).toMatchObject({
        code: 'INPUT_UNREADABLE',
        hint: expect.stringContaining('mpk trust update fetches it'),
      });
    }));

  it('does not take the cache of another mirror', () =>
    withFolder(async (update, folder) => {
      await update();
      await expect(errorOf(() => read(folder, { url: `${tuf.url}2` }))).resolves.toContain('INPUT_UNREADABLE: ');
    }));

  it('throws TRUST_INVALID where the cache does not follow from the root', () =>
    withFolder(async (update, folder) => {
      await update();
      const error = await errorOf(() => read(folder, { root: new TufRepo().root() }));
      expect(error).toContain('TRUST_INVALID: ');
    }));

  const flip = (text: string): string => {
    const bytes = Buffer.from(text, 'base64');
    bytes[bytes.length >> 1]! ^= 1;
    return bytes.toString('base64');
  };
  it.each<[string, (cache: any) => void]>([
    ['a root', (cache) => (cache.roots[2] = flip(cache.roots[2]))],
    ['no roots', (cache) => (cache.roots = {})],
    ['the timestamp', (cache) => (cache.timestamp = flip(cache.timestamp))],
    ['the snapshot', (cache) => (cache.snapshot = flip(cache.snapshot))],
    ['the targets', (cache) => (cache.targets = flip(cache.targets))],
    ['a target', (cache) => (cache.files['trusted_root.json'] = flip(cache.files['trusted_root.json']))],
    ['no target', (cache) => (cache.files = {})],
    ['the schema', (cache) => (cache.schema = 'x')],
    ['a file that is no text', (cache) => (cache.timestamp = 7)],
    ['a file that is no base64', (cache) => (cache.timestamp = '!')],
    ['no timestamp', (cache) => delete cache.timestamp],
  ])('does not believe a cache in which somebody changed %s; an update heals it', (_, change) =>
    withFolder(async (update, folder) => {
      tuf.repo.publishRoot({}, ['timestamp']);
      tuf.repo.publish();
      await update();
      await changeCache(folder, change);
      await expect(errorOf(() => read(folder))).resolves.toMatch(/^(TRUST_INVALID|INPUT_MALFORMED|INPUT_TOO_LARGE): /);
      await update();
      await expect(read(folder).then(textOf)).resolves.toBe('{"first":1}');
    }),
  );

  it('does not believe an older snapshot of equal version that its key signed, but the timestamp does not name', () =>
    withFolder(async (update, folder) => {
      await update();
      const { signed } = JSON.parse(tuf.repo.files.get('1.snapshot.json')!.toString()) as { signed: any };
      signed.expires = '2099-01-01T00:00:00Z';
      await changeCache(folder, (cache) => (cache.snapshot = tuf.repo.sign('snapshot', signed).toString('base64')));
      await expect(errorOf(() => read(folder))).resolves.toContain('TRUST_INVALID: ');
    }));

  it.each(['', 'text', '[]', '{"schema":1}'])('throws INPUT_MALFORMED for a cache that is %j', (content) =>
    withFolder(async (update, folder) => {
      await update();
      await writeFile(await cacheFile(folder), content);
      await expect(errorOf(() => read(folder))).resolves.toContain('INPUT_MALFORMED: ');
    }),
  );

  it('throws INPUT_UNREADABLE for a link in place of the cache', () =>
    withFolder(async (update, folder) => {
      await update();
      const path = await cacheFile(folder);
      await writeFile(join(folder, 'elsewhere'), await readFile(path));
      const name = path.slice(join(folder, 'cache').length + 1);
      await mkdir(join(folder, 'other'), { mode: 0o700 });
      await symlink(join(folder, 'elsewhere'), join(folder, 'other', name));
      const error = await errorOf(() => read(folder, { cacheFolder: join(folder, 'other') }));
      expect(error).toContain('INPUT_UNREADABLE: ');
    }));
});

describe('a cache folder that is open to others', () => {
  it.each([0o755, 0o770, 0o707, 0o722])('is not written to: mode %o', (mode) =>
    withFolder(async (update, folder) => {
      await update();
      await chmod(join(folder, 'cache'), mode);
      await expect(errorOf(update)).resolves.toContain('INPUT_UNREADABLE: ');
    }),
  );

  it.each([
    ['nothing thrown', 0o755],
    ['nothing thrown', 0o555],
    ['INPUT_UNREADABLE', 0o775],
    ['INPUT_UNREADABLE', 0o757],
  ])('gives %s when it is read with mode %o', (code, mode) =>
    withFolder(async (update, folder) => {
      await update();
      await chmod(join(folder, 'cache'), mode);
      await expect(errorOf(() => readCachedTrust(optionsIn(folder)))).resolves.toContain(code);
      await chmod(join(folder, 'cache'), 0o700);
    }),
  );

  it('is not that of another user', () =>
    withTempFolder(async (folder) => {
      // Who is not root cannot give a folder away, but / is not theirs.
      let cacheFolder = '/';
      if (process.getuid?.() === 0) {
        cacheFolder = join(folder, 'theirs');
        await mkdir(cacheFolder, { mode: 0o700 });
        await chown(cacheFolder, 65_534, 65_534);
        const reading = readCachedTrust(optionsIn(folder, { cacheFolder }));
        await expect(errorOf(() => reading)).resolves.toContain('is open to other users');
      }
      const error = await errorOf(() => updateTrust(optionsIn(folder, { cacheFolder })));
      expect(error).toContain('is open to other users');
    }));

  it('is not a file or a link', () =>
    withTempFolder(async (folder) => {
      await writeFile(join(folder, 'file'), '');
      await mkdir(join(folder, 'real'), { mode: 0o700 });
      await symlink('real', join(folder, 'link'));
      for (const name of ['file', 'link']) {
        const options = optionsIn(folder, { cacheFolder: join(folder, name) });
        await expect(errorOf(() => updateTrust(options))).resolves.toContain('INPUT_UNREADABLE: ');
        await expect(errorOf(() => readCachedTrust(options))).resolves.toContain('INPUT_UNREADABLE: ');
      }
    }));
});
