// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import type { Prompt } from '@mpk/signing';
import { startLocalOidc, type LocalOidc, type OidcFaults } from '@mpk/testkit/oidc';
import { thrownCode } from '@mpk/testkit';
import { withRedirectListener } from '../../../src/identity/oauth/redirect-listener.js';
import { browse, claimsOf, failureOf, withBrowser } from './sign-in.js';

let oidc: LocalOidc;

beforeEach(async () => {
  oidc = await startLocalOidc();
});
afterEach(() => oidc.close());

const failure = (options: Parameters<typeof withBrowser>[1] = {}) => failureOf(oidc, () => withBrowser(oidc, options));
const formOf = (path: string): Record<string, string> => oidc.requests.find((one) => one.path === path)!.form;

describe('signing in with a browser', () => {
  it('gives the ID token, and shows the URL that the browser opens', async () => {
    const prompts: Prompt[] = [];
    const opened: string[] = [];
    const openUrl = (url: URL): Promise<string> => {
      opened.push(url.href);
      return browse(url);
    };
    const token = await withBrowser(oidc, { onPrompt: (prompt) => prompts.push(prompt), openUrl });
    expect(claimsOf(token)).toMatchObject({ iss: oidc.issuer, aud: 'sigstore', email: 'alice@example.com' });
    expect(prompts).toEqual([{ flow: 'browser', url: opened[0] }]);
    expect(opened).toHaveLength(1);
  });

  it('sends what the standards ask for: PKCE with SHA-256, state, nonce and a loopback redirect', async () => {
    const token = await withBrowser(oidc);
    const asked = formOf('/auth/authorize');
    expect(asked).toMatchObject({
      response_type: 'code',
      client_id: 'sigstore',
      scope: 'openid email',
      code_challenge_method: 'S256',
      redirect_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/auth\/callback$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: claimsOf(token)['nonce'],
    });
    const traded = formOf('/auth/token');
    expect(traded).toMatchObject({ client_id: 'sigstore', redirect_uri: asked['redirect_uri'] });
    const digest = createHash('sha256').update(traded['code_verifier']!).digest('base64url');
    expect(digest).toBe(asked['code_challenge']);
  });

  it('uses new secrets each time', async () => {
    await withBrowser(oidc);
    await withBrowser(oidc);
    const [first, second] = oidc.requests.filter((one) => one.path === '/auth/authorize');
    for (const name of ['state', 'nonce', 'code_challenge']) expect(first!.form[name]).not.toBe(second!.form[name]);
  });

  it('keeps a query that the endpoint has of its own', async () => {
    oidc.faults.discovery = (document) => {
      document['authorization_endpoint'] = `${oidc.issuer}/authorize?connector=github`;
    };
    await withBrowser(oidc);
    expect(formOf('/auth/authorize')).toMatchObject({ connector: 'github', response_type: 'code' });
  });

  it('waits for a user who opens the URL by hand, where no browser can be opened', async () => {
    const openUrl = (): Promise<boolean> => Promise.resolve(false);
    const onPrompt = (prompt: Prompt): void => void browse(new URL(prompt.url));
    await expect(withBrowser(oidc, { openUrl, onPrompt })).resolves.toContain('.');
  });

  it('shows a page that needs nothing from elsewhere and repeats nothing of the request', async () => {
    let page: Response | undefined;
    let text = '';
    const openUrl = async (url: URL): Promise<void> => {
      page = await fetch(url);
      text = await page.text();
    };
    await withBrowser(oidc, { openUrl });
    expect(page!.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page!.headers.get('cache-control')).toBe('no-store');
    expect(page!.headers.get('referrer-policy')).toBe('no-referrer');
    expect(text).toContain('Signed in');
    expect(text).not.toMatch(/<script|src=|href=|http:|https:/);
    expect(text).not.toContain(formOf('/auth/token')['code']);
  });
});

describe('when the ID token is not what was asked for', () => {
  it.each<[string, string, NonNullable<OidcFaults['claims']>]>([
    ['of another issuer', 'another issuer', (claims) => (claims['iss'] = 'https://accounts.example.com')],
    ['for another audience', 'the audience "sigstore"', (claims) => (claims['aud'] = 'somebody-else')],
    ['with another nonce', 'not made for this request', (claims) => (claims['nonce'] = 'x'.repeat(43))],
    ['without a nonce', 'not made for this request', (claims) => delete claims['nonce']],
    ['that has expired', 'expired', (claims) => (claims['exp'] = 1_700_000_000)],
    ['without an expiry', 'no expiry', (claims) => delete claims['exp']],
    ['with an e-mail address that was not verified', 'not verified', (claims) => delete claims['email_verified']],
  ])('throws TOKEN_INVALID for one %s', async (_, message, claims) => {
    oidc.faults.claims = claims;
    const { code, message: text } = await failure();
    expect(code).toBe('TOKEN_INVALID');
    expect(text.replace('was not made', 'not made').replace('has not verified', 'not verified')).toContain(message);
  });

  it.each<[string, NonNullable<OidcFaults['token']>]>([
    ['no ID token', (answer) => delete answer['id_token']],
    ['an ID token that is a number', (answer) => (answer['id_token'] = 7)],
    ['an ID token that is no JWT', (answer) => (answer['id_token'] = 'opaque')],
  ])('throws TOKEN_INVALID for an answer with %s', async (_, token) => {
    oidc.faults.token = token;
    expect((await failure()).code).toBe('TOKEN_INVALID');
  });
});

describe('when the provider sends the browser back with something else', () => {
  it.each<[string, string, string]>([
    ['TOKEN_INVALID', 'access_denied', 'the request for an identity token was denied'],
    ['NETWORK_UNAVAILABLE', 'server_error', 'the identity provider failed'],
    ['NETWORK_UNAVAILABLE', 'temporarily_unavailable', 'the identity provider is unavailable for now'],
    ['NETWORK_REFUSED', 'invalid_scope', 'invalid_scope'],
    ['NETWORK_REFUSED', 'constructor', 'an error that is not known'],
    ['NETWORK_REFUSED', '<script>alert(1)</script>', 'an error that is not known'],
  ])('throws %s for the error %s', async (code, error, message) => {
    oidc.faults.redirect = (url) => {
      url.searchParams.delete('code');
      url.searchParams.set('error', error);
      url.searchParams.set('error_description', `${error} ${url.searchParams.get('state') ?? ''}`);
    };
    let shown = '';
    const openUrl = async (url: URL): Promise<void> => {
      shown = await browse(url);
    };
    const failed = await failure({ openUrl });
    expect(failed.code).toBe(code);
    expect(failed.message).toContain(message);
    expect(shown).toMatch(/^403 /);
    expect(shown).not.toContain('alert');
  });

  const drop = (name: string) => (url: URL) => url.searchParams.delete(name);
  const set = (name: string, value: string) => (url: URL) => url.searchParams.set(name, value);
  const twice = (name: string) => (url: URL) => url.searchParams.append(name, url.searchParams.get(name) ?? '');
  it.each<[string, (url: URL) => void]>([
    ['another state', set('state', 'x'.repeat(43))],
    ['no state', drop('state')],
    ['the state twice', twice('state')],
    ['no code', drop('code')],
    ['an empty code', set('code', '')],
    ['an endless code', set('code', 'x'.repeat(5000))],
    ['two codes', twice('code')],
    ['a code and an error', set('error', 'access_denied')],
    ['another issuer', set('iss', 'https://accounts.example.com')],
    ['no issuer, though it said that it would name itself', drop('iss')],
    ['its issuer twice', twice('iss')],
    ['another path', (url) => (url.pathname = '/auth/callback/x')],
  ])('takes no notice of %s, and goes on to wait', async (_, redirect) => {
    oidc.faults.redirect = redirect;
    const shown: string[] = [];
    const openUrl = async (url: URL): Promise<void> => {
      shown.push(await browse(url));
      // Then the real answer arrives.
      oidc.faults.redirect = undefined;
      shown.push(await browse(url));
    };
    await expect(withBrowser(oidc, { openUrl })).resolves.toContain('.');
    expect(shown[0]).toMatch(/^40[04] /);
    expect(shown[1]).toMatch(/^200 /);
  });

  it('needs no issuer from a provider that does not name itself', async () => {
    oidc.faults.discovery = (document) => delete document['authorization_response_iss_parameter_supported'];
    oidc.faults.redirect = drop('iss');
    await expect(withBrowser(oidc)).resolves.toContain('.');
  });
});

describe('the listener', () => {
  const redirectUriOf = (url: URL): URL => new URL(url.searchParams.get('redirect_uri')!);

  it('takes no notice of what is no answer: icons, other methods, other names for this machine', async () => {
    const statuses: unknown[] = [];
    const openUrl = async (url: URL): Promise<void> => {
      const target = redirectUriOf(url);
      statuses.push((await fetch(new URL('/favicon.ico', target))).status);
      target.search = `code=x&state=${url.searchParams.get('state')!}&iss=${encodeURIComponent(oidc.issuer)}`;
      statuses.push((await fetch(target, { method: 'POST' })).status);
      statuses.push(await statusWithHost(target, 'rebound.example.com'));
      await browse(url);
    };
    await withBrowser(oidc, { openUrl });
    expect(statuses).toEqual([404, 400, 400]);
  });

  it('takes one good answer only', async () => {
    const statuses: number[] = [];
    const openUrl = async (url: URL): Promise<void> => {
      const answers = await Promise.allSettled([fetch(url), fetch(url)]);
      for (const one of answers) if (one.status === 'fulfilled') statuses.push(one.value.status);
    };
    await withBrowser(oidc, { openUrl });
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(oidc.requests.filter((one) => one.path === '/auth/token')).toHaveLength(1);
  });

  it.each<[string, (url: URL) => Promise<unknown>]>([
    ['a good answer', browse],
    ['a refusal of the token', browse],
    ['a browser that fails', () => Promise.reject(new Error('no browser'))],
  ])('is closed after %s', async (name, open) => {
    let target: URL | undefined;
    if (name.startsWith('a refusal')) oidc.faults.tokenErrors = ['invalid_grant'];
    const openUrl = (url: URL): Promise<unknown> => {
      target = redirectUriOf(url);
      return open(url);
    };
    await withBrowser(oidc, { openUrl }).catch(() => undefined);
    await expect(fetch(target!)).rejects.toThrow('fetch failed');
  });

  it('throws TOKEN_INVALID and is closed when nobody signs in', async () => {
    let target: URL | undefined;
    const openUrl = async (url: URL): Promise<void> => {
      target = redirectUriOf(url);
    };
    const failed = await failure({ openUrl, timeoutMs: 200 });
    expect(failed).toMatchObject({ code: 'TOKEN_INVALID', message: 'nobody signed in within 1 s' });
    await expect(fetch(target!)).rejects.toThrow('fetch failed');
  });

  it('throws TOKEN_INVALID when the time is over while the provider keeps the token back', async () => {
    oidc.faults.silentTokens = true;
    expect((await failure({ timeoutMs: 300 })).code).toBe('TOKEN_INVALID');
    // Before a single request would have been given up.
  }, 10_000);

  it('does not begin to wait for a caller who wants no more', async () => {
    const expected = { state: 'x', issuer: 'x', mustNameIssuer: false, signal: AbortSignal.abort() };
    await expect(thrownCode(() => withRedirectListener(expected, ({ code }) => code))).resolves.toBe('CANCELLED');
  });

  it('throws CANCELLED when the caller wants no more', async () => {
    const controller = new AbortController();
    const openUrl = async (): Promise<void> => controller.abort();
    expect((await failure({ openUrl, signal: controller.signal })).code).toBe('CANCELLED');
    expect((await failure({ signal: AbortSignal.abort() })).code).toBe('CANCELLED');
  });

  it('has a few connections at a time only', async () => {
    const controller = new AbortController();
    const openUrl = async (url: URL): Promise<void> => {
      const port = Number(redirectUriOf(url).port);
      const sockets = Array.from({ length: 40 }, () => connect(port, '127.0.0.1'));
      // Without being asked anything, the listener ends those that are too many.
      await Promise.any(sockets.map((socket) => once(socket, 'close')));
      controller.abort();
    };
    expect((await failure({ openUrl, signal: controller.signal })).code).toBe('CANCELLED');
  });

  it('is not held open by a connection that says nothing', async () => {
    let silence: Promise<unknown> | undefined;
    const openUrl = async (url: URL): Promise<void> => {
      const socket = connect(Number(redirectUriOf(url).port), '127.0.0.1');
      silence = once(socket, 'close');
      await once(socket, 'connect');
      socket.write('GET / HTTP/1.1\r\n');
      await browse(url);
    };
    await withBrowser(oidc, { openUrl });
    // It ends, though nothing was asked and nothing answered.
    await silence;
  });
});

function statusWithHost(target: URL, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(target, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}
