// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { isMpkError, verifyStatement, type BundleJson } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { LOCAL_ISSUER, startLocalSigstore, type LocalSigstore } from '@mpk/testkit/sigstore';
import { createKeylessSigner, createKeylessVerifier, type KeylessVerifierOptions } from '@mpk/signing';
import { PAYLOAD, reread, tamperPayload, tamperSignature } from '../bundles.js';

const ALICE = 'alice@example.com';
const START_TIMEOUT_MS = 40_000;

let sigstore: LocalSigstore;
let signed: BundleJson;
let withTimestamp: BundleJson;

beforeAll(async () => {
  sigstore = await startLocalSigstore();
  signed = await signAs({ email: ALICE });
  withTimestamp = await signAs({ email: ALICE }, { tsaUrl: sigstore.url });
}, START_TIMEOUT_MS);

afterAll(() => sigstore.stop());

function signAs(claims: Record<string, unknown>, options: { tsaUrl?: string } = {}): Promise<BundleJson> {
  const token = sigstore.idToken({ ...('email' in claims && { email_verified: true }), ...claims });
  return createKeylessSigner({
    identityProvider: { getToken: () => Promise.resolve(token) },
    // A final slash, as people write it.
    fulcioUrl: `${sigstore.url}/`,
    rekorUrl: `${sigstore.url}/`,
    ...options,
  }).sign(PAYLOAD);
}

const verifierFor = (options: Partial<KeylessVerifierOptions> = {}) =>
  createKeylessVerifier({ trustedRoot: sigstore.trustedRoot, identity: ALICE, issuer: LOCAL_ISSUER, ...options });

async function verify(bundle: BundleJson, options: Partial<KeylessVerifierOptions> = {}, change?: (json: any) => void) {
  const verifier = await verifierFor(options);
  return thrownCode(() => verifier.verify(reread(bundle, change)));
}

const entry = (json: any): any => json.verificationMaterial.tlogEntries[0];

describe('a keyless bundle', () => {
  it('is a v0.3 bundle with the Fulcio certificate and one log entry', () => {
    expect(signed['mediaType']).toBe('application/vnd.dev.sigstore.bundle.v0.3+json');
    expect(Object.keys(signed['verificationMaterial'] as object)).toEqual(
      expect.arrayContaining(['certificate', 'tlogEntries']),
    );
    expect(entry(signed).kindVersion).toEqual({ kind: 'dsse', version: '0.0.1' });
  });

  it('verifies offline and says who signed, when, and under which root', async () => {
    const before = Date.now() - 60_000;
    const { statement, signer } = verifyStatement(reread(signed), await verifierFor());
    expect(statement.subject[0]?.name).toBe('model');
    expect(signer.identity).toEqual({
      method: 'keyless',
      identity: ALICE,
      issuer: LOCAL_ISSUER,
      rootDigest: `sha256:${createHash('sha256').update(sigstore.trustedRoot).digest('hex')}`,
    });
    expect(signer.timestamps).toHaveLength(1);
    expect(signer.timestamps[0]!.getTime()).toBeGreaterThan(before);
    expect(signer.timestamps[0]!.getTime()).toBeLessThanOrEqual(Date.now());
  });

  it('has a second trusted time from a timestamp authority', async () => {
    const verifier = await verifierFor();
    expect(verifier.verify(reread(withTimestamp)).timestamps).toHaveLength(2);
  });

  it('verifies for a URI identity, such as a Kubernetes service account', async () => {
    const identity = 'https://kubernetes.io/namespaces/ml/serviceaccounts/trainer';
    await expect(verify(await signAs({ sub: identity }), { identity })).resolves.toBe('nothing thrown');
  });
});

describe('the expected signer', () => {
  it.each([
    ['another identity', { identity: 'bob@example.com' }],
    ['a longer identity', { identity: `${ALICE}.evil.org` }],
    ['a part of the identity', { identity: 'lice@example.com' }],
    ['a regular expression that would match', { identity: '.*' }],
    ['another case', { identity: 'Alice@example.com' }],
    ['another issuer', { issuer: 'https://accounts.example.org' }],
    ['a part of the issuer', { issuer: 'https://accounts.example' }],
    ['the issuer with a slash', { issuer: `${LOCAL_ISSUER}/` }],
  ])('throws IDENTITY_MISMATCH for %s', async (_, options) => {
    await expect(verify(signed, options)).resolves.toBe('IDENTITY_MISMATCH');
  });

  it.each([
    ['a name that goes on', 'alice@example.com.evil.org'],
    ['a name that begins earlier', 'malice@example.com'],
    ['another character where a pattern has a dot', 'alice@exampleXcom'],
    ['a name with a space', ' alice@example.com'],
  ])('throws IDENTITY_MISMATCH for a signer with %s', async (_, email) => {
    const lookAlike = await signAs({ email });
    await expect(verify(lookAlike)).resolves.toBe('IDENTITY_MISMATCH');
    await expect(verify(lookAlike, { identity: email })).resolves.toBe('nothing thrown');
  });

  it('throws IDENTITY_MISMATCH for the same name from another issuer', async () => {
    const iss = 'https://accounts.example.com.evil.org';
    const elsewhere = await signAs({ email: ALICE, iss });
    await expect(verify(elsewhere)).resolves.toBe('IDENTITY_MISMATCH');
    await expect(verify(elsewhere, { issuer: iss })).resolves.toBe('nothing thrown');
  });

  it.each(['+1*(a|b)?^$[x]{2}\\.d/-@example.com', 'a.b+c@example.com'])('matches %s as plain text', async (email) => {
    await expect(verify(await signAs({ email }), { identity: email })).resolves.toBe('nothing thrown');
  });

  it('does not take bytes for letters by cutting off their high bit', async () => {
    // 0xe1 without its high bit is "a".
    const disguised = await signAs({ email: '\u00e1lice@example.com' });
    await expect(verify(disguised)).resolves.toBe('INPUT_MALFORMED');
  });

  it('names the signer that it found and the one that it wanted', async () => {
    const verifier = await verifierFor({ identity: 'bob@example.com' });
    expect(() => verifier.verify(reread(signed))).toThrow(
      `signed by ${ALICE} (issuer ${LOCAL_ISSUER}), expected bob@example.com (issuer ${LOCAL_ISSUER})`,
    );
  });

  it.each([{ identity: '' }, { issuer: '' }])('throws POLICY_INVALID for %j', async (options) => {
    await expect(thrownCode(() => verifierFor(options))).resolves.toBe('POLICY_INVALID');
  });
});

describe('a tampered keyless bundle', () => {
  it.each<[string, string, (json: any) => void]>([
    ['SIGNATURE_INVALID', 'payload', tamperPayload],
    ['SIGNATURE_INVALID', 'signature', tamperSignature],
    [
      'LOG_ENTRY_INVALID',
      'log entry: the body speaks of another payload',
      (json) => {
        const body = JSON.parse(Buffer.from(entry(json).canonicalizedBody, 'base64').toString());
        body.spec.payloadHash.value = '00'.repeat(32);
        entry(json).canonicalizedBody = Buffer.from(JSON.stringify(body)).toString('base64');
      },
    ],
    ['LOG_ENTRY_INVALID', 'log entry: the body is no JSON', (json) => (entry(json).canonicalizedBody = 'AAAA')],
    [
      'LOG_ENTRY_INVALID',
      'time of logging',
      (json) => (entry(json).integratedTime = String(Number(entry(json).integratedTime) + 5)),
    ],
    ['LOG_ENTRY_INVALID', 'log index', (json) => (entry(json).logIndex = '1')],
    [
      'LOG_ENTRY_INVALID',
      'promise',
      (json) => (entry(json).inclusionPromise.signedEntryTimestamp = Buffer.alloc(70).toString('base64')),
    ],
    [
      'LOG_ENTRY_INVALID',
      'promise, which is gone, and with it the only time',
      (json) => delete entry(json).inclusionPromise,
    ],
    [
      'LOG_ENTRY_INVALID',
      'checkpoint',
      (json) => (entry(json).inclusionProof.checkpoint.envelope = 'x\n1\nAAAA\n\n\u2014 x AAAAAAAA\n'),
    ],
    ['LOG_ENTRY_INVALID', 'log id', (json) => (entry(json).logId.keyId = Buffer.alloc(32).toString('base64'))],
    ['LOG_ENTRY_INVALID', 'log entry, there twice', (json) => json.verificationMaterial.tlogEntries.push(entry(json))],
    ['INPUT_MALFORMED', 'log entries, of which there are none', (json) => (json.verificationMaterial.tlogEntries = [])],
    ['INPUT_MALFORMED', 'log entry, which lacks its proof', (json) => delete entry(json).inclusionProof],
    ['INPUT_MALFORMED', 'log entry, which is empty', (json) => (json.verificationMaterial.tlogEntries = [{}])],
    ['INPUT_MALFORMED', 'log entry, which is a number', (json) => (json.verificationMaterial.tlogEntries = [7])],
  ])('throws %s for its %s', async (code, _, change) => {
    await expect(verify(signed, {}, change)).resolves.toBe(code);
  });

  it('throws LOG_ENTRY_INVALID for the log entry of another signature', async () => {
    const other = entry(await signAs({ email: ALICE }));
    const change = (json: any): unknown => (json.verificationMaterial.tlogEntries = [other]);
    await expect(verify(signed, {}, change)).resolves.toBe('LOG_ENTRY_INVALID');
  });

  it('throws SIGNATURE_INVALID for the certificate of another signer', async () => {
    const bob: any = await signAs({ email: 'bob@example.com' });
    const change = (json: any): unknown =>
      (json.verificationMaterial.certificate = bob.verificationMaterial.certificate);
    await expect(verify(signed, { identity: 'bob@example.com' }, change)).resolves.toBe('SIGNATURE_INVALID');
  });

  it('throws LOG_ENTRY_INVALID for the timestamp of another signature', async () => {
    const other: any = await signAs({ email: ALICE }, { tsaUrl: sigstore.url });
    const change = (json: any): void => {
      json.verificationMaterial.timestampVerificationData = other.verificationMaterial.timestampVerificationData;
    };
    await expect(verify(withTimestamp, {}, change)).resolves.toBe('LOG_ENTRY_INVALID');
  });

  it('verifies the envelope that core reads, not a second signature beside it', async () => {
    // The library behind this prefers a messageSignature where there is one.
    const beside = (json: any): void => {
      json.messageSignature = { messageDigest: { algorithm: 'SHA2_256', digest: 'AAAA' }, signature: 'AAAA' };
    };
    await expect(verify(signed, {}, beside)).resolves.toBe('nothing thrown');
    const both = (json: any): void => {
      beside(json);
      tamperPayload(json);
    };
    await expect(verify(signed, {}, both)).resolves.toBe('SIGNATURE_INVALID');
  });

  it('throws IDENTITY_MISMATCH for a bundle that was signed with a key', async () => {
    const change = (json: any): unknown => (json.verificationMaterial = { publicKey: { hint: 'ab' }, tlogEntries: [] });
    await expect(verify(signed, {}, change)).resolves.toBe('IDENTITY_MISMATCH');
  });
});

describe('the trusted root', () => {
  const changed = (change: (root: any) => void): Buffer => {
    const root = JSON.parse(sigstore.trustedRoot.toString());
    change(root);
    return Buffer.from(JSON.stringify(root));
  };

  it('of another Sigstore throws CERTIFICATE_INVALID', async () => {
    const other = await startLocalSigstore();
    try {
      await expect(verify(signed, { trustedRoot: other.trustedRoot })).resolves.toBe('CERTIFICATE_INVALID');
      // Each part counts on its own: the other's log, and the other's certificate log.
      const foreign = JSON.parse(other.trustedRoot.toString());
      const withLog = changed((root) => (root.tlogs = foreign.tlogs));
      await expect(verify(signed, { trustedRoot: withLog })).resolves.toBe('LOG_ENTRY_INVALID');
      const withCertificateLog = changed((root) => (root.ctlogs = foreign.ctlogs));
      await expect(verify(signed, { trustedRoot: withCertificateLog })).resolves.toBe('CERTIFICATE_INVALID');
      const withTimestamps = changed((root) => (root.timestampAuthorities = foreign.timestampAuthorities));
      await expect(verify(withTimestamp, { trustedRoot: withTimestamps })).resolves.toBe('LOG_ENTRY_INVALID');
    } finally {
      await other.stop();
    }
  });

  it('that no longer trusts an authority throws CERTIFICATE_INVALID', async () => {
    const retired = changed(
      (root) => (root.certificateAuthorities[0].validFor.end = root.certificateAuthorities[0].validFor.start),
    );
    await expect(verify(signed, { trustedRoot: retired })).resolves.toBe('CERTIFICATE_INVALID');
  });

  it.each<[string, string, () => Uint8Array]>([
    ['POLICY_INVALID', 'without authorities', () => changed((root) => delete root.certificateAuthorities)],
    ['POLICY_INVALID', 'without transparency logs', () => changed((root) => (root.tlogs = []))],
    ['POLICY_INVALID', 'without certificate logs', () => changed((root) => (root.ctlogs = []))],
    ['INPUT_MALFORMED', 'that is a number', () => Buffer.from('7')],
    ['INPUT_MALFORMED', 'that is empty', () => Buffer.alloc(0)],
    [
      'INPUT_MALFORMED',
      'with a key twice',
      () => Buffer.from(sigstore.trustedRoot.toString().replace('{', '{"tlogs":[],')),
    ],
    ['INPUT_MALFORMED', 'of an unknown media type', () => changed((root) => (root.mediaType = 'text/plain'))],
    [
      'INPUT_MALFORMED',
      'with a log valid since ever',
      () => changed((root) => delete root.tlogs[0].publicKey.validFor.start),
    ],
    [
      'INPUT_MALFORMED',
      'with an authority valid since ever',
      () => changed((root) => delete root.certificateAuthorities[0].validFor),
    ],
    [
      'INPUT_MALFORMED',
      'with a start that is no time',
      () => changed((root) => (root.ctlogs[0].publicKey.validFor.start = 'x')),
    ],
    [
      'INPUT_MALFORMED',
      'with a log key that is none',
      () => changed((root) => (root.tlogs[0].publicKey.rawBytes = 'AAAA')),
    ],
    [
      'INPUT_MALFORMED',
      'with a certificate that is none',
      () => changed((root) => (root.certificateAuthorities[0].certChain = { certificates: [{ rawBytes: 'AAAA' }] })),
    ],
    ['INPUT_TOO_LARGE', 'with too many logs', () => changed((root) => (root.tlogs = Array(65).fill(root.tlogs[0])))],
    ['INPUT_TOO_LARGE', 'over the limit', () => Buffer.alloc(1024 * 1024 + 1)],
  ])('throws %s when it is one %s', async (code, _, trustedRoot) => {
    await expect(thrownCode(() => verifierFor({ trustedRoot: trustedRoot() }))).resolves.toBe(code);
  });
});

it('keeps its promise to name no bytes of a hostile bundle in a message', async () => {
  const verifier = await verifierFor();
  const hostile = reread(signed, (json) => {
    const body = JSON.parse(Buffer.from(entry(json).canonicalizedBody, 'base64').toString());
    body.kind = entry(json).kindVersion.kind = '\u001b[31mhello';
    entry(json).canonicalizedBody = Buffer.from(JSON.stringify(body)).toString('base64');
  });
  try {
    verifier.verify(hostile);
    throw new Error('accepted');
  } catch (error) {
    expect(isMpkError(error)).toBe(true);
    expect((error as Error).message).not.toContain('hello');
  }
});
