// SPDX-License-Identifier: Apache-2.0
import { createHash, createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { startLocalOidc, type LocalOidc } from '@mpk/testkit/oidc';

const VERIFIER = 'v'.repeat(43);
const REDIRECT = 'http://127.0.0.1:9/auth/callback';

let oidc: LocalOidc;

beforeEach(async () => {
  oidc = await startLocalOidc();
});
afterEach(() => oidc.close());

const get = async (path: string): Promise<any> => (await fetch(`${oidc.issuer}${path}`)).json();
const post = async (path: string, form: Record<string, string>): Promise<any> =>
  (await fetch(`${oidc.issuer}${path}`, { method: 'POST', body: new URLSearchParams(form) })).json();

async function authorize(change: Record<string, string> = {}): Promise<Response> {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'sigstore',
    redirect_uri: REDIRECT,
    scope: 'openid email',
    state: 'a state',
    nonce: 'a nonce',
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
    ...change,
  });
  return fetch(`${oidc.issuer}/authorize?${query.toString()}`, { redirect: 'manual' });
}

const codeOf = async (): Promise<string> =>
  new URL((await authorize()).headers.get('location')!).searchParams.get('code')!;
const trade = (code: string, change: Record<string, string> = {}): Promise<any> =>
  post('/token', {
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT,
    client_id: 'sigstore',
    code_verifier: VERIFIER,
    ...change,
  });

/** The claims of a token whose signature the published key made. */
async function verifiedClaims(token: string): Promise<any> {
  const [header, payload, signature] = token.split('.');
  const { jwks_uri: keys } = await get('/.well-known/openid-configuration');
  const jwks = (await (await fetch(keys)).json()) as { keys: JsonWebKey[] };
  const key = createPublicKey({ key: jwks.keys[0]!, format: 'jwk' });
  const signed = Buffer.from(`${header!}.${payload!}`);
  const bytes = Buffer.from(signature!, 'base64url');
  expect(verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, bytes)).toBe(true);
  return JSON.parse(Buffer.from(payload!, 'base64url').toString());
}

it('gives tokens that are signed with the key that it publishes', async () => {
  const { id_token: token } = await trade(await codeOf());
  expect(await verifiedClaims(token)).toMatchObject({ nonce: 'a nonce', email: 'alice@example.com' });
});

it('makes such tokens without a client too, for whom is asked', async () => {
  const claims = await verifiedClaims(oidc.idToken({ email: 'bob@example.com' }));
  expect(claims).toMatchObject({ iss: oidc.issuer, aud: 'sigstore', email: 'bob@example.com', email_verified: true });
});

it.each<[string, Record<string, string>]>([
  ['another client', { client_id: 'stranger' }],
  ['no PKCE', { code_challenge: '' }],
  ['PKCE without a digest', { code_challenge_method: 'plain' }],
  ['a redirect to elsewhere', { redirect_uri: 'https://example.com/' }],
  ['no OpenID Connect', { scope: 'email' }],
])('does not take a request with %s', async (_, change) => {
  expect((await authorize(change)).status).toBe(400);
});

it.each<[string, Record<string, string>]>([
  ['another verifier', { code_verifier: 'w'.repeat(43) }],
  ['another redirect', { redirect_uri: 'http://127.0.0.1:8/auth/callback' }],
  ['another code', { code: 'x' }],
])('gives no token for %s', async (_, change) => {
  await expect(trade(await codeOf(), change)).resolves.toMatchObject({ error: 'invalid_grant' });
});

it('gives one token for one code', async () => {
  const code = await codeOf();
  await trade(code);
  await expect(trade(code)).resolves.toMatchObject({ error: 'invalid_grant' });
});

describe('a device', () => {
  const challenge = { code_challenge: createHash('sha256').update(VERIFIER).digest('base64url') };
  const poll = (device_code: string, code_verifier = VERIFIER): Promise<any> =>
    post('/token', {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      client_id: 'sigstore',
      device_code,
      code_verifier,
    });

  it('gets a token when the user has agreed, and not before', async () => {
    const device = await post('/device/code', { client_id: 'sigstore', ...challenge });
    await expect(poll(device.device_code)).resolves.toMatchObject({ error: 'authorization_pending' });
    oidc.decide(device.user_code, 'approved');
    await expect(poll(device.device_code, 'w'.repeat(43))).resolves.toMatchObject({ error: 'invalid_grant' });
    await expect(poll(device.device_code)).resolves.toHaveProperty('id_token');
    await expect(poll(device.device_code)).resolves.toMatchObject({ error: 'invalid_grant' });
  });
});
