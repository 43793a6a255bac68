// SPDX-License-Identifier: Apache-2.0
import type { RequestListener } from 'node:http';
import type { IdentityProvider } from '@mpk/core';
import { buildkiteProvider, githubActionsProvider, googleProvider, type AudienceOptions } from '@mpk/signing';
import { unusedUrl, withHttpServer } from '../http-server.js';
import { EXPIRED, OF_OTHERS, TOKEN, failureOf, tokenWith } from './tokens.js';

const SECRET = 'this-is-the-runners-own-secret';

/** How one service is found and what it answers. */
interface Service {
  provider(url: string, options?: AudienceOptions): IdentityProvider;
  /** what it answers with a token */
  body(token: unknown): string;
  readonly headers: Record<string, string>;
  /** the request that it must see for a token with audience `sigstore` */
  readonly request: readonly unknown[];
}

const SERVICES: Readonly<Record<string, Service>> = {
  'GitHub Actions': {
    provider: (url, options) =>
      githubActionsProvider(
        { ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/t?api-version=2`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: SECRET },
        options,
      ),
    body: (value) => JSON.stringify({ count: 1, value }),
    headers: { 'content-type': 'application/json' },
    request: ['GET', '/t?api-version=2&audience=sigstore', `Bearer ${SECRET}`, undefined, ''],
  },
  Buildkite: {
    provider: (url, options) =>
      buildkiteProvider(
        { BUILDKITE_AGENT_ENDPOINT: `${url}/v3`, BUILDKITE_AGENT_ACCESS_TOKEN: SECRET, BUILDKITE_JOB_ID: 'job-1' },
        options,
      ),
    body: (token) => JSON.stringify({ token }),
    headers: { 'content-type': 'application/json' },
    request: ['POST', '/v3/jobs/job-1/oidc/tokens', `Token ${SECRET}`, undefined, '{"audience":"sigstore"}'],
  },
  "Google's metadata server": {
    provider: (url, options) => googleProvider({ GCE_METADATA_HOST: new URL(url).host }, options),
    body: String,
    headers: { 'metadata-flavor': 'Google' },
    request: [
      'GET',
      '/computeMetadata/v1/instance/service-accounts/default/identity?audience=sigstore&format=full',
      undefined,
      'Google',
      '',
    ],
  },
};

describe.each(Object.entries(SERVICES))('%s', (_name, service) => {
  const answering =
    (body: string, status = 200, more: Record<string, string> = {}): RequestListener =>
    (_request, response) =>
      response.writeHead(status, { ...service.headers, ...more }).end(body);
  const codeOver = (listener: RequestListener): Promise<string> =>
    withHttpServer(listener, async (url) => (await failureOf(() => service.provider(url), [SECRET])).code);

  it('asks for audience sigstore, once, with its own secret', async () => {
    const seen: unknown[] = [];
    const listener: RequestListener = (request, response) => {
      let text = '';
      request.on('data', (chunk) => (text += String(chunk)));
      request.on('end', () => {
        const { authorization, 'metadata-flavor': flavor } = request.headers;
        seen.push(request.method, request.url, authorization, flavor, text);
        answering(service.body(TOKEN))(request, response);
      });
    };
    await expect(withHttpServer(listener, (url) => service.provider(url).getToken())).resolves.toBe(TOKEN);
    expect(seen).toEqual(service.request);
  });

  it('asks for another audience where it is told so', async () => {
    const other = tokenWith({ aud: 'fulcio.corp' });
    const listener = answering(service.body(other));
    const token = withHttpServer(listener, (url) => service.provider(url, { audience: 'fulcio.corp' }).getToken());
    await expect(token).resolves.toBe(other);
  });

  it.each<[string, string, RequestListener]>([
    ['TOKEN_INVALID', 'an expired token', answering(service.body(EXPIRED))],
    ['TOKEN_INVALID', 'a token for somebody else', answering(service.body(OF_OTHERS))],
    ['TOKEN_INVALID', 'an answer without a token', answering(service.body(undefined))],
    ['TOKEN_INVALID', 'a token that is a number', answering(service.body(7))],
    ['TOKEN_INVALID', 'an answer that is a page', answering('<html>')],
    ['TOKEN_INVALID', 'an empty answer', answering('')],
    ['TOKEN_INVALID', 'the secret as a key, twice', answering(`{"${SECRET}":1,"${SECRET}":2}`)],
    ['NETWORK_REFUSED', 'a refusal that repeats the secret', answering(SECRET, 403)],
    ['NETWORK_REFUSED', 'a refusal of the secret', answering('', 401)],
    ['NETWORK_REFUSED', 'a place that is not there', answering('', 404)],
    ['NETWORK_UNAVAILABLE', 'a failure that repeats the secret', answering(SECRET, 500)],
    ['NETWORK_UNAVAILABLE', 'too many requests', answering('', 429)],
    ['NETWORK_UNAVAILABLE', 'a connection that breaks', (request) => request.socket.destroy()],
    [
      'NETWORK_UNAVAILABLE',
      'an answer that breaks off',
      (_request, response) => {
        response.writeHead(200, { ...service.headers, 'content-length': 1000 });
        response.write('x', () => response.destroy());
      },
    ],
    ['INPUT_TOO_LARGE', 'an answer over the limit', answering(service.body('x'.repeat(200_000)))],
  ])('throws %s for %s', async (code, _what, listener) => {
    await expect(codeOver(listener)).resolves.toBe(code);
  });

  it('does not follow a redirect, which would carry the secret along', async () => {
    const seen: unknown[] = [];
    const elsewhere: RequestListener = (request, response) => {
      seen.push(request.url);
      answering(service.body(TOKEN))(request, response);
    };
    await withHttpServer(elsewhere, async (location) => {
      for (const status of [301, 302, 303, 307, 308]) {
        await expect(codeOver(answering('', status, { location }))).resolves.toBe('NETWORK_REFUSED');
      }
    });
    expect(seen).toEqual([]);
  });

  it('throws NETWORK_UNAVAILABLE where nobody listens, and says why', async () => {
    const url = await unusedUrl();
    const failure = await failureOf(() => service.provider(url), [SECRET]);
    expect(failure.code).toBe('NETWORK_UNAVAILABLE');
    // What `fetch` throws may quote the request.
    expect(failure.cause).toBeUndefined();
    expect(failure.message).toMatch(/ at 127\.0\.0\.1:\d+ cannot be reached: ECONNREFUSED$/);
  });
});

describe('GitHub Actions', () => {
  const URL_NAME = 'ACTIONS_ID_TOKEN_REQUEST_URL';
  const TOKEN_NAME = 'ACTIONS_ID_TOKEN_REQUEST_TOKEN';
  it.each([
    ['TOKEN_INVALID', {}],
    ['TOKEN_INVALID', { [URL_NAME]: 'https://example.com' }],
    ['TOKEN_INVALID', { [URL_NAME]: 'https://example.com', [TOKEN_NAME]: `${SECRET}\nx: y` }],
    ['USAGE', { [URL_NAME]: 'http://example.com', [TOKEN_NAME]: SECRET }],
    ['USAGE', { [URL_NAME]: 'nonsense', [TOKEN_NAME]: SECRET }],
  ])('throws %s for %j', async (code, env) => {
    expect((await failureOf(() => githubActionsProvider(env), [SECRET])).code).toBe(code);
  });
});

describe('Buildkite', () => {
  const job = { BUILDKITE_AGENT_ACCESS_TOKEN: SECRET, BUILDKITE_JOB_ID: 'job-1' };
  it.each([
    ['TOKEN_INVALID', {}],
    ['TOKEN_INVALID', { ...job, BUILDKITE_JOB_ID: undefined }],
    ['TOKEN_INVALID', { ...job, BUILDKITE_JOB_ID: '../../agents' }],
    ['TOKEN_INVALID', { ...job, BUILDKITE_AGENT_ACCESS_TOKEN: '' }],
    ['TOKEN_INVALID', { ...job, BUILDKITE_AGENT_ACCESS_TOKEN: `${SECRET}\r\nx: y` }],
    ['USAGE', { ...job, BUILDKITE_AGENT_ENDPOINT: 'http://agent.example.com/v3' }],
    ['USAGE', { ...job, BUILDKITE_AGENT_ENDPOINT: '' }],
  ])('throws %s for %j', async (code, env) => {
    expect((await failureOf(() => buildkiteProvider(env), [SECRET])).code).toBe(code);
  });
});

describe("Google's metadata server", () => {
  it('throws NETWORK_REFUSED for an answer without its header', async () => {
    const listener: RequestListener = (_request, response) => response.end(TOKEN);
    const failure = await withHttpServer(listener, (url) =>
      failureOf(() => googleProvider({ GCE_METADATA_IP: new URL(url).host })),
    );
    expect(failure.code).toBe('NETWORK_REFUSED');
    expect(failure.message).toContain("is not Google's metadata server");
  });

  it('does not keep anybody waiting who only seems to be at Google', async () => {
    const failure = await withHttpServer(
      () => undefined,
      (url) => failureOf(() => googleProvider({ GCE_METADATA_HOST: new URL(url).host })),
    );
    expect(failure).toMatchObject({ code: 'NETWORK_UNAVAILABLE', message: expect.stringContaining('in time') });
    // Far less than other services are given.
  }, 10_000);

  it.each([
    'metadata.example.com',
    '10.0.0.1',
    '169.254.169.254:8080',
    'user@127.0.0.1',
    '127.0.0.1/path',
    '127.0.0.1?x',
    '127.0.0.1.example.com',
    'https://127.0.0.1',
    ' ',
  ])('throws USAGE where it is said to be at %j, before anything is sent', async (host) => {
    expect((await failureOf(() => googleProvider({ GCE_METADATA_HOST: host }))).code).toBe('USAGE');
  });
});
