// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { symlink, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { isMpkError, type IdentityProvider } from '@mpk/core';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { ambientProvider, environmentTokenProvider, githubActionsProvider, tokenFileProvider } from '@mpk/signing';
import { unusedUrl, withHttpServer } from '../http-server.js';
import { everythingOf, piecesIn } from '../leaks.js';

const BEARER = 'this-is-the-runners-own-secret';

const tokenWith = (claims: object): string => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 600;
  return [part({ alg: 'none' }), part({ sub: 'trainer', exp, ...claims }), 'c2lnbmF0dXJl'].join('.');
};
const TOKEN = tokenWith({});
const EXPIRED = tokenWith({ exp: 1_700_000_000 });

const codeOf = (provider: () => IdentityProvider): Promise<string> => thrownCode(() => provider().getToken());

describe('tokenFileProvider', () => {
  it('reads the token, without the line end, each time anew', () =>
    withTempFolder(async (folder) => {
      const path = join(folder, 'token');
      const provider = tokenFileProvider(path);
      await writeFile(path, `${TOKEN}\n`);
      await expect(provider.getToken()).resolves.toBe(TOKEN);
      const renewed = tokenWith({ sub: 'other' });
      await writeFile(path, renewed);
      await expect(provider.getToken()).resolves.toBe(renewed);
    }));

  it('follows a link, as Kubernetes projects tokens through links', () =>
    withTempFolder(async (folder) => {
      await writeFile(join(folder, 'data'), TOKEN);
      await symlink('data', join(folder, 'token'));
      await expect(tokenFileProvider(join(folder, 'token')).getToken()).resolves.toBe(TOKEN);
    }));

  it.each([
    ['TOKEN_INVALID', 'an expired token', EXPIRED],
    ['TOKEN_INVALID', 'an empty file', ''],
    ['TOKEN_INVALID', 'a huge file', TOKEN.repeat(1000)],
    ['TOKEN_INVALID', 'a file that is white space for long', `${' '.repeat(100_000)}${TOKEN}`],
  ])('throws %s for %s', (code, _, content) =>
    withTempFolder(async (folder) => {
      await writeFile(join(folder, 'token'), content);
      await expect(codeOf(() => tokenFileProvider(join(folder, 'token')))).resolves.toBe(code);
    }),
  );

  it('throws INPUT_UNREADABLE for a file that is not there and for a folder', () =>
    withTempFolder(async (folder) => {
      await expect(codeOf(() => tokenFileProvider(join(folder, 'none')))).resolves.toBe('INPUT_UNREADABLE');
      await expect(codeOf(() => tokenFileProvider(folder))).resolves.toBe('INPUT_UNREADABLE');
    }));

  it('reads no more than it needs from a source without end', async () => {
    await expect(codeOf(() => tokenFileProvider('/dev/zero'))).resolves.toBe('TOKEN_INVALID');
  });
});

describe('environmentTokenProvider', () => {
  it.each([
    ['nothing thrown', { SIGSTORE_ID_TOKEN: TOKEN }],
    ['TOKEN_INVALID', { SIGSTORE_ID_TOKEN: EXPIRED }],
    ['TOKEN_INVALID', { SIGSTORE_ID_TOKEN: '' }],
    ['TOKEN_INVALID', {}],
  ])('gives %s', async (code, env) => {
    await expect(codeOf(() => environmentTokenProvider(env))).resolves.toBe(code);
  });
});

describe('githubActionsProvider', () => {
  const answer =
    (value: unknown, status = 200): RequestListener =>
    (_, response) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  const withGitHub = <T>(listener: RequestListener, use: (provider: IdentityProvider) => Promise<T>): Promise<T> =>
    withHttpServer(listener, (url) =>
      use(
        githubActionsProvider({
          ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/t?api-version=2`,
          ACTIONS_ID_TOKEN_REQUEST_TOKEN: BEARER,
        }),
      ),
    );

  /** The code of the failure, whose error must not hold the runner's secret. */
  async function failure(provider: IdentityProvider): Promise<string> {
    try {
      await provider.getToken();
    } catch (error) {
      expect(piecesIn(everythingOf(error), BEARER)).toEqual([]);
      expect(piecesIn(everythingOf(error), EXPIRED)).toEqual([]);
      if (isMpkError(error)) return error.code;
      throw error;
    }
    return 'nothing thrown';
  }

  it('asks for audience sigstore with the bearer token of the runner', async () => {
    const seen: unknown[] = [];
    const listener: RequestListener = (request, response) => {
      seen.push(request.method, request.url, request.headers.authorization);
      response.end(JSON.stringify({ count: 1, value: TOKEN }));
    };
    await expect(withGitHub(listener, (provider) => provider.getToken())).resolves.toBe(TOKEN);
    expect(seen).toEqual(['GET', '/t?api-version=2&audience=sigstore', `Bearer ${BEARER}`]);
  });

  it.each<[string, string, RequestListener]>([
    ['TOKEN_INVALID', 'an expired token', answer({ value: EXPIRED })],
    ['TOKEN_INVALID', 'an answer without a token', answer({})],
    ['TOKEN_INVALID', 'a token that is a number', answer({ value: 7 })],
    ['TOKEN_INVALID', 'an answer that is no JSON', (_, response) => response.end('<html>')],
    ['NETWORK_REFUSED', 'a refusal', answer({ message: BEARER }, 403)],
    ['NETWORK_UNAVAILABLE', 'a failure', answer({ message: BEARER }, 500)],
    ['NETWORK_UNAVAILABLE', 'too many requests', answer({}, 429)],
    ['NETWORK_UNAVAILABLE', 'a connection that breaks', (request) => request.socket.destroy()],
    ['INPUT_TOO_LARGE', 'an answer over the limit', answer({ value: 'x'.repeat(100_000) })],
  ])('throws %s for %s', async (code, _, listener) => {
    await expect(withGitHub(listener, failure)).resolves.toBe(code);
  });

  it('does not carry the bearer token along a redirect', async () => {
    const seen: unknown[] = [];
    const elsewhere: RequestListener = (request, response) => {
      seen.push(request.url);
      response.end(JSON.stringify({ value: TOKEN }));
    };
    await withHttpServer(elsewhere, async (url) => {
      const redirect: RequestListener = (_, response) => response.writeHead(302, { location: url }).end();
      await expect(withGitHub(redirect, failure)).resolves.toBe('NETWORK_UNAVAILABLE');
    });
    expect(seen).toEqual([]);
  });

  it.each([
    ['TOKEN_INVALID', {}],
    ['TOKEN_INVALID', { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://example.com' }],
    ['USAGE', { ACTIONS_ID_TOKEN_REQUEST_URL: 'http://example.com', ACTIONS_ID_TOKEN_REQUEST_TOKEN: BEARER }],
    ['USAGE', { ACTIONS_ID_TOKEN_REQUEST_URL: 'nonsense', ACTIONS_ID_TOKEN_REQUEST_TOKEN: BEARER }],
  ])('throws %s for %j', async (code, env) => {
    await expect(failure(githubActionsProvider(env))).resolves.toBe(code);
  });

  it('throws NETWORK_UNAVAILABLE where nobody listens', async () => {
    const env = { ACTIONS_ID_TOKEN_REQUEST_URL: await unusedUrl(), ACTIONS_ID_TOKEN_REQUEST_TOKEN: BEARER };
    await expect(failure(githubActionsProvider(env))).resolves.toBe('NETWORK_UNAVAILABLE');
  });
});

describe('ambientProvider', () => {
  it('prefers the token that somebody set on purpose', async () => {
    const env = {
      SIGSTORE_ID_TOKEN: TOKEN,
      ACTIONS_ID_TOKEN_REQUEST_URL: 'nonsense',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'x',
    };
    await expect(ambientProvider(env).getToken()).resolves.toBe(TOKEN);
  });

  it('turns to GitHub Actions next', async () => {
    const env = { ACTIONS_ID_TOKEN_REQUEST_URL: 'nonsense', ACTIONS_ID_TOKEN_REQUEST_TOKEN: BEARER };
    await expect(codeOf(() => ambientProvider(env))).resolves.toBe('USAGE');
  });

  it.each([
    [{}, 'set SIGSTORE_ID_TOKEN, or name a file that holds a token with audience sigstore'],
    [{ GITHUB_ACTIONS: 'true' }, 'give the job the permission "id-token: write"'],
  ])('throws TOKEN_INVALID for %j and says what to do', (env, hint) => {
    expect(() => ambientProvider(env)).toThrow(expect.objectContaining({ code: 'TOKEN_INVALID', hint }));
  });
});

it('is not slowed down by a token that is nearly one', () => {
  const started = performance.now();
  return codeOf(() => environmentTokenProvider({ SIGSTORE_ID_TOKEN: `${'a.'.repeat(16_000)}!` })).then((code) => {
    expect(code).toBe('TOKEN_INVALID');
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

it('reads a token from a pipe', () =>
  withTempFolder(async (folder) => {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    const [token] = await Promise.all([tokenFileProvider(path).getToken(), writeFile(path, TOKEN)]);
    expect(token).toBe(TOKEN);
  }));
