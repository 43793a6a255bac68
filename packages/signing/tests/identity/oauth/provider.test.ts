// SPDX-License-Identifier: Apache-2.0
import { startLocalOidc, type LocalOidc } from '@mpk/testkit/oidc';
import { unusedUrl } from '../../http-server.js';
import { failureOf, withBrowser } from './sign-in.js';

const ENDLESS = ' '.repeat(200_000);

let oidc: LocalOidc;

beforeEach(async () => {
  oidc = await startLocalOidc();
});
afterEach(() => oidc.close());

const codeOf = async (options: Parameters<typeof withBrowser>[1] = {}): Promise<string> =>
  (await failureOf(oidc, () => withBrowser(oidc, options))).code;

describe('the discovery document', () => {
  it.each<[string, Record<string, unknown>]>([
    ['of another issuer', { issuer: 'https://accounts.example.com' }],
    ['without an issuer', { issuer: undefined }],
    ['without authorization endpoint', { authorization_endpoint: undefined }],
    ['without token endpoint', { token_endpoint: undefined }],
    ['whose token endpoint is over http', { token_endpoint: 'http://example.com/token' }],
    ['whose authorization endpoint is over http', { authorization_endpoint: 'http://example.com/authorize' }],
    ['whose authorization endpoint is a script', { authorization_endpoint: 'javascript:alert(1)' }],
    ['whose device endpoint is over http', { device_authorization_endpoint: 'http://example.com/device' }],
    ['whose token endpoint holds a password', { token_endpoint: 'https://user:secret@example.com/token' }],
    ['whose token endpoint is a list', { token_endpoint: ['https://example.com'] }],
  ])('throws INPUT_MALFORMED for one %s, before anything is opened', async (_, more) => {
    oidc.faults.discovery = (document) => Object.assign(document, more);
    let isOpened = false;
    const openUrl = async (): Promise<void> => void (isOpened = true);
    await expect(codeOf({ openUrl })).resolves.toBe('INPUT_MALFORMED');
    expect(isOpened).toBe(false);
  });

  it('throws INPUT_MALFORMED for the same issuer written in another way', async () => {
    await expect(codeOf({ issuer: `${oidc.issuer}/` })).resolves.toBe('INPUT_MALFORMED');
  });

  it.each([
    ['INPUT_MALFORMED', 200, '<html>'],
    ['INPUT_MALFORMED', 200, ''],
    ['INPUT_MALFORMED', 200, '[]'],
    ['INPUT_MALFORMED', 200, '{"issuer":"a","issuer":"b"}'],
    ['NETWORK_REFUSED', 404, ''],
    ['NETWORK_REFUSED', 302, ''],
    ['NETWORK_UNAVAILABLE', 503, ''],
  ])('throws %s for %d %j', async (code, status, body) => {
    oidc.faults.everything = { status, body };
    await expect(codeOf()).resolves.toBe(code);
  });

  it('throws INPUT_TOO_LARGE for one without end', async () => {
    oidc.faults.everything = { status: 200, body: ENDLESS };
    await expect(codeOf()).resolves.toBe('INPUT_TOO_LARGE');
  });
});

describe('the issuer', () => {
  it.each([
    ['USAGE', 'http://accounts.example.com'],
    ['USAGE', 'file:///etc/passwd'],
    ['USAGE', 'accounts.example.com'],
    ['USAGE', 'https://user:secret@accounts.example.com'],
  ])('throws %s for %s', async (code, issuer) => {
    await expect(codeOf({ issuer })).resolves.toBe(code);
  });

  it('throws NETWORK_UNAVAILABLE where nobody listens', async () => {
    await expect(codeOf({ issuer: await unusedUrl() })).resolves.toBe('NETWORK_UNAVAILABLE');
  });
});

describe('the token endpoint', () => {
  it.each([
    ['INPUT_MALFORMED', 400, '<html>'],
    ['NETWORK_REFUSED', 400, '{}'],
    ['NETWORK_REFUSED', 401, '{"error":"invalid_client"}'],
    ['TOKEN_INVALID', 200, '{}'],
    ['TOKEN_INVALID', 200, '<html>'],
    ['TOKEN_INVALID', 200, '{"id_token":"a.b.c","id_token":"d.e.f"}'],
    ['NETWORK_REFUSED', 307, ''],
    ['NETWORK_UNAVAILABLE', 500, '{"error":"invalid_grant"}'],
  ])('throws %s for %d %s', async (code, status, body) => {
    oidc.faults.tokenAnswer = { status, body };
    await expect(codeOf()).resolves.toBe(code);
  });

  it.each([200, 400])('throws INPUT_TOO_LARGE for %d and an answer without end', async (status) => {
    oidc.faults.tokenAnswer = { status, body: ENDLESS };
    await expect(codeOf()).resolves.toBe('INPUT_TOO_LARGE');
  });
});
