// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { BundleJson } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { createRoot } from '@mpk/testkit/pki';
import { createTimestampAuthority, type TimestampAuthority } from '@mpk/testkit/timestamps';
import {
  createCertificateSigner,
  createCertificateVerifier,
  createKeySigner,
  createKeyVerifier,
  generateKeyPair,
  type CertificateVerifierOptions,
  type KeyVerifierOptions,
  type TimestampSource,
} from '@mpk/signing';
import { createTimestampVerifier } from '@mpk/signing/timestamp';
import { PAYLOAD, reread, tamperSignature } from '../bundles.js';

const HOUR_MS = 3_600_000;
const NOW = new Date(Math.floor(Date.now() / 1000) * 1000);
const ago = (hours: number): Date => new Date(NOW.getTime() - hours * HOUR_MS);

// Valid for all of yesterday and today, so that it can say what time it was.
const longLived = { notBefore: ago(48), notAfter: ago(-24) };
const authority = await createTimestampAuthority(longLived);
const other = await createTimestampAuthority(longLived);
const pair = generateKeyPair({ curve: 'P-256' });

const caPem = (of: TimestampAuthority): string => of.authorities.map(({ pem }) => pem).join('');
const timestamps = createTimestampVerifier({ caPem: caPem(authority) });

/** Stamps at a time, as a trusted clock would have then. */
const sourceAt = (time: Date, by = authority): TimestampSource => ({
  timestamp: (signature) => {
    const imprint = createHash('sha256').update(signature).digest();
    return Promise.resolve(by.answer({ hash: 'sha256', imprint, nonce: undefined, certificates: true }, time));
  },
});

const signAt = (time: Date, by = authority): Promise<BundleJson> =>
  createKeySigner({ ...pair, timestampSource: sourceAt(time, by) }).sign(PAYLOAD);

const asItIs = (): void => undefined;
const stamps = (json: any): any[] => json.verificationMaterial.timestampVerificationData.rfc3161Timestamps;

const verify = (bundle: BundleJson, options: Partial<KeyVerifierOptions>, change?: (json: any) => void) =>
  thrownCode(() => createKeyVerifier({ publicKeyPem: pair.publicKeyPem, ...options }).verify(reread(bundle, change)));

const yesterday = await signAt(ago(24));
const bare = await createKeySigner(pair).sign(PAYLOAD);

describe('a key that was accepted until twelve hours ago', () => {
  const notAfter = ago(12);

  it('is good for a signature with a timestamp from before', async () => {
    await expect(verify(yesterday, { notAfter, timestamps })).resolves.toBe('nothing thrown');
    const { timestamps: times, restsOn } = createKeyVerifier({
      publicKeyPem: pair.publicKeyPem,
      notAfter,
      timestamps,
    }).verify(reread(yesterday));
    expect(times).toEqual([ago(24)]);
    expect(restsOn).toContain(`sha256:${createHash('sha256').update(authority.signer.der).digest('hex')}`);
  });

  it.each<[string, string, () => Promise<BundleJson> | BundleJson, (json: any) => void]>([
    ['SIGNATURE_INVALID', 'without a timestamp', () => bare, asItIs],
    ['SIGNATURE_INVALID', 'with a timestamp from after', () => signAt(ago(1)), asItIs],
    ['SIGNATURE_INVALID', 'with a timestamp of somebody else', () => signAt(ago(24), other), asItIs],
    ['SIGNATURE_INVALID', 'with the timestamp of another signature', () => bare, borrowStamp],
    ['SIGNATURE_INVALID', 'that does not verify', () => yesterday, tamperSignature],
    [
      'SIGNATURE_INVALID',
      'with a timestamp that is none',
      () => yesterday,
      (json) => (stamps(json)[0].signedTimestamp = 'AAAA'),
    ],
    [
      'SIGNATURE_INVALID',
      'with too many timestamps',
      () => yesterday,
      (json) => stamps(json).push(...Array(16).fill(stamps(json)[0])),
    ],
    ['SIGNATURE_INVALID', 'with a timestamp that is no text', () => yesterday, (json) => (stamps(json)[0] = 7)],
  ])('throws %s for a signature %s', async (code, _, bundle, change) => {
    await expect(verify(await bundle(), { notAfter, timestamps }, change)).resolves.toBe(code);
  });

  it('is good for a signature with as many timestamps as are read', async () => {
    const many = (json: any): void => void stamps(json).push(...Array(15).fill(stamps(json)[0]));
    await expect(verify(yesterday, { notAfter, timestamps }, many)).resolves.toBe('nothing thrown');
  });

  it('is not good where nobody is trusted to make timestamps', async () => {
    await expect(verify(yesterday, { notAfter })).resolves.toBe('SIGNATURE_INVALID');
  });

  it('takes the earliest of several timestamps', async () => {
    const later = await signAt(ago(1));
    const first = (await sourceAt(ago(24)).timestamp(signatureOf(later))).toString('base64');
    const both = (json: any): void => void stamps(json).push({ signedTimestamp: first });
    await expect(verify(later, { notAfter, timestamps }, both)).resolves.toBe('nothing thrown');
    const verifier = createKeyVerifier({ publicKeyPem: pair.publicKeyPem, timestamps });
    expect(verifier.verify(reread(later, both)).timestamps).toEqual([ago(24), ago(1)]);
  });
});

describe('a key that is accepted from twelve hours ago', () => {
  const notBefore = ago(12);

  it.each<[string, string, () => Promise<BundleJson> | BundleJson]>([
    ['SIGNATURE_INVALID', 'with a timestamp from before', () => yesterday],
    ['nothing thrown', 'with a timestamp from after', () => signAt(ago(1))],
    ['nothing thrown', 'without a timestamp', () => bare],
  ])('gives %s for a signature %s', async (code, _, bundle) => {
    await expect(verify(await bundle(), { notBefore, timestamps })).resolves.toBe(code);
  });

  it('throws SIGNATURE_INVALID for a signature without a timestamp before that', async () => {
    await expect(verify(bare, { notBefore, now: ago(13) })).resolves.toBe('SIGNATURE_INVALID');
  });

  it.each(['2026-02-31', 'yesterday', new Date(NaN)])('throws POLICY_INVALID for %s', async (invalid) => {
    await expect(verify(bare, { notBefore: invalid })).resolves.toBe('POLICY_INVALID');
  });

  it('counts a day from its beginning, and one that ends to its end', async () => {
    const day = { notBefore: '2026-03-01', notAfter: '2026-03-01' };
    await expect(verify(bare, { ...day, now: new Date('2026-03-01T00:00:00Z') })).resolves.toBe('nothing thrown');
    await expect(verify(bare, { ...day, now: new Date('2026-02-28T23:59:59.999Z') })).resolves.toBe(
      'SIGNATURE_INVALID',
    );
    await expect(verify(bare, { ...day, now: new Date('2026-03-01T23:59:59.999Z') })).resolves.toBe('nothing thrown');
    await expect(verify(bare, { ...day, now: new Date('2026-03-02T00:00:00Z') })).resolves.toBe('SIGNATURE_INVALID');
  });
});

describe('where a timestamp is required', () => {
  it.each<[string, string, () => Promise<BundleJson> | BundleJson, (json: any) => void]>([
    ['nothing thrown', 'with one of a trusted authority', () => yesterday, asItIs],
    ['TIMESTAMP_INVALID', 'without one', () => bare, asItIs],
    ['TIMESTAMP_INVALID', 'with one of somebody else', () => signAt(ago(24), other), asItIs],
    ['TIMESTAMP_INVALID', 'with that of another signature', () => bare, borrowStamp],
    ['SIGNATURE_INVALID', 'that does not verify', () => yesterday, tamperSignature],
  ])('gives %s for a signature %s', async (code, _, bundle, change) => {
    await expect(verify(await bundle(), { requireTimestamp: true, timestamps }, change)).resolves.toBe(code);
  });

  it('throws POLICY_INVALID where nobody is trusted to make one', async () => {
    await expect(verify(yesterday, { requireTimestamp: true })).resolves.toBe('POLICY_INVALID');
    const certificate = { caPem: caPem(authority), subject: 'CN=x', requireTimestamp: true };
    await expect(thrownCode(() => createCertificateVerifier(certificate))).resolves.toBe('POLICY_INVALID');
  });

  it('says why a timestamp does not count', async () => {
    const verifier = createKeyVerifier({ publicKeyPem: pair.publicKeyPem, requireTimestamp: true, timestamps });
    const bundle = reread(await signAt(ago(24), other));
    expect(() => verifier.verify(bundle)).toThrow(
      /trusted authority vouches.*the timestamp is not from a trusted authority/,
    );
  });
});

describe('a certificate that has expired', () => {
  const made = (async () => {
    const root = await createRoot({ subject: 'CN=root', notBefore: ago(48), notAfter: ago(12) });
    const leaf = await root.issue({ subject: 'CN=signer', notBefore: ago(48), notAfter: ago(13) });
    const sign = (time: Date, by = authority): Promise<BundleJson> =>
      createCertificateSigner({
        privateKeyPem: leaf.privateKeyPem,
        certificatesPem: leaf.pem,
        now: ago(24),
        timestampSource: sourceAt(time, by),
      }).sign(PAYLOAD);
    return { root, sign };
  })();

  const check = async (bundle: BundleJson, options: Partial<CertificateVerifierOptions> = {}): Promise<string> => {
    const { root } = await made;
    const verifier = createCertificateVerifier({ caPem: root.pem, subject: 'CN=signer', timestamps, ...options });
    return thrownCode(() => verifier.verify(reread(bundle)));
  };

  it.each<[string, string, Date, TimestampAuthority?]>([
    ['nothing thrown', 'from before it and its authority expired', ago(24)],
    ['CERTIFICATE_INVALID', 'from after it expired', ago(12.5)],
    ['CERTIFICATE_INVALID', 'from before it was valid', ago(48.5)],
    ['CERTIFICATE_INVALID', 'of somebody else', ago(24), other],
  ])('gives %s with a timestamp %s', async (code, _, time, by = authority) => {
    await expect((await made).sign(time, by).then((bundle) => check(bundle))).resolves.toBe(code);
  });

  it('is refused without a trusted authority, and says when it was signed with one', async () => {
    const bundle = await (await made).sign(ago(24));
    await expect(check(bundle, { timestamps: undefined })).resolves.toBe('CERTIFICATE_INVALID');
    const { root } = await made;
    const proven = createCertificateVerifier({ caPem: root.pem, subject: 'CN=signer', timestamps }).verify(
      reread(bundle),
    );
    expect(proven.timestamps).toEqual([ago(24)]);
    expect(proven.restsOn).toHaveLength(8);
    expect(proven.goodUntil).toBeUndefined();
  });

  it('throws TIMESTAMP_INVALID where one is required and that of somebody else is there', async () => {
    const bundle = await (await made).sign(ago(24), other);
    await expect(check(bundle, { requireTimestamp: true })).resolves.toBe('TIMESTAMP_INVALID');
  });
});

/** Puts the timestamp of yesterday's signature beside this one's. */
function borrowStamp(json: any): void {
  const { timestampVerificationData } = yesterday['verificationMaterial'] as any;
  json.verificationMaterial.timestampVerificationData = structuredClone(timestampVerificationData);
}

const signatureOf = (json: any): Buffer => Buffer.from(json.dsseEnvelope.signatures[0].sig, 'base64');
