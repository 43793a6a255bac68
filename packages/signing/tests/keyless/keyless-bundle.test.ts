// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { isMpkError, verifyStatement, type BundleJson } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { LOCAL_ISSUER, startLocalSigstore, type LocalSigstore } from '@mpk/testkit/sigstore';
import { createTimestampSource } from '@mpk/signing/timestamp';
import { reread } from '../bundles.js';
import { ALICE, LOGS, START_TIMEOUT_MS, changedRoot, codeOf, entryOf, signAs, verifierFor } from './local-signing.js';
import { signUnchecked } from './unchecked-signer.js';

let sigstore: LocalSigstore;
let signed: BundleJson;

beforeAll(async () => {
  sigstore = await startLocalSigstore({ rsaTsa: true });
  signed = await signAs(sigstore);
}, START_TIMEOUT_MS);

afterAll(() => sigstore.stop());

const sha256 = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

describe.each(LOGS)('a keyless bundle with %s', (_, log) => {
  it('is a v0.3 bundle with the Fulcio certificate, one log entry, and a timestamp where the log shows no time', async () => {
    const bundle: any = await signAs(sigstore, log);
    expect(bundle.mediaType).toBe('application/vnd.dev.sigstore.bundle.v0.3+json');
    expect(Object.keys(bundle.verificationMaterial)).toEqual([
      'certificate',
      'tlogEntries',
      ...(log.rekorVersion === 2 ? ['timestampVerificationData'] : []),
    ]);
    expect(entryOf(bundle).kindVersion).toEqual(
      log.rekorVersion === 1 ? { kind: 'dsse', version: '0.0.1' } : { kind: 'hashedrekord', version: '0.0.2' },
    );
    expect('inclusionPromise' in entryOf(bundle)).toBe(log.rekorVersion === 1);
  });

  it('verifies offline and says who signed, when, under which root, and by whose keys', async () => {
    const before = Date.now() - 60_000;
    const bundle: any = await signAs(sigstore, log);
    const { statement, signer } = verifyStatement(reread(bundle), await verifierFor(sigstore));
    expect(statement.subject[0]?.name).toBe('model');
    expect(signer.identity).toEqual({
      method: 'keyless',
      identity: ALICE,
      issuer: LOCAL_ISSUER,
      rootDigest: sha256(sigstore.trustedRoot),
    });
    expect(signer.timestamps).toHaveLength(1);
    expect(signer.timestamps[0]!.getTime()).toBeGreaterThan(before);
    expect(signer.timestamps[0]!.getTime()).toBeLessThanOrEqual(Date.now());
    const root = JSON.parse(sigstore.trustedRoot.toString());
    const raw = (holder: any): string => sha256(Buffer.from(holder.rawBytes, 'base64'));
    expect(signer.restsOn[0]).toBe(raw(bundle.verificationMaterial.certificate));
    for (const certificate of root.certificateAuthorities[0].certChain.certificates) {
      expect(signer.restsOn).toContain(raw(certificate));
    }
    expect(signer.restsOn).toContain(raw(root.ctlogs[0].publicKey));
    expect(signer.restsOn).toContain(raw(root.tlogs[log.rekorVersion - 1].publicKey));
    const stampers = root.timestampAuthorities[0].certChain.certificates.map(raw);
    expect(stampers.every((digest: string) => signer.restsOn.includes(digest))).toBe(log.rekorVersion === 2);
    expect(new Set(signer.restsOn).size).toBe(signer.restsOn.length);
  });

  it('verifies when the trees of the logs have grown since, and for each of several', async () => {
    const bundles = [await signAs(sigstore, log), await signAs(sigstore, log), await signAs(sigstore, log)];
    const indexes = bundles.map((bundle) => Number(entryOf(bundle).logIndex ?? 0));
    expect(indexes[2]! - indexes[0]!).toBe(2);
    for (const bundle of bundles) await expect(codeOf(sigstore, bundle)).resolves.toBe('nothing thrown');
  });

  it('verifies for a URI identity, such as a Kubernetes service account', async () => {
    const identity = 'https://kubernetes.io/namespaces/ml/serviceaccounts/trainer';
    const claims = { sub: 'system:x', 'kubernetes.io': { namespace: 'ml', serviceaccount: { name: 'trainer' } } };
    await expect(codeOf(sigstore, await signAs(sigstore, { ...log, claims }), { identity })).resolves.toBe(
      'nothing thrown',
    );
    const asSubject = await signAs(sigstore, { ...log, claims: { sub: identity } });
    await expect(codeOf(sigstore, asSubject, { identity })).resolves.toBe('nothing thrown');
  });
});

describe('several trusted times', () => {
  it('are all reported, earliest first', async () => {
    const stamped = await signAs(sigstore, { stamped: true });
    const { timestamps } = (await verifierFor(sigstore)).verify(reread(stamped));
    expect(timestamps).toHaveLength(2);
    expect(timestamps[0]!.getTime()).toBeLessThanOrEqual(timestamps[1]!.getTime());
  });

  it("may come from an RSA authority, which Sigstore's own clients do not read", async () => {
    const { url, caPem } = sigstore.rsaTsa!;
    expect(caPem.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    const stamped = await signAs(sigstore, { rekorVersion: 2, timestampSources: [createTimestampSource({ url })] });
    await expect(codeOf(sigstore, stamped)).resolves.toBe('nothing thrown');
  });
});

describe('a bundle with entries of both logs', () => {
  it('verifies, and counts both', async () => {
    const both = await signUnchecked(sigstore, { logs: [1, 2], stamped: true });
    await expect(codeOf(sigstore, both, { thresholds: { logEntries: 2, timestamps: 2 } })).resolves.toBe(
      'nothing thrown',
    );
    const { restsOn } = (await verifierFor(sigstore)).verify(reread(both));
    const { tlogs } = JSON.parse(sigstore.trustedRoot.toString());
    for (const { publicKey } of tlogs) expect(restsOn).toContain(sha256(Buffer.from(publicKey.rawBytes, 'base64')));
  });

  it.each([0, 1])('throws LOG_ENTRY_INVALID where entry %d is of a log that is not trusted', async (index) => {
    const both = await signUnchecked(sigstore, { logs: [1, 2], stamped: true });
    const trustedRoot = changedRoot(sigstore, (root) => root.tlogs.splice(index, 1));
    await expect(codeOf(sigstore, both, { trustedRoot })).resolves.toBe('LOG_ENTRY_INVALID');
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
    ['a pattern for others', { identityPattern: '.*@example\\.org' }],
    ['a pattern for a part of it', { identityPattern: 'alice' }],
    ['a pattern for its beginning', { identityPattern: 'alice@' }],
    ['a pattern for its end', { identityPattern: '@example\\.com' }],
    ['a pattern with one branch for a part of it', { identityPattern: 'alice|bob@example\\.com' }],
    ['a pattern for another issuer', { issuerPattern: 'https://accounts\\.example\\.org' }],
  ])('throws IDENTITY_MISMATCH for %s', async (_, options) => {
    await expect(codeOf(sigstore, signed, options)).resolves.toBe('IDENTITY_MISMATCH');
  });

  it.each([
    { identityPattern: 'alice@example\\.com' },
    { identityPattern: '^alice@example\\.com$' },
    { identityPattern: '(alice|bob)@example\\.com' },
    { identityPattern: '.+@example\\.com' },
    { identityPattern: '(?i)ALICE@EXAMPLE\\.COM' },
    { issuerPattern: 'https://accounts\\.example\\.(com|org)' },
  ])('is found by %j, and named as it is', async (options) => {
    const { identity } = (await verifierFor(sigstore, options)).verify(reread(signed));
    expect(identity).toMatchObject({ identity: ALICE, issuer: LOCAL_ISSUER });
  });

  it.each([
    ['a name that goes on', 'alice@example.com.evil.org'],
    ['a name that begins earlier', 'malice@example.com'],
    ['another character where a pattern has a dot', 'alice@exampleXcom'],
    ['a name with a space', ' alice@example.com'],
  ])('throws IDENTITY_MISMATCH for a signer with %s', async (_, email) => {
    for (const [, log] of LOGS) {
      const lookAlike = await signAs(sigstore, { ...log, claims: { email } });
      await expect(codeOf(sigstore, lookAlike)).resolves.toBe('IDENTITY_MISMATCH');
      await expect(codeOf(sigstore, lookAlike, { identityPattern: '.*alice@example\\.com' })).resolves.toBe(
        email.endsWith(ALICE) ? 'nothing thrown' : 'IDENTITY_MISMATCH',
      );
      await expect(codeOf(sigstore, lookAlike, { identity: email })).resolves.toBe('nothing thrown');
    }
  });

  it('throws IDENTITY_MISMATCH for the same name from another issuer', async () => {
    const iss = 'https://accounts.example.com.evil.org';
    for (const [, log] of LOGS) {
      const elsewhere = await signAs(sigstore, { ...log, claims: { email: ALICE, iss } });
      await expect(codeOf(sigstore, elsewhere)).resolves.toBe('IDENTITY_MISMATCH');
      await expect(codeOf(sigstore, elsewhere, { issuer: iss })).resolves.toBe('nothing thrown');
    }
  });

  it.each(['+1*(a|b)?^$[x]{2}\\.d/-@example.com', 'a.b+c@example.com'])('matches %s as plain text', async (email) => {
    const odd = await signAs(sigstore, { claims: { email } });
    await expect(codeOf(sigstore, odd, { identity: email })).resolves.toBe('nothing thrown');
  });

  it('does not take bytes for letters by cutting off their high bit', async () => {
    // 0xe1 without its high bit is "a". Our own signer refuses such a certificate.
    const disguised = await signUnchecked(sigstore, { claims: { email: '\u00e1lice@example.com' } });
    await expect(codeOf(sigstore, disguised)).resolves.toBe('INPUT_MALFORMED');
  });

  it('is named together with the signer that was found', async () => {
    const verifier = await verifierFor(sigstore, { identity: 'bob@example.com' });
    expect(() => verifier.verify(reread(signed))).toThrow(
      `signed by ${ALICE} (issuer ${LOCAL_ISSUER}), expected bob@example.com (issuer ${LOCAL_ISSUER})`,
    );
  });

  it.each([
    { identity: '' },
    { identity: undefined },
    { issuer: '' },
    { issuer: undefined },
    { identityPattern: '' },
    { issuerPattern: '' },
    { identity: ALICE, identityPattern: 'alice@example\\.com' },
    { issuer: LOCAL_ISSUER, issuerPattern: 'https://accounts\\.example\\.com' },
  ])('throws POLICY_INVALID for %j', async (options) => {
    await expect(thrownCode(() => verifierFor(sigstore, options))).resolves.toBe('POLICY_INVALID');
  });
});

it('keeps its promise to name no bytes of a hostile bundle in a message', async () => {
  const verifier = await verifierFor(sigstore);
  const hostile = reread(signed, (json) => {
    const body = JSON.parse(Buffer.from(entryOf(json).canonicalizedBody, 'base64').toString());
    body.kind = entryOf(json).kindVersion.kind = '\u001b[31mhello';
    entryOf(json).canonicalizedBody = Buffer.from(JSON.stringify(body)).toString('base64');
  });
  try {
    verifier.verify(hostile);
    throw new Error('accepted');
  } catch (error) {
    expect(isMpkError(error)).toBe(true);
    expect((error as Error).message).not.toContain('hello');
  }
});
