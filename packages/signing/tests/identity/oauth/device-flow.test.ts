// SPDX-License-Identifier: Apache-2.0
import type { Prompt } from '@mpk/signing';
import { startLocalOidc, type LocalOidc, type OidcFaults } from '@mpk/testkit/oidc';
import { claimsOf, failureOf, patientClock, withDevice } from './sign-in.js';

let oidc: LocalOidc;

beforeEach(async () => {
  oidc = await startLocalOidc();
});
afterEach(() => oidc.close());

const failure = (
  options: Parameters<typeof withDevice>[1] = {},
  decide?: Parameters<typeof withDevice>[2],
): ReturnType<typeof failureOf> => failureOf(oidc, () => withDevice(oidc, options, decide));
const formsOf = (path: string) => oidc.requests.filter((one) => one.path === path).map((one) => one.form);

describe('signing in with a device code', () => {
  it('gives the ID token after the user agreed, and shows where to go with which code', async () => {
    let shown: Prompt | undefined;
    const clock = patientClock();
    const started = clock.now();
    const token = await withDevice(oidc, { clock }, (prompt) => {
      shown = prompt;
      oidc.decide(prompt.userCode, 'approved');
    });
    expect(claimsOf(token)).toMatchObject({ iss: oidc.issuer, aud: 'sigstore' });
    expect(shown).toEqual({
      flow: 'device',
      url: expect.stringMatching(/\/auth\/device\?user_code=[A-Z]{4}-[A-Z]{4}$/),
      userCode: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/),
      expiresAt: new Date(started + 300_000),
    });
  });

  it('uses PKCE where the provider offers it, which checks it', async () => {
    await withDevice(oidc);
    expect(formsOf('/auth/device/code')[0]).toMatchObject({
      client_id: 'sigstore',
      scope: 'openid email',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(formsOf('/auth/token')[0]).toMatchObject({
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      client_id: 'sigstore',
      code_verifier: expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  it('does without PKCE where the provider does not offer it', async () => {
    oidc.faults.discovery = (document) => (document['code_challenge_methods_supported'] = ['plain']);
    await withDevice(oidc);
    expect(formsOf('/auth/device/code')[0]).toEqual({ client_id: 'sigstore', scope: 'openid email' });
    expect(formsOf('/auth/token')[0]).not.toHaveProperty('code_verifier');
  });

  it('shows the plain page where there is none with the code in it', async () => {
    oidc.faults.device = (answer) => delete answer['verification_uri_complete'];
    let url = '';
    await withDevice(oidc, {}, (prompt) => {
      ({ url } = prompt);
      oidc.decide(prompt.userCode, 'approved');
    });
    expect(url).toBe(`${oidc.issuer}/device`);
  });
});

describe('asking for the token', () => {
  it('waits as long as the provider says, longer after slow_down, and goes on at that pace', async () => {
    const clock = patientClock();
    oidc.faults.tokenErrors = ['authorization_pending', 'slow_down', 'authorization_pending', 'slow_down'];
    await withDevice(oidc, { clock });
    expect(clock.slept).toEqual([7, 7, 12, 12, 17]);
  });

  it('waits twice as long after a question without an answer', async () => {
    const clock = patientClock();
    oidc.faults.brokenTokens = 2;
    await withDevice(oidc, { clock });
    expect(clock.slept).toEqual([7, 14, 28]);
  });

  it.each([
    [5, undefined],
    [1, 0],
    [60, 86_400],
  ])('waits %d s where the interval is %s', async (seconds, interval) => {
    oidc.faults.device = (answer) => (answer['interval'] = interval);
    const clock = patientClock();
    await withDevice(oidc, { clock });
    expect(clock.slept).toEqual([seconds]);
  });

  it('gives up on a provider that is gone', async () => {
    oidc.faults.device = (answer) => Object.assign(answer, { expires_in: 1800, interval: 1 });
    oidc.faults.brokenTokens = Infinity;
    expect((await failure()).code).toBe('NETWORK_UNAVAILABLE');
    expect(formsOf('/auth/token')).toHaveLength(7);
  });

  it.each([
    ['TOKEN_INVALID', 'denied', 'the request for an identity token was denied'],
    ['TOKEN_INVALID', 'expired', 'nobody agreed to the request for an identity token in time'],
  ] as const)('throws %s when the code is %s', async (code, decision, message) => {
    const failed = await failure({}, ({ userCode }) => oidc.decide(userCode, decision));
    expect(failed).toMatchObject({ code, message });
  });

  it('stops asking when the code has expired, whatever the provider says', async () => {
    const clock = patientClock();
    const failed = await failure({ clock }, () => undefined);
    expect(failed.code).toBe('TOKEN_INVALID');
    // 300 s, asked every 7.
    expect(formsOf('/auth/token')).toHaveLength(42);
  });

  it('stops asking after half an hour where the code never expires', async () => {
    oidc.faults.device = (answer) => Object.assign(answer, { expires_in: 1e9, interval: 60 });
    await failure({}, () => undefined);
    expect(formsOf('/auth/token')).toHaveLength(29);
  });

  it.each([
    ['NETWORK_REFUSED', 'invalid_grant', 'invalid_grant'],
    ['NETWORK_REFUSED', 'this is a text of the provider', 'an error that is not known'],
  ])('throws %s for the error %s', async (code, error, message) => {
    oidc.faults.tokenErrors = [error];
    const failed = await failure();
    expect(failed).toMatchObject({ code, message: expect.stringContaining(message) });
    expect(failed.message).not.toContain('text of the provider');
  });

  it('throws CANCELLED while it waits, when the caller wants no more', async () => {
    const controller = new AbortController();
    // The real clock: it would wait for 7 s.
    const options = { clock: undefined, signal: controller.signal };
    expect((await failure(options, () => controller.abort())).code).toBe('CANCELLED');
  });

  it('throws TOKEN_INVALID while it waits, when the time for all of it is over', async () => {
    expect((await failure({ clock: undefined, timeoutMs: 100 })).code).toBe('TOKEN_INVALID');
  });
});

describe('when the ID token is not what was asked for', () => {
  it.each<[string, NonNullable<OidcFaults['claims']>]>([
    ['of another issuer', (claims) => (claims['iss'] = 'https://accounts.example.com')],
    ['for another audience', (claims) => (claims['aud'] = ['somebody-else'])],
    ['that has expired', (claims) => (claims['exp'] = 1_700_000_000)],
  ])('throws TOKEN_INVALID for one %s', async (_, claims) => {
    oidc.faults.claims = claims;
    expect((await failure()).code).toBe('TOKEN_INVALID');
  });
});

describe('when the answer to the device is not usable', () => {
  const change = (more: Record<string, unknown>) => (answer: Record<string, unknown>) => Object.assign(answer, more);
  it.each<[string, Record<string, unknown>]>([
    ['no device code', { device_code: undefined }],
    ['an empty device code', { device_code: '' }],
    ['an endless device code', { device_code: 'x'.repeat(5000) }],
    ['no user code', { user_code: undefined }],
    ['a user code that steers the terminal', { user_code: '\u001b[2Jgo to evil.example' }],
    ['a user code that is turned around', { user_code: 'ABCD\u202eEFGH' }],
    ['an endless user code', { user_code: 'A'.repeat(65) }],
    ['no page', { verification_uri: undefined, verification_uri_complete: undefined }],
    ['a page over http', { verification_uri_complete: 'http://example.com/device' }],
    ['a page that is a script', { verification_uri_complete: 'javascript:alert(1)' }],
    ['a page that is a file', { verification_uri_complete: 'file:///etc/passwd' }],
    ['no lifetime', { expires_in: undefined }],
    ['a lifetime that is text', { expires_in: '300' }],
    ['a lifetime that is no number', { expires_in: -1 }],
    ['an interval that is text', { interval: '5' }],
    ['an interval that is no number', { interval: -5 }],
  ])('throws INPUT_MALFORMED for %s, and shows the user nothing', async (_, more) => {
    oidc.faults.device = change(more);
    let isShown = false;
    const failed = await failure({}, () => (isShown = true));
    expect(failed.code).toBe('INPUT_MALFORMED');
    expect(isShown).toBe(false);
  });

  it('throws NETWORK_REFUSED for a client that the provider does not know', async () => {
    const failed = await failure({ clientId: 'stranger' });
    expect(failed).toMatchObject({ code: 'NETWORK_REFUSED', message: expect.stringContaining('invalid_client') });
  });

  it('throws NETWORK_REFUSED where the provider has no sign-in by device code', async () => {
    oidc.faults.discovery = (document) => delete document['device_authorization_endpoint'];
    expect((await failure()).code).toBe('NETWORK_REFUSED');
  });
});
