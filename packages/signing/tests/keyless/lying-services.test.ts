// SPDX-License-Identifier: Apache-2.0
import { isMpkError, type IdentityProvider } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { startLocalSigstore, type LocalSigstore, type SigstoreFaults, type WireFault } from '@mpk/testkit/sigstore';
import { createKeylessSigner, parseSigningConfig, type KeylessServices, type KeylessSignerOptions } from '@mpk/signing';
import { PAYLOAD } from '../bundles.js';
import { withHttpServer } from '../http-server.js';
import { everythingOf, piecesIn } from '../leaks.js';
import { START_TIMEOUT_MS, changedRoot, codeOf } from './local-signing.js';

const HOUR_MS = 3_600_000;

let sigstore: LocalSigstore;
let other: LocalSigstore;
let token: string;

beforeAll(async () => {
  [sigstore, other] = await Promise.all([startLocalSigstore(), startLocalSigstore()]);
  token = sigstore.idToken({ email: 'alice@example.com' });
}, START_TIMEOUT_MS);

afterAll(() => Promise.all([sigstore.stop(), other.stop()]));
afterEach(() => sigstore.setFaults({}));

/** Short where a test waits for it; a machine may be busy. */
const timeoutFor = ({ wire }: WireFault): { timeoutMs?: number } =>
  wire === 'silent' || wire === 'endless' ? { timeoutMs: 1_000 } : {};

type Options = Partial<KeylessSignerOptions & KeylessServices>;

/** Signs with all services, impatiently. Returns `signed`, or code and message of the failure, in which no token may be. */
async function attempt(version: 1 | 2, options: Options = {}, secret = token): Promise<string> {
  const identityProvider: IdentityProvider = { getToken: () => Promise.resolve(secret) };
  const services = { fulcioUrl: sigstore.url, rekorUrl: sigstore.url, rekorVersion: version, tsaUrl: sigstore.url };
  const patience = { timeoutMs: 10_000, retries: 0, retryDelayMs: 1 };
  try {
    const bundle = await createKeylessSigner({ identityProvider, ...services, ...patience, ...options }).sign(PAYLOAD);
    // Whatever it hands out must be good.
    await expect(codeOf(sigstore, bundle)).resolves.toBe('nothing thrown');
    return 'signed';
  } catch (error) {
    expect(piecesIn(everythingOf(error), secret)).toEqual([]);
    if (isMpkError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
}

const SERVICES = [
  ['Fulcio', 'Fulcio', 1, (fault: WireFault): SigstoreFaults => ({ fulcio: fault })],
  ['Rekor version 1', 'Rekor', 1, (fault: WireFault): SigstoreFaults => ({ rekorV1: fault })],
  ['Rekor version 2', 'Rekor', 2, (fault: WireFault): SigstoreFaults => ({ rekorV2: fault })],
  ['the timestamp authority', 'the timestamp authority', 2, (fault: WireFault): SigstoreFaults => ({ tsa: fault })],
] as const;

describe.each(SERVICES)('when %s', (_, name, version, faultOf) => {
  it.each<[string, string, WireFault]>([
    ['closes the connection', 'NETWORK_UNAVAILABLE', { wire: 'reset' }],
    ['closes the connection after its work', 'NETWORK_UNAVAILABLE', { wire: 'cut' }],
    ['accepts and stays silent', 'NETWORK_UNAVAILABLE', { wire: 'silent' }],
    ['begins to answer and never ends', 'NETWORK_UNAVAILABLE', { wire: 'endless' }],
    ['answers more than anybody should read', 'INPUT_TOO_LARGE', { wire: 'huge' }],
    ['answers text', 'NETWORK_REFUSED', { wire: 'garbage' }],
    ['answers nothing', 'NETWORK_REFUSED', { wire: 'empty' }],
    ['sends elsewhere', 'NETWORK_REFUSED', { wire: 'redirect' }],
    ['repeats the request', 'NETWORK_REFUSED', { wire: 'echo', status: 400 }],
    ['repeats the request as an answer', 'NETWORK_REFUSED', { wire: 'echo', status: 200 }],
    ['repeats the request and fails', 'NETWORK_UNAVAILABLE', { wire: 'echo', status: 500 }],
    ['does not let in', 'NETWORK_REFUSED', { status: 401 }],
    ['is not there', 'NETWORK_REFUSED', { status: 404 }],
    ['says 204', 'NETWORK_REFUSED', { status: 204 }],
    ['times out', 'NETWORK_UNAVAILABLE', { status: 408 }],
    ['is busy', 'NETWORK_UNAVAILABLE', { status: 429 }],
    ['fails', 'NETWORK_UNAVAILABLE', { status: 503 }],
  ])('%s, signing throws %s', async (_name, code, fault) => {
    await sigstore.setFaults(faultOf(fault));
    await expect(attempt(version, timeoutFor(fault))).resolves.toMatch(
      new RegExp(`^${code}: ${name} at 127\\.0\\.0\\.1:\\d+ `),
    );
  });

  it.each<[string, WireFault]>([
    ['fails', { status: 503 }],
    ['is busy', { status: 429 }],
    ['times out', { status: 408 }],
    ['closes the connection', { wire: 'reset' }],
    ['closes the connection after its work', { wire: 'cut' }],
  ])('%s twice, it is asked a third time', async (_name, fault) => {
    await sigstore.setFaults(faultOf({ ...fault, times: 2 }));
    await expect(attempt(version, { retries: 2 })).resolves.toBe('signed');
    await sigstore.setFaults(faultOf({ ...fault, times: 2 }));
    await expect(attempt(version, { retries: 1 })).resolves.toMatch(/^NETWORK_UNAVAILABLE: /);
  });

  it('refuses once, it is not asked again', async () => {
    await sigstore.setFaults(faultOf({ status: 400, times: 1 }));
    await expect(attempt(version, { retries: 2 })).resolves.toMatch(/^NETWORK_REFUSED: /);
  });
});

it('a service that is too slow is called so', async () => {
  await sigstore.setFaults({ fulcio: { wire: 'silent' } });
  await expect(attempt(1, { timeoutMs: 500 })).resolves.toMatch(/cannot be reached: no answer in time$/);
});

it('a service that stays silent once is asked again', async () => {
  await sigstore.setFaults({ fulcio: { wire: 'silent', times: 1 } });
  await expect(attempt(1, { retries: 1, timeoutMs: 1_000 })).resolves.toBe('signed');
});

describe('a service that lies is found out before anything is written', () => {
  it.each<[string, SigstoreFaults]>([
    ['the certificate is for another key', { fulcio: { otherKey: true } }],
    ['the certificate is not for signing', { fulcio: { otherPurpose: true } }],
    ['the certificate does not have one identity and an issuer', { fulcio: { identity: '\u00e1lice@example.com' } }],
    ['the certificate is for an identity that is not that of the token', { fulcio: { identity: 'bob@example.com' } }],
    [
      'the certificate is for an identity that is not that of the token',
      { fulcio: { identity: 'alice@example.com.evil.org' } },
    ],
    ['the certificate names an issuer that is not that of the token', { fulcio: { issuer: 'https://evil.example' } }],
    ['no certificate log holds the certificate', { fulcio: { certificateTimestamp: 'missing' } }],
    ['no certificate log holds the certificate', { fulcio: { certificateTimestamp: 'detached' } }],
    ['the timestamp is over another signature', { tsa: { broken: 'imprint' } }],
    ['the timestamp was not made for this request', { tsa: { broken: 'nonce' } }],
    ['the timestamp was not made for this request', { tsa: { broken: 'no-nonce' } }],
    ['the timestamp is not signed by a certificate for that', { tsa: { broken: 'signature' } }],
    ['the timestamp is not signed by a certificate for that', { tsa: { broken: 'no-certificate' } }],
    ['it is not a timestamp', { tsa: { broken: 'content-type' } }],
    ['it is not a timestamp', { tsa: { rejects: 2 } }],
  ])('%s: %j', async (problem, faults) => {
    await sigstore.setFaults(faults);
    for (const version of [1, 2] as const) {
      const answer = await attempt(version);
      expect(answer).toContain('NETWORK_REFUSED: ');
      expect(answer).toContain(`gave an answer that cannot be used: ${problem}`);
    }
  });

  it.each<[string, 1 | 2, SigstoreFaults]>([
    ['the entry is about another signature', 1, { rekorV1: { logs: 'other-signature' } }],
    ['the entry is about another signature', 1, { rekorV1: { logs: 'other-payload' } }],
    ['the entry is about another signature', 1, { rekorV1: { logs: 'other-verifier' } }],
    ['the entry is not in the tree', 1, { rekorV1: { broken: 'proof' } }],
    ['the entry is not in the tree', 1, { rekorV1: { broken: 'index' } }],
    ['the entry is not in the tree', 1, { rekorV1: { broken: 'checkpoint' } }],
    ['it holds no log entry with its proof', 1, { rekorV1: { broken: 'no-proof' } }],
    ['it holds no log entry with its proof', 1, { rekorV1: { broken: 'no-checkpoint' } }],
    ['it holds no log entry with its proof', 1, { rekorV1: { broken: 'no-promise' } }],
    ['the entry is about another signature', 2, { rekorV2: { logs: 'other-signature' } }],
    ['the entry is about another signature', 2, { rekorV2: { logs: 'other-payload' } }],
    ['the entry is about another signature', 2, { rekorV2: { logs: 'other-verifier' } }],
    ['the entry is not in the tree', 2, { rekorV2: { broken: 'proof' } }],
    ['the entry is not in the tree', 2, { rekorV2: { broken: 'index' } }],
    ['the entry is not in the tree', 2, { rekorV2: { broken: 'checkpoint' } }],
    ['it holds no log entry with its proof', 2, { rekorV2: { broken: 'no-proof' } }],
    ['it holds no log entry with its proof', 2, { rekorV2: { broken: 'no-checkpoint' } }],
  ])('%s: Rekor %d, %j', async (problem, version, faults) => {
    await sigstore.setFaults(faults);
    const answer = await attempt(version);
    expect(answer).toMatch(/^NETWORK_REFUSED: Rekor at /);
    expect(answer).toContain(`gave an answer that cannot be used: ${problem}`);
  });

  it.each<[1 | 2, SigstoreFaults]>([
    [1, { fulcio: { clockSkewMs: -HOUR_MS } }],
    [1, { fulcio: { clockSkewMs: HOUR_MS } }],
    [2, { fulcio: { clockSkewMs: -HOUR_MS } }],
    [1, { rekorV1: { clockSkewMs: HOUR_MS } }],
    [1, { rekorV1: { clockSkewMs: -HOUR_MS } }],
    [2, { tsa: { clockSkewMs: HOUR_MS / 2 } }],
    [1, { tsa: { clockSkewMs: -HOUR_MS / 2 } }],
  ])('its clock does not fit those of the others: Rekor %d, %j', async (version, faults) => {
    await sigstore.setFaults(faults);
    await expect(attempt(version)).resolves.toMatch(
      /^NETWORK_REFUSED: a service dates the signature .*, its certificate /,
    );
  });

  it('its clock is a little fast, and nobody minds', async () => {
    await sigstore.setFaults({ tsa: { clockSkewMs: 60_000 }, rekorV1: { clockSkewMs: 30_000 } });
    await expect(attempt(1)).resolves.toBe('signed');
    await expect(attempt(2)).resolves.toBe('signed');
  });
});

describe('a Rekor 1 that has the entry already', () => {
  const refuseWith = (location: string | undefined): Promise<string> =>
    withHttpServer(
      (request, response) => {
        const headers = location === undefined ? {} : { location };
        response.writeHead(request.method === 'POST' ? 409 : 418, headers).end();
      },
      (rekorUrl) => attempt(1, { rekorUrl }),
    );

  it.each([
    ['nowhere', undefined],
    ['a path that is none of an entry', '/api/v1/log/entries/..%2f..%2fapi'],
    ['an entry in capitals', `/api/v1/log/entries/${'AB'.repeat(32)}`],
    ['an entry that is too short', '/api/v1/log/entries/abcd'],
  ])('is not asked for it where it points to %s', async (_, location) => {
    await expect(refuseWith(location)).resolves.toContain('it does not say which entry is there already');
  });

  it('is asked for it itself, and nobody else that it points to', async () => {
    const uuid = 'ab'.repeat(40);
    await expect(refuseWith(`https://evil.example/anything/${uuid}`)).resolves.toMatch(
      /^NETWORK_REFUSED: Rekor at 127\.0\.0\.1:\d+ answered 418$/,
    );
  });
});

describe('what only a trusted root can tell', () => {
  const lies: [string, 1 | 2, SigstoreFaults, string][] = [
    [
      'a certificate timestamp that is broken',
      1,
      { fulcio: { certificateTimestamp: 'broken' } },
      'CERTIFICATE_INVALID',
    ],
    [
      'a certificate timestamp of an unknown log',
      2,
      { fulcio: { certificateTimestamp: 'unknown-log' } },
      'CERTIFICATE_INVALID',
    ],
    ['a promise that is broken', 1, { rekorV1: { broken: 'promise' } }, 'LOG_ENTRY_INVALID'],
    ['a log that is not the one it says', 1, { rekorV1: { broken: 'log-id' } }, 'LOG_ENTRY_INVALID'],
    ['a log that is not the one it says', 2, { rekorV2: { broken: 'log-id' } }, 'LOG_ENTRY_INVALID'],
  ];

  it.each(lies)('is found out with one: %s (Rekor %d)', async (_, version, faults, code) => {
    await sigstore.setFaults(faults);
    await expect(attempt(version, { trustedRoot: sigstore.trustedRoot })).resolves.toMatch(new RegExp(`^${code}: `));
  });

  it('is found out before anything is logged, where it can be', async () => {
    const trusted = { trustedRoot: sigstore.trustedRoot };
    // A log that refuses: whoever got so far would say so.
    const faults = { rekorV2: { status: 400 } };
    await sigstore.setFaults({ ...faults, fulcio: { certificateTimestamp: 'broken' } });
    await expect(attempt(2, trusted)).resolves.toMatch(/^CERTIFICATE_INVALID: /);
    await sigstore.setFaults(faults);
    await expect(attempt(2, { ...trusted, fulcioUrl: other.url })).resolves.toMatch(/^CERTIFICATE_INVALID: /);
    await expect(attempt(2, { ...trusted, tsaUrl: other.url })).resolves.toMatch(/^TIMESTAMP_INVALID: /);
    await expect(attempt(2, trusted)).resolves.toMatch(/^NETWORK_REFUSED: Rekor /);
  });

  it.each<[string, Uint8Array]>([
    ['INPUT_MALFORMED', Buffer.from('{}')],
    ['INPUT_TOO_LARGE', Buffer.alloc(1024 * 1024 + 1)],
  ])('is not looked for with a root that gives %s, nor is anything sent', async (code, trustedRoot) => {
    await sigstore.setFaults({ fulcio: { status: 400 } });
    await expect(attempt(1, { trustedRoot })).resolves.toMatch(new RegExp(`^${code}: `));
  });

  it('is that a service is of another Sigstore', async () => {
    await expect(attempt(2, { trustedRoot: sigstore.trustedRoot })).resolves.toBe('signed');
    const withOther = { trustedRoot: sigstore.trustedRoot };
    await expect(attempt(2, { ...withOther, fulcioUrl: other.url })).resolves.toMatch(/^CERTIFICATE_INVALID: /);
    await expect(attempt(2, { ...withOther, rekorUrl: other.url })).resolves.toMatch(/^LOG_ENTRY_INVALID: /);
    await expect(attempt(2, { ...withOther, tsaUrl: other.url })).resolves.toMatch(/^TIMESTAMP_INVALID: /);
  });
});

describe('before anything is sent', () => {
  const sign = (options: object): Promise<string> => {
    const identityProvider = { getToken: () => Promise.reject(new Error('asked for the token')) };
    const urls = { fulcioUrl: sigstore.url, rekorUrl: sigstore.url };
    return thrownCode(() => createKeylessSigner({ identityProvider, ...urls, ...options }));
  };

  it.each<[string, object]>([
    ['USAGE', { rekorVersion: 2 }],
    ['USAGE', { rekorVersion: 2, tsaUrls: [] }],
    ['USAGE', { thresholds: { logEntries: 2 } }],
    ['USAGE', { thresholds: { timestamps: 2 } }],
    ['POLICY_INVALID', { thresholds: { timestamps: 0 } }],
    ['nothing thrown', {}],
    ['nothing thrown', { rekorVersion: 2, tsaUrls: ['https://timestamp.example'] }],
    ['nothing thrown', { thresholds: { timestamps: 2 }, tsaUrl: 'https://timestamp.example' }],
  ])('creating a signer gives %s for %j', async (code, options) => {
    await expect(sign(options)).resolves.toBe(code);
  });

  it('the reason for a Rekor 2 without one is said', () => {
    const identityProvider = { getToken: () => Promise.reject(new Error()) };
    const urls = { fulcioUrl: sigstore.url, rekorUrl: sigstore.url };
    const create = () => createKeylessSigner({ identityProvider, ...urls, rekorVersion: 2 });
    expect(create).toThrow('a Rekor version 2 shows no time: a timestamp authority is needed');
  });

  it('a signing config with a Rekor 2 and no timestamp authority is refused too', async () => {
    const config = JSON.parse(sigstore.signingConfig(2).toString());
    const signingConfig = parseSigningConfig(Buffer.from(JSON.stringify({ ...config, tsaUrls: [] })));
    await expect(sign({ signingConfig })).resolves.toBe('USAGE');
  });
});

describe('what a verifier will not ask for', () => {
  it('is not asked of the services', async () => {
    await sigstore.setFaults({ fulcio: { certificateTimestamp: 'missing' } });
    const thresholds = { certificateTimestamps: 0 };
    const root = changedRoot(sigstore, (json) => delete json.ctlogs);
    const identityProvider = { getToken: () => Promise.resolve(token) };
    const urls = { fulcioUrl: sigstore.url, rekorUrl: sigstore.url };
    const bundle = await createKeylessSigner({ identityProvider, ...urls, thresholds, trustedRoot: root }).sign(
      PAYLOAD,
    );
    await expect(codeOf(sigstore, bundle, { thresholds, trustedRoot: root })).resolves.toBe('nothing thrown');
  });
});

describe('the identity of the certificate', () => {
  const workflow = 'acme/train/.github/workflows/release.yml@refs/tags/v1';

  it.each<[string, Record<string, unknown>, string]>([
    ['an e-mail address', { email: 'alice@example.com' }, 'alice@example.com'],
    ['a subject', { sub: 'https://example.com/alice' }, 'https://example.com/alice'],
    ['a workflow of GitHub', { sub: 'repo:acme/train', job_workflow_ref: workflow }, `https://github.com/${workflow}`],
    [
      'a service account',
      { sub: 'x', 'kubernetes.io': { namespace: 'ml', serviceaccount: { name: 'trainer' } } },
      'https://kubernetes.io/namespaces/ml/serviceaccounts/trainer',
    ],
  ])('may be %s', async (_, claims, identity) => {
    const identityProvider = { getToken: () => Promise.resolve(sigstore.idToken(claims)) };
    const urls = { fulcioUrl: sigstore.url, rekorUrl: sigstore.url };
    const bundle = await createKeylessSigner({ identityProvider, ...urls }).sign(PAYLOAD);
    await expect(codeOf(sigstore, bundle, { identity })).resolves.toBe('nothing thrown');
  });

  it('may be one that a template makes, where it is stated', async () => {
    await sigstore.setFaults({ fulcio: { identity: 'made-by-a-template', issuer: 'https://mapped.example' } });
    const expected = { identity: 'made-by-a-template', issuer: 'https://mapped.example' };
    await expect(attempt(1)).resolves.toMatch(/^NETWORK_REFUSED/);
    const identityProvider = { getToken: () => Promise.resolve(token) };
    const urls = { fulcioUrl: sigstore.url, rekorUrl: sigstore.url };
    const bundle = await createKeylessSigner({ identityProvider, ...urls, expected }).sign(PAYLOAD);
    await expect(codeOf(sigstore, bundle, expected)).resolves.toBe('nothing thrown');
    await expect(attempt(1, { expected: { identity: 'alice@example.com' } })).resolves.toMatch(/^NETWORK_REFUSED/);
  });

  it('may be of an issuer behind another, as with the sign-in of Sigstore', async () => {
    const upstream = 'https://accounts.upstream.example';
    await sigstore.setFaults({ fulcio: { issuer: upstream } });
    const claims = { email: 'alice@example.com', federated_claims: { connector_id: upstream } };
    const identityProvider = { getToken: () => Promise.resolve(sigstore.idToken(claims)) };
    const urls = { fulcioUrl: sigstore.url, rekorUrl: sigstore.url };
    const bundle = await createKeylessSigner({ identityProvider, ...urls }).sign(PAYLOAD);
    await expect(codeOf(sigstore, bundle, { issuer: upstream })).resolves.toBe('nothing thrown');
  });
});
