// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { LOCAL_ISSUER, startLocalSigstore } from '@mpk/testkit/sigstore';

const TIMEOUT_MS = 40_000;

describe('startLocalSigstore', () => {
  it(
    'listens until it is stopped',
    async () => {
      const sigstore = await startLocalSigstore();
      const probe = (): Promise<Response> => fetch(`${sigstore.url}/nothing`, { method: 'POST' });
      await expect(probe()).resolves.toMatchObject({ status: 404 });
      await sigstore.stop();
      await expect(probe()).rejects.toThrow('fetch failed');
      await sigstore.stop();
    },
    TIMEOUT_MS,
  );

  it(
    'runs from the built package under plain Node too, and ends with its parent',
    async () => {
      const built = new URL('../dist/sigstore/local-sigstore.js', import.meta.url).href;
      // Leaves without stopping it.
      const script = `
        const { startLocalSigstore } = await import(${JSON.stringify(built)});
        process.stdout.write((await startLocalSigstore()).url, () => process.exit());`;
      const env = { ...process.env, NODE_OPTIONS: '' };
      const url = execFileSync(process.execPath, ['--input-type=module', '-e', script], { env }).toString();
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      await expect(untilUnreachable(url)).resolves.toBe('gone');
    },
    TIMEOUT_MS,
  );

  it(
    'refuses what a real one would refuse',
    async () => {
      const sigstore = await startLocalSigstore();
      const post = async (path: string, body: unknown): Promise<number> =>
        (await fetch(sigstore.url + path, { method: 'POST', body: JSON.stringify(body) })).status;
      const publicKeyRequest = { publicKey: { content: 'none' }, proofOfPossession: '' };
      const credentials = { oidcIdentityToken: sigstore.idToken({ aud: 'other' }) };
      expect(await post('/api/v2/signingCert', { credentials, publicKeyRequest })).toBe(400);
      expect(await post('/api/v1/log/entries', { kind: 'rekord' })).toBe(400);
      await sigstore.stop();
    },
    TIMEOUT_MS,
  );

  it(
    'makes tokens with the claims that it is given',
    async () => {
      const sigstore = await startLocalSigstore();
      const claimsOf = (token: string): unknown =>
        JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
      expect(claimsOf(sigstore.idToken())).toMatchObject({ iss: LOCAL_ISSUER, aud: 'sigstore', sub: 'alice' });
      expect(claimsOf(sigstore.idToken({ sub: 'bob', exp: 1 }))).toMatchObject({ sub: 'bob', exp: 1 });
      await sigstore.stop();
    },
    TIMEOUT_MS,
  );
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
