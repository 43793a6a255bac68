// SPDX-License-Identifier: Apache-2.0
import type { IncomingMessage, RequestListener } from 'node:http';
import { isMpkError, type IdentityProvider } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { LOCAL_ISSUER, startLocalSigstore, type LocalSigstore } from '@mpk/testkit/sigstore';
import { createKeylessSigner, type KeylessSignerOptions } from '@mpk/signing';
import { PAYLOAD } from '../bundles.js';
import { unusedUrl, withHttpServer } from '../http-server.js';
import { everythingOf, piecesIn } from '../leaks.js';

let sigstore: LocalSigstore;
let token: string;
let nobody: string;

beforeAll(async () => {
  sigstore = await startLocalSigstore();
  token = sigstore.idToken({ email: 'alice@example.com', email_verified: true });
  nobody = await unusedUrl();
}, 40_000);

afterAll(() => sigstore.stop());

/** Signs, must fail, and must not give away the token in any way. Returns code and message. */
async function failure(options: Partial<KeylessSignerOptions>, secret = token): Promise<string> {
  const identityProvider: IdentityProvider = { getToken: () => Promise.resolve(secret) };
  const urls = { fulcioUrl: sigstore.url, rekorUrl: sigstore.url };
  try {
    await createKeylessSigner({ identityProvider, ...urls, timeoutMs: 20_000, retries: 0, ...options }).sign(PAYLOAD);
  } catch (error) {
    expect(piecesIn(everythingOf(error), secret)).toEqual([]);
    if (isMpkError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  throw new Error('signed');
}

/** Answers like a service that repeats what it was sent. */
const echo =
  (status: number, type = 'application/json'): RequestListener =>
  async (request, response) => {
    const body = await bodyOf(request);
    response.writeHead(status, { 'content-type': type, location: `/${token}` });
    response.end(type === 'application/json' ? JSON.stringify({ code: 3, message: `no: ${body}`, token }) : body);
  };

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

describe('when a service cannot be reached', () => {
  it.each([
    ['Fulcio', () => ({ fulcioUrl: nobody })],
    ['Rekor', () => ({ rekorUrl: nobody })],
    ['the timestamp authority', () => ({ tsaUrl: nobody })],
  ])('throws NETWORK_UNAVAILABLE and names %s', async (name, options) => {
    const answer = await failure(options());
    expect(answer).toContain(`NETWORK_UNAVAILABLE: ${name} at ${new URL(nobody).host} cannot be reached`);
    expect(answer).toContain('ECONNREFUSED');
  });

  it('gives up on one that accepts and stays silent', async () => {
    const answer = await withHttpServer(
      () => undefined,
      (fulcioUrl) => failure({ fulcioUrl, timeoutMs: 200 }),
    );
    expect(answer).toContain('NETWORK_UNAVAILABLE: Fulcio');
  });

  it('gives up on one that starts to answer and never ends', async () => {
    const answer = await withHttpServer(
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).write('{');
      },
      (fulcioUrl) => failure({ fulcioUrl, timeoutMs: 200 }),
    );
    expect(answer).toContain('NETWORK_UNAVAILABLE: Fulcio');
  });

  it('asks again as often as it is told', async () => {
    let requests = 0;
    const busy: RequestListener = (_, response) => {
      requests++;
      response.writeHead(503).end();
    };
    await withHttpServer(busy, (fulcioUrl) => failure({ fulcioUrl, retries: 1 }));
    expect(requests).toBe(2);
  });
});

describe('when a service answers with an error', () => {
  it.each([
    ['NETWORK_REFUSED', 400],
    ['NETWORK_REFUSED', 401],
    ['NETWORK_REFUSED', 404],
    ['NETWORK_UNAVAILABLE', 408],
    ['NETWORK_UNAVAILABLE', 429],
    ['NETWORK_UNAVAILABLE', 500],
    ['NETWORK_UNAVAILABLE', 503],
  ])('throws %s for %d, and nothing that it answered', async (code, status) => {
    for (const service of ['fulcioUrl', 'rekorUrl'] as const) {
      const answer = await withHttpServer(echo(status), (url) => failure({ [service]: url }));
      expect(answer).toContain(`${code}: `);
      expect(answer).toContain(`answered ${status}`);
    }
  });

  it.each([
    ['text instead of JSON', echo(200, 'text/plain')],
    ['JSON of another shape', echo(200)],
  ])('fails without a word of it for %s', async (_, listener) => {
    for (const service of ['fulcioUrl', 'rekorUrl'] as const) {
      await expect(withHttpServer(listener, (url) => failure({ [service]: url }))).resolves.toMatch(/^NETWORK_/);
    }
  });

  it('throws NETWORK_REFUSED for a token that Fulcio does not accept', async () => {
    const elsewhere = sigstore.idToken({ aud: 'somebody-else' });
    await expect(failure({}, elsewhere)).resolves.toContain('NETWORK_REFUSED: Fulcio');
  });
});

describe('when the token is bad', () => {
  const jwt = (claims: unknown): string =>
    ['{"alg":"none"}', typeof claims === 'string' ? claims : JSON.stringify(claims), 'signature-signature-signature']
      .map((part) => Buffer.from(part).toString('base64url'))
      .join('.');
  const inAnHour = Math.floor(Date.now() / 1000) + 3600;
  const claims = { iss: LOCAL_ISSUER, sub: 'alice-alice-alice-alice', exp: inAnHour };

  it.each<[string, string]>([
    ['that is no JWT', 'this-is-a-secret-that-is-no-jwt'],
    ['with two parts', 'this-is-a-secret.this-is-a-secret'],
    ['with foreign characters', `${jwt(claims)}<script>`],
    ['with claims that are no JSON', jwt('this is a secret and no JSON')],
    ['with claims that are a list', jwt([claims])],
    ['with a claim twice', jwt(`{"exp":${inAnHour},"exp":${inAnHour},"sub":"alice-alice-alice"}`)],
    ['without expiry', jwt({ ...claims, exp: undefined })],
    ['whose expiry is text', jwt({ ...claims, exp: '2099-01-01T00:00:00Z' })],
    ['whose expiry is beyond all time', jwt({ ...claims, exp: 1e300 })],
    ['that has expired', jwt({ ...claims, exp: inAnHour - 7200 })],
    ['without subject', jwt({ ...claims, sub: undefined })],
    ['with an e-mail address that was not verified', jwt({ ...claims, email: 'alice@example.com' })],
    ['over the limit', jwt({ ...claims, padding: 'x'.repeat(40_000) })],
  ])('throws TOKEN_INVALID for one %s', async (_, secret) => {
    await expect(failure({}, secret)).resolves.toContain('TOKEN_INVALID: ');
  });

  it('says for how long it has been expired', async () => {
    await expect(failure({}, jwt({ ...claims, exp: inAnHour - 7200 }))).resolves.toContain('expired 60 min ago');
  });

  it('throws TOKEN_INVALID without the reason of a provider that is not ours', async () => {
    const identityProvider: IdentityProvider = { getToken: () => Promise.reject(new Error(`token was ${token}`)) };
    await expect(failure({ identityProvider })).resolves.toBe('TOKEN_INVALID: the identity provider failed');
  });
});

describe('the URL of a service', () => {
  it.each([
    ['USAGE', 'http://fulcio.example.com'],
    ['USAGE', 'http://127.0.0.1.example.com'],
    ['USAGE', 'http://localhost@example.com'],
    ['USAGE', 'https://user:secret@fulcio.example.com'],
    ['USAGE', 'https://user@fulcio.example.com'],
    ['USAGE', 'https://:secret@fulcio.example.com'],
    ['USAGE', 'ftp://fulcio.example.com'],
    ['USAGE', 'fulcio.example.com'],
    ['USAGE', ''],
    ['nothing thrown', 'https://fulcio.example.com'],
    ['nothing thrown', 'http://localhost:5555'],
    ['nothing thrown', 'http://[::1]:5555'],
  ])('gives %s for %s', async (code, url) => {
    const identityProvider: IdentityProvider = { getToken: () => Promise.resolve(token) };
    for (const name of ['fulcioUrl', 'rekorUrl', 'tsaUrl']) {
      const urls = { fulcioUrl: sigstore.url, rekorUrl: sigstore.url, [name]: url };
      await expect(thrownCode(() => createKeylessSigner({ identityProvider, ...urls }))).resolves.toBe(code);
    }
  });
});
