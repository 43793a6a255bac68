// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawn } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LOCAL_ISSUER, startLocalSigstore, type LocalSigstore, type WireFault } from '@mpk/testkit/sigstore';
import { withTempFolder } from '@mpk/testkit';

const START_TIMEOUT_MS = 40_000;

let sigstore: LocalSigstore;

beforeAll(async () => {
  sigstore = await startLocalSigstore({ rsaTsa: true });
}, START_TIMEOUT_MS);

afterAll(() => sigstore.stop());

const post = (path: string, body: unknown): Promise<Response> =>
  fetch(sigstore.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const hashedRekord = (text: string): object => ({
  hashedRekordRequestV002: {
    digest: Buffer.from(text).toString('base64'),
    signature: {
      content: 'AAAA',
      verifier: { keyDetails: 'PKIX_ECDSA_P256_SHA_256', publicKey: { rawBytes: 'AAAA' } },
    },
  },
});

function signingRequest(token: string): object {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const content = publicKey.export({ type: 'spki', format: 'pem' });
  const proofOfPossession = sign('sha256', Buffer.from('alice@example.com'), privateKey).toString('base64');
  return { credentials: { oidcIdentityToken: token }, publicKeyRequest: { publicKey: { content }, proofOfPossession } };
}

describe('startLocalSigstore', () => {
  it('listens until it is stopped', async () => {
    const other = await startLocalSigstore();
    const probe = (): Promise<Response> => fetch(`${other.url}/nothing`, { method: 'POST' });
    await expect(probe()).resolves.toMatchObject({ status: 404 });
    await other.stop();
    await expect(probe()).rejects.toThrow('fetch failed');
    await other.stop();
  });

  it('runs from the built package under plain Node too, and ends with its parent', async () => {
    const built = new URL('../dist/sigstore/local-sigstore.js', import.meta.url).href;
    // Leaves without stopping it.
    const script = `
      const { startLocalSigstore } = await import(${JSON.stringify(built)});
      process.stdout.write((await startLocalSigstore()).url, () => process.exit());`;
    const env = { ...process.env, NODE_OPTIONS: '' };
    const url = execFileSync(process.execPath, ['--input-type=module', '-e', script], { env }).toString();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await expect(untilUnreachable(url)).resolves.toBe('gone');
  });

  it('makes tokens with the claims that it is given', () => {
    const claimsOf = (token: string): unknown => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
    expect(claimsOf(sigstore.idToken())).toMatchObject({ iss: LOCAL_ISSUER, aud: 'sigstore', sub: 'alice' });
    expect(claimsOf(sigstore.idToken({ sub: 'bob', exp: 1 }))).toMatchObject({ sub: 'bob', exp: 1 });
    expect(claimsOf(sigstore.idToken({ email: 'a@b.example' }))).toMatchObject({ email_verified: true });
  });
});

describe('the services', () => {
  it.each([
    ['a token of another audience', '/api/v2/signingCert', () => signingRequest(sigstore.idToken({ aud: 'other' }))],
    [
      'a proof of another key',
      '/api/v2/signingCert',
      () => signingRequest(sigstore.idToken({ email: 'bob@b.example' })),
    ],
    ['no request at all', '/api/v2/signingCert', () => ({})],
    ['an entry of another kind', '/api/v1/log/entries', () => ({ kind: 'rekord', apiVersion: '0.0.1' })],
    ['a DSSE entry in version 2', '/api/v2/log/entries', () => ({ dsseRequestV002: {} })],
    ['a timestamp without a hash', '/api/v1/timestamp', () => ({ artifactHash: 'AAAA' })],
  ])('refuse %s', async (_, path, body) => {
    expect((await post(path, body())).status).toBe(400);
  });

  it('certify what a token says: an e-mail address', async () => {
    const response = await post(
      '/api/v2/signingCert',
      signingRequest(sigstore.idToken({ email: 'alice@example.com' })),
    );
    const { signedCertificateEmbeddedSct } = (await response.json()) as any;
    expect(signedCertificateEmbeddedSct.chain.certificates).toHaveLength(3);
  });

  it('log entries one after the other, and each only once', async () => {
    const log = async (text: string): Promise<any> => (await post('/api/v2/log/entries', hashedRekord(text))).json();
    const entries = [await log('one'), await log('two'), await log('three')];
    const first = Number(entries[0].logIndex);
    expect(entries.map((entry) => Number(entry.logIndex) - first)).toEqual([0, 1, 2]);
    expect(entries.map((entry) => Number(entry.inclusionProof.treeSize) - first)).toEqual([1, 2, 3]);
    expect((await log('two')).logIndex).toBe(entries[1].logIndex);
  });
});

describe('its TUF repository', () => {
  // Sigstore's own client, as a peer; it is CommonJS and brings its own idea of fetching.
  const { getTrustedRoot, initTUF } = createRequire(import.meta.url)('@sigstore/tuf');

  it("gives Sigstore's client the trusted root and the signing config", async () => {
    await withTempFolder(async (folder) => {
      const rootPath = join(folder, 'root.json');
      await writeFile(rootPath, sigstore.tuf.root);
      const options = { mirrorURL: sigstore.tuf.url, rootPath, cachePath: join(folder, 'cache'), forceInit: true };
      const root = await getTrustedRoot(options);
      expect(root.tlogs).toHaveLength(2);
      const client = await initTUF(options);
      expect(JSON.parse(await client.getTarget('signing_config.v0.2.json'))).toEqual(
        JSON.parse(sigstore.signingConfig(2).toString()),
      );
    });
  });
});

describe('a fault', () => {
  const ask = async (timeoutMs = 20_000): Promise<string> => {
    const signal = AbortSignal.timeout(timeoutMs);
    const init = { method: 'POST', body: 'secret', redirect: 'manual', signal } as const;
    try {
      const response = await fetch(`${sigstore.url}/api/v1/timestamp`, init);
      const text = await response.text();
      return `${response.status} ${text.length > 1000 ? 'much' : text}`;
    } catch (error) {
      return (error as Error).name;
    }
  };

  afterEach(() => sigstore.setFaults({}));

  it.each<[WireFault, string]>([
    [{ status: 503 }, '503 {"code":3,"message":"no"}'],
    [{ wire: 'reset' }, 'TypeError'],
    [{ wire: 'silent' }, 'TimeoutError'],
    [{ wire: 'endless' }, 'TimeoutError'],
    [{ wire: 'huge' }, '200 much'],
    [{ wire: 'garbage' }, '200 this is no answer'],
    [{ wire: 'empty' }, '200 '],
    [{ wire: 'cut' }, 'TypeError'],
    [{ wire: 'redirect' }, '307 '],
    [{ wire: 'echo' }, '400 {"code":3,"message":"no: secret"}'],
  ])('%j does what it says', async (fault, answer) => {
    await sigstore.setFaults({ tsa: fault });
    // Only what never ends is cut short: all else may take its time on a busy machine.
    await expect(ask(answer === 'TimeoutError' ? 300 : undefined)).resolves.toBe(answer);
  });

  it('ends after the given number of requests, and with the next ones', async () => {
    const well = await ask();
    await sigstore.setFaults({ tsa: { status: 500, times: 2 } });
    expect([await ask(), await ask(), await ask()]).toEqual([
      expect.stringMatching(/^500/),
      expect.stringMatching(/^500/),
      well,
    ]);
    await sigstore.setFaults({ tsa: { status: 500 } });
    await expect(ask()).resolves.toMatch(/^500/);
    await sigstore.setFaults({});
    await expect(ask()).resolves.toBe(well);
  });
});

describe('the local Sigstore of a shell', () => {
  it('prints its addresses in one line, writes its files, and serves them', async () => {
    await withTempFolder(async (folder) => {
      const main = new URL('../dist/sigstore/main.js', import.meta.url);
      const env = { ...process.env, NODE_OPTIONS: '' };
      const child = spawn(process.execPath, [main.pathname, folder], { env, stdio: ['ignore', 'pipe', 'inherit'] });
      try {
        const [line] = (await once(child.stdout, 'data')) as [Buffer];
        const said = JSON.parse(line.toString());
        expect(said.pid).toBe(child.pid);
        const served = await (await fetch(said.trustedRootUrl)).text();
        expect(JSON.parse(served).timestampAuthorities).toHaveLength(2);
        expect((await (await fetch(said.tokenUrl)).text()).split('.')).toHaveLength(3);
        for (const name of ['trustedRoot', 'signingConfig', 'tufRoot', 'rsaTsaAuthorities', 'token']) {
          expect(existsSync(said[name])).toBe(true);
        }
      } finally {
        child.kill();
        await once(child, 'exit');
      }
    });
  });
});

async function untilUnreachable(url: string): Promise<string> {
  for (let attempt = 0; attempt < 50; attempt++) {
    try {
      await fetch(url);
    } catch {
      return 'gone';
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return 'still there';
}
