// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes } from 'node:crypto';
import { isMpkError } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { createRoot } from '@mpk/testkit/pki';
import { PURPOSE, createTimestampAuthority, type TimestampAuthority, type TokenFields } from '@mpk/testkit/timestamps';
import { readTimestampAuthorities, verifyTimestamp } from '@mpk/signing/timestamp';

const HOUR_MS = 3_600_000;
const SIGNATURE = randomBytes(70);
const NOW = new Date(Math.floor(Date.now() / 1000) * 1000);

const ecdsa = await createTimestampAuthority();
const rsa = await createTimestampAuthority({ scheme: 'rsa', hash: 'sha512', intermediate: true });

type Hash = TokenFields['hash'];

interface Asked {
  readonly hash?: Hash;
  readonly certificates?: boolean;
  readonly time?: Date;
  readonly over?: Uint8Array;
}

function stamp(authority: TimestampAuthority, changes: Partial<TokenFields> = {}, asked: Asked = {}): Buffer {
  const { hash = 'sha256', certificates = true, time = NOW, over = SIGNATURE } = asked;
  const imprint = createHash(hash).update(over).digest();
  return authority.answer({ hash, imprint, nonce: Buffer.from([7]), certificates }, time, changes);
}

const pemOf = (authority: TimestampAuthority): string => authority.authorities.map(({ pem }) => pem).join('');
const trusting = (...authorities: TimestampAuthority[]) =>
  readTimestampAuthorities({ caPem: authorities.map(pemOf).join('') });

/** A trusted root that knows these authorities, and nothing else. */
function rootOf(authority: TimestampAuthority, validFor: object = { start: '2020-01-01T00:00:00Z' }, leaf = true) {
  const certificates = authority.chain.slice(leaf ? 0 : 1).map((der) => ({ rawBytes: der.toString('base64') }));
  const root = {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    timestampAuthorities: [{ certChain: { certificates }, validFor }],
  };
  return readTimestampAuthorities({ trustedRoot: Buffer.from(JSON.stringify(root)) });
}

const codeOf = (der: Buffer, authorities = trusting(ecdsa, rsa)): Promise<string> =>
  thrownCode(() => verifyTimestamp(der, SIGNATURE, authorities));

describe('a timestamp', () => {
  it('proves its time, and says which certificates it rests on', () => {
    const { time, restsOn } = verifyTimestamp(stamp(rsa), SIGNATURE, trusting(rsa));
    expect(time).toEqual(NOW);
    // The intermediate authority is given, so that the chain ends there.
    expect(restsOn).toHaveLength(4);
    expect(restsOn[0]).toBe(`sha256:${createHash('sha256').update(rsa.signer.der).digest('hex')}`);
  });

  it('keeps milliseconds, and more digits than those do not hurt', () => {
    const time = new Date(NOW.getTime() + 120);
    expect(verifyTimestamp(stamp(ecdsa, {}, { time }), SIGNATURE, trusting(ecdsa)).time).toEqual(time);
  });

  it.each<[string, Hash]>([
    ['ecdsa', 'sha256'],
    ['ecdsa', 'sha384'],
    ['ecdsa', 'sha512'],
    ['rsa', 'sha256'],
    ['rsa', 'sha384'],
    ['rsa', 'sha512'],
    ['rsa-hash', 'sha256'],
    ['rsa-hash', 'sha512'],
    ['rsa-pss', 'sha256'],
    ['rsa-pss', 'sha384'],
    ['rsa-pss', 'sha512'],
  ])('verifies with %s and %s', async (scheme, hash) => {
    const authority = scheme === 'ecdsa' ? ecdsa : rsa;
    const changes = { scheme, hash } as Partial<TokenFields>;
    await expect(codeOf(stamp(authority, changes))).resolves.toBe('nothing thrown');
    await expect(codeOf(stamp(authority, { ...changes, breakSignature: true }))).resolves.toBe('TIMESTAMP_INVALID');
  });

  it.each(['sha256', 'sha384', 'sha512'] as const)('verifies over the %s of a signature', async (hash) => {
    await expect(codeOf(stamp(ecdsa, {}, { hash }))).resolves.toBe('nothing thrown');
    await expect(codeOf(stamp(ecdsa, {}, { hash, over: randomBytes(70) }))).resolves.toBe('TIMESTAMP_INVALID');
  });

  it('verifies when it was granted with modifications', async () => {
    const granted = stamp(ecdsa);
    expect(granted.subarray(4, 9).toString('hex')).toBe('3003020100');
    granted[8] = 1;
    await expect(codeOf(granted)).resolves.toBe('nothing thrown');
    granted[8] = 2;
    await expect(codeOf(granted)).resolves.toBe('TIMESTAMP_INVALID');
  });

  it.each<[string, Partial<TokenFields>]>([
    ['by the older attribute', { signingCertificate: 'v1' }],
    ['by no attribute', { signingCertificate: 'none' }],
  ])('verifies when the certificate is named %s', async (_, changes) => {
    await expect(codeOf(stamp(ecdsa, changes))).resolves.toBe('nothing thrown');
  });
});

describe('the certificate of a timestamp', () => {
  it('comes from the trusted root, where the timestamp brings none', async () => {
    const bare = stamp(rsa, {}, { certificates: false });
    await expect(codeOf(bare, rootOf(rsa))).resolves.toBe('nothing thrown');
    await expect(codeOf(bare, trusting(rsa))).resolves.toBe('TIMESTAMP_INVALID');
    const withSigner = readTimestampAuthorities({ caPem: `${rsa.signer.pem}${pemOf(rsa)}` });
    await expect(codeOf(bare, withSigner)).resolves.toBe('nothing thrown');
  });

  it('comes from the timestamp, where the trusted root names only authorities', async () => {
    await expect(codeOf(stamp(rsa), rootOf(rsa, undefined, false))).resolves.toBe('nothing thrown');
  });

  it('is the one of the trusted root, where that names one', async () => {
    const changed = await rsa.authorities[0]!.issue({
      subject: 'CN=another signer',
      key: 'RSA-2048',
      extensions: [timeStamping()],
    });
    const other = stamp(rsa, { signer: changed, certificates: [changed.der, rsa.authorities[0]!.der] });
    await expect(codeOf(other, rootOf(rsa, undefined, false))).resolves.toBe('nothing thrown');
    await expect(codeOf(other, rootOf(rsa))).resolves.toBe('TIMESTAMP_INVALID');
  });

  it.each([
    ['before the authority is trusted', { start: new Date(NOW.getTime() + 1000).toISOString() }],
    [
      'after the authority was trusted',
      { start: '2020-01-01T00:00:00Z', end: new Date(NOW.getTime() - 1000).toISOString() },
    ],
  ])('does not help %s', async (_, validFor) => {
    await expect(codeOf(stamp(ecdsa), rootOf(ecdsa, validFor))).resolves.toBe('TIMESTAMP_INVALID');
  });

  it('is good at both ends of the time for which the authority is trusted', async () => {
    const at = NOW.toISOString();
    await expect(codeOf(stamp(ecdsa), rootOf(ecdsa, { start: at, end: at }))).resolves.toBe('nothing thrown');
  });

  it.each<[string, Parameters<typeof createTimestampAuthority>[0]]>([
    ['is also for code signing', { purposes: [PURPOSE.timeStamping, PURPOSE.codeSigning] }],
    ['is for code signing', { purposes: [PURPOSE.codeSigning] }],
    ['is not critically for time stamping', { purposesCritical: false }],
    ['has no purpose', { certificate: { extensions: [] } }],
    ['is for encryption', { certificate: { keyUsage: ['keyEncipherment'], extensions: [timeStamping()] } }],
    ['has a short RSA key', { scheme: 'rsa', certificate: { key: 'RSA-1024' } }],
    ['had expired', { certificate: { notAfter: new Date(NOW.getTime() - 1000) } }],
    ['was not valid yet', { certificate: { notBefore: new Date(NOW.getTime() + 5000) } }],
  ])('is refused where it %s', async (_, options) => {
    const authority = await createTimestampAuthority(options);
    for (const trust of [trusting(authority), rootOf(authority)]) {
      await expect(codeOf(stamp(authority), trust)).resolves.toBe('TIMESTAMP_INVALID');
    }
  });

  it('may have expired since, and its authorities too', async () => {
    const [notBefore, notAfter] = [new Date(NOW.getTime() - 48 * HOUR_MS), new Date(NOW.getTime() - 24 * HOUR_MS)];
    const old = await createTimestampAuthority({ notBefore, notAfter });
    const then = stamp(old, {}, { time: new Date(NOW.getTime() - 36 * HOUR_MS) });
    await expect(codeOf(then, trusting(old))).resolves.toBe('nothing thrown');
    await expect(codeOf(stamp(old), trusting(old))).resolves.toBe('TIMESTAMP_INVALID');
  });

  it('is refused from an authority that may not issue certificates', async () => {
    const root = await createRoot({ subject: 'CN=no authority', isCa: true, keyUsage: ['digitalSignature'] });
    const signer = await root.issue({ subject: 'CN=signer', extensions: [timeStamping()] });
    const trust = readTimestampAuthorities({ caPem: root.pem });
    await expect(codeOf(stamp(ecdsa, { signer, certificates: [signer.der] }), trust)).resolves.toBe(
      'TIMESTAMP_INVALID',
    );
  });

  it('is refused where nobody trusted issued it', async () => {
    await expect(codeOf(stamp(ecdsa), trusting(rsa))).resolves.toBe('TIMESTAMP_INVALID');
    await expect(codeOf(stamp(ecdsa), [])).resolves.toBe('TIMESTAMP_INVALID');
  });

  it('does not stand in for an intermediate authority that is missing', async () => {
    const trust = readTimestampAuthorities({ caPem: rsa.authorities[1]!.pem });
    await expect(codeOf(stamp(rsa), trust)).resolves.toBe('nothing thrown');
    await expect(codeOf(stamp(rsa, { certificates: [rsa.signer.der] }), trust)).resolves.toBe('TIMESTAMP_INVALID');
  });
});

describe('a timestamp that names its signer by key', () => {
  const keyId = Buffer.from('0102030405', 'hex');
  const made = createTimestampAuthority({
    certificate: {
      extensions: [timeStamping(), { oid: '2.5.29.14', critical: false, value: Buffer.from('04050102030405', 'hex') }],
    },
  });

  it('verifies, and not where it names another key', async () => {
    const authority = await made;
    const trust = trusting(authority);
    await expect(codeOf(stamp(authority, { signerKeyId: keyId }), trust)).resolves.toBe('nothing thrown');
    await expect(codeOf(stamp(authority, { signerKeyId: Buffer.from([1]) }), trust)).resolves.toBe('TIMESTAMP_INVALID');
    await expect(codeOf(stamp(ecdsa, { signerKeyId: keyId }))).resolves.toBe('TIMESTAMP_INVALID');
  });
});

it('a timestamp may bring along as many certificates as are read', async () => {
  const certificates = [...ecdsa.chain, ...Array<Buffer>(14).fill(rsa.signer.der)];
  await expect(codeOf(stamp(ecdsa, { certificates }))).resolves.toBe('nothing thrown');
});

describe('a timestamp that is not what it says', () => {
  it.each<[string, string, Partial<TokenFields>]>([
    ['TIMESTAMP_INVALID', 'is over another signature', { imprint: Buffer.alloc(32) }],
    ['TIMESTAMP_INVALID', 'has a broken signature', { breakSignature: true }],
    ['TIMESTAMP_INVALID', 'holds another kind of content', { eContentType: '1.2.840.113549.1.7.1' }],
    ['TIMESTAMP_INVALID', 'signs another kind of content', { attributeContentType: '1.2.840.113549.1.7.1' }],
    ['TIMESTAMP_INVALID', 'does not sign what kind of content it has', { attributeContentType: null }],
    ['TIMESTAMP_INVALID', 'signs the digest of other content', { messageDigest: Buffer.alloc(32) }],
    ['TIMESTAMP_INVALID', 'signs no digest', { messageDigest: null }],
    ['TIMESTAMP_INVALID', 'is signed with another key', { signer: rsa.signer, scheme: 'rsa' }],
    ['TIMESTAMP_INVALID', 'names another certificate', { signingCertificateOf: rsa.signer.der }],
    [
      'TIMESTAMP_INVALID',
      'names another certificate, the older way',
      { signingCertificate: 'v1', signingCertificateOf: rsa.signer.der },
    ],
    ['TIMESTAMP_INVALID', 'is from a certificate that is not there', { certificates: [] }],
    [
      'INPUT_MALFORMED',
      'names no certificate where it should',
      { signingCertificate: 'none', attributes: [Buffer.from('3013060b2a864886f70d010910022f310430023000', 'hex')] },
    ],
    ['INPUT_MALFORMED', 'has two signers', { signers: 2 }],
    ['INPUT_MALFORMED', 'has no signer', { signers: 0 }],
    ['INPUT_MALFORMED', 'is no signed data', { contentType: '1.2.840.113549.1.7.1' }],
    ['INPUT_MALFORMED', 'holds a certificate that is none', { certificates: [Buffer.from('3003020101', 'hex')] }],
    ['INPUT_MALFORMED', 'has an attribute twice', { attributes: [contentTypeAttribute()] }],
    ['INPUT_MALFORMED', 'has an attribute without a value', { attributes: [Buffer.from('300706032a03043100', 'hex')] }],
    [
      'INPUT_MALFORMED',
      'has an attribute with two values',
      { attributes: [Buffer.from('300b06032a0304310405000500', 'hex')] },
    ],
    [
      'INPUT_MALFORMED',
      'has an attribute with something beside its values',
      { attributes: [Buffer.from('300b06032a0304310205000500', 'hex')] },
    ],
    ['INPUT_TOO_LARGE', 'has too many certificates', { certificates: Array(17).fill(ecdsa.signer.der) }],
    ['INPUT_UNSUPPORTED', 'is of another version', { version: 2 }],
    ['INPUT_UNSUPPORTED', 'has a critical extension', { criticalExtension: true }],
    ['INPUT_UNSUPPORTED', 'is over a SHA-1', { imprintHash: 'sha1', imprint: Buffer.alloc(20) }],
    ['INPUT_UNSUPPORTED', 'is signed over a SHA-1', { hash: 'sha1' }],
  ])('throws %s where it %s', async (code, _, changes) => {
    await expect(codeOf(stamp(ecdsa, changes), trusting(ecdsa))).resolves.toBe(code);
  });

  it.each<[string, string, (der: Buffer) => Buffer]>([
    ['INPUT_MALFORMED', 'nothing', () => Buffer.alloc(0)],
    ['INPUT_MALFORMED', 'text', () => Buffer.from('no timestamp')],
    ['INPUT_MALFORMED', 'half of one', (der) => der.subarray(0, der.length / 2)],
    ['INPUT_MALFORMED', 'one with bytes after it', (der) => Buffer.concat([der, Buffer.alloc(1)])],
    ['TIMESTAMP_INVALID', 'a refusal', () => Buffer.from('30053003020102', 'hex')],
    ['INPUT_MALFORMED', 'a grant without a timestamp', () => Buffer.from('30053003020100', 'hex')],
    ['INPUT_TOO_LARGE', 'more than 64 KiB', () => Buffer.alloc(64 * 1024 + 1)],
  ])('throws %s for %s', async (code, _, change) => {
    await expect(codeOf(change(stamp(ecdsa)))).resolves.toBe(code);
  });

  it('never passes with another time, nor crashes, whichever bit is flipped', () => {
    const good = stamp(ecdsa);
    const authorities = trusting(ecdsa);
    for (let bit = 0; bit < good.length * 8; bit += 3) {
      const bad = Buffer.from(good);
      bad[bit >> 3]! ^= 1 << (bit & 7);
      try {
        expect(verifyTimestamp(bad, SIGNATURE, authorities).time).toEqual(NOW);
      } catch (error) {
        if (!isMpkError(error)) throw error;
      }
    }
  });
});

describe('the authorities', () => {
  it.each<[string, string, () => unknown]>([
    ['POLICY_INVALID', 'without an authority', () => readTimestampAuthorities({ caPem: ecdsa.signer.pem })],
    ['INPUT_MALFORMED', 'without a certificate', () => readTimestampAuthorities({ caPem: 'nothing' })],
    ['INPUT_MALFORMED', 'with a private key', () => readTimestampAuthorities({ caPem: ecdsa.signer.privateKeyPem })],
    ['POLICY_INVALID', 'of a root without any', () => rootOf({ ...ecdsa, chain: [] })],
    ['INPUT_MALFORMED', 'of a root that trusts since ever', () => rootOf(ecdsa, {})],
    ['INPUT_MALFORMED', 'of a root with a time that is none', () => rootOf(ecdsa, { start: 'yesterday' })],
  ])('throw %s from a file %s', async (code, _, read) => {
    await expect(thrownCode(read)).resolves.toBe(code);
  });
});

function timeStamping(): { oid: string; critical: boolean; value: Buffer } {
  return { oid: '2.5.29.37', critical: true, value: Buffer.from('300a06082b06010505070308', 'hex') };
}

/** contentType: id-ct-TSTInfo, once more. */
function contentTypeAttribute(): Buffer {
  return Buffer.from('301a06092a864886f70d010903310d060b2a864886f70d0109100104', 'hex');
}
