// SPDX-License-Identifier: Apache-2.0
import type { BundleVerifier, ProvenSigner } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { createRoot } from '@mpk/testkit/pki';
import {
  createCertificateSigner,
  createCertificateVerifier,
  createKeySigner,
  createKeyVerifier,
  generateKeyPair,
  keyDigest,
  readPublicKey,
  refuseRevoked,
  withRevocation,
  type Revocation,
} from '@mpk/signing';
import { PAYLOAD, reread } from '../bundles.js';

const KEY = `sha256:${'ab'.repeat(32)}`;
const CERTIFICATE = `sha256:${'cd'.repeat(32)}`;
const OTHER = `sha256:${'ef'.repeat(32)}`;
const day = (text: string): Date => new Date(`${text}T12:00:00Z`);

const signer = (timestamps: readonly Date[] = []): ProvenSigner => ({
  identity: { method: 'key', keyDigest: KEY },
  timestamps,
  restsOn: [KEY, CERTIFICATE],
});
const codeFor = (proven: ProvenSigner, ...revoked: Revocation[]): Promise<string> =>
  thrownCode(() => refuseRevoked(proven, revoked));

describe('refuseRevoked', () => {
  it.each([
    ['nothing thrown', []],
    ['nothing thrown', [{ digest: OTHER }]],
    ['SIGNATURE_REVOKED', [{ digest: KEY }]],
    ['SIGNATURE_REVOKED', [{ digest: OTHER }, { digest: CERTIFICATE }]],
  ])('gives %s for %j', async (code, revoked) => {
    await expect(codeFor(signer(), ...revoked)).resolves.toBe(code);
    await expect(codeFor(signer([day('2020-01-01')]), ...revoked)).resolves.toBe(code);
  });

  const since = day('2026-06-15');
  it.each<[string, string, readonly Date[]]>([
    ['nothing thrown', 'a timestamp before', [day('2026-06-14')]],
    ['nothing thrown', 'a timestamp just before', [new Date(since.getTime() - 1)]],
    ['nothing thrown', 'one before and one after: the earliest decides', [day('2026-07-01'), day('2026-06-01')]],
    ['SIGNATURE_REVOKED', 'a timestamp at that very moment', [since]],
    ['SIGNATURE_REVOKED', 'a timestamp after', [day('2026-06-16')]],
    ['SIGNATURE_REVOKED', 'no timestamp', []],
    ['SIGNATURE_REVOKED', 'a timestamp that is no time', [new Date(Number.NaN)]],
    ['SIGNATURE_REVOKED', 'a timestamp before and one that is no time', [day('2026-06-01'), new Date(Number.NaN)]],
  ])('with a time of revocation gives %s for %s', async (code, _, timestamps) => {
    await expect(codeFor(signer(timestamps), { digest: KEY, since })).resolves.toBe(code);
  });

  it('holds every revocation against the signature, not the first only', async () => {
    const proven = signer([day('2026-06-01')]);
    await expect(codeFor(proven, { digest: KEY, since }, { digest: CERTIFICATE })).resolves.toBe('SIGNATURE_REVOKED');
    await expect(codeFor(proven, { digest: KEY, since }, { digest: KEY, since: day('2026-05-01') })).resolves.toBe(
      'SIGNATURE_REVOKED',
    );
  });

  it('says what was revoked, when and why, in text that nothing can hide in', () => {
    const revoked = [{ digest: KEY, since, reason: 'laptop\u001b[2Jstolen' }];
    const text = `the signature rests on ${KEY}, revoked as of 2026-06-15T12:00:00.000Z: laptop\\u001b[2Jstolen, `;
    expect(() => refuseRevoked(signer(), revoked)).toThrow(
      `${text}and the signature proves no time by a trusted timestamp`,
    );
    expect(() => refuseRevoked(signer([day('2026-07-01')]), revoked)).toThrow(
      `${text}and the signature was not signed before`,
    );
  });

  it.each<[string, Revocation]>([
    ['no digest', { digest: '' }],
    ['another digest', { digest: `sha512:${'ab'.repeat(64)}` }],
    ['hex alone', { digest: 'ab'.repeat(32) }],
    ['capitals', { digest: KEY.toUpperCase() }],
    ['a fingerprint with colons', { digest: `sha256:${'ab:'.repeat(32)}` }],
    ['white space', { digest: `${KEY}\n` }],
    ['a time that is none', { digest: OTHER, since: new Date('soon') }],
  ])('throws POLICY_INVALID for a revocation with %s, which would never match', async (_, revocation) => {
    await expect(codeFor(signer(), revocation)).resolves.toBe('POLICY_INVALID');
    const verifier: BundleVerifier = { verify: () => signer() };
    await expect(thrownCode(() => withRevocation(verifier, [revocation]))).resolves.toBe('POLICY_INVALID');
  });

  it('throws POLICY_INVALID for a list without end', async () => {
    const many = Array.from({ length: 10_001 }, () => ({ digest: OTHER }));
    await expect(thrownCode(() => refuseRevoked(signer(), many))).resolves.toBe('POLICY_INVALID');
  });
});

describe('withRevocation', () => {
  it('refuses a revoked key, and lets pass what the verifier proves of others', async () => {
    const { privateKeyPem, publicKeyPem } = generateKeyPair({ curve: 'P-256' });
    const bundle = reread(await createKeySigner({ privateKeyPem }).sign(PAYLOAD));
    const verifier = createKeyVerifier({ publicKeyPem });
    const digest = keyDigest(readPublicKey(publicKeyPem));
    expect(withRevocation(verifier, [{ digest: OTHER }]).verify(bundle)).toEqual(verifier.verify(bundle));
    await expect(thrownCode(() => withRevocation(verifier, [{ digest }]).verify(bundle))).resolves.toBe(
      'SIGNATURE_REVOKED',
    );
  });

  it('refuses a signature below a revoked authority, named by its certificate or its key', async () => {
    const authority = await createRoot({ subject: 'CN=root' });
    const intermediate = await authority.issue({ subject: 'CN=intermediate', isCa: true });
    const leaf = await intermediate.issue({ subject: 'CN=ML Release' });
    const signing = { privateKeyPem: leaf.privateKeyPem, certificatesPem: leaf.pem + intermediate.pem };
    const bundle = reread(await createCertificateSigner(signing).sign(PAYLOAD));
    const verifier = createCertificateVerifier({ caPem: authority.pem, subject: 'CN=ML Release' });
    const { restsOn } = verifier.verify(bundle);
    expect(restsOn).toHaveLength(6);
    for (const digest of restsOn) {
      const revoking = withRevocation(verifier, [{ digest }]);
      await expect(thrownCode(() => revoking.verify(bundle))).resolves.toBe('SIGNATURE_REVOKED');
    }
  });

  it('does not stand in for the verifier: what that refuses stays refused for its own reason', async () => {
    const { privateKeyPem } = generateKeyPair({ curve: 'P-256' });
    const bundle = reread(await createKeySigner({ privateKeyPem }).sign(PAYLOAD));
    const { publicKeyPem } = generateKeyPair({ curve: 'P-256' });
    const verifier = createKeyVerifier({ publicKeyPem });
    await expect(thrownCode(() => withRevocation(verifier, []).verify(bundle))).resolves.toBe('IDENTITY_MISMATCH');
  });
});
