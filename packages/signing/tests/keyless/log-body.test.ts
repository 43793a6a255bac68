// SPDX-License-Identifier: Apache-2.0
import { createHash, createPublicKey, randomBytes } from 'node:crypto';
import { IN_TOTO_PAYLOAD_TYPE, pae } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { createRoot } from '@mpk/testkit/pki';
import { assertLogged, type EntryVerifier } from '../../src/keyless/log-body.js';
import type { LogEntry } from '../../src/keyless/log-entry.js';
import { envelopeContent, messageContent } from '../../src/keyless/signed-content.js';
import { PAYLOAD } from '../bundles.js';

const SIGNATURE = randomBytes(70);
const SIG = SIGNATURE.toString('base64');
const signer = await createRoot({ subject: 'CN=signer' });
const publicKey = createPublicKey(signer.publicKeyPem);
const certificate: EntryVerifier = { certificate: signer.der };

const envelope = envelopeContent({ payload: PAYLOAD, payloadType: IN_TOTO_PAYLOAD_TYPE, signature: SIGNATURE });
const message = messageContent(PAYLOAD, SIGNATURE);

const digest = (bytes: Uint8Array, hash: string, encoding: 'hex' | 'base64'): string =>
  createHash(hash).update(bytes).digest(encoding);
const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64');
const signed = pae(IN_TOTO_PAYLOAD_TYPE, PAYLOAD);

const entryOf = (kind: string, version: string, spec: unknown, body: object = {}): LogEntry =>
  ({
    kind,
    version,
    body: Buffer.from(JSON.stringify({ kind, apiVersion: version, spec, ...body })),
  }) as unknown as LogEntry;

const dsseV1 = (change: object = {}) => ({
  payloadHash: { algorithm: 'sha256', value: digest(PAYLOAD, 'sha256', 'hex') },
  signatures: [{ signature: SIG, verifier: base64(signer.pem) }],
  ...change,
});
const intotoV1 = (change: object = {}) => ({
  content: {
    envelope: { signatures: [{ sig: base64(SIG), publicKey: base64(signer.pem) }] },
    payloadHash: { algorithm: 'sha256', value: digest(PAYLOAD, 'sha256', 'hex') },
    ...change,
  },
});
const hashedV1 = (bytes: Uint8Array, pem: string, hash = 'sha256') => ({
  data: { hash: { algorithm: hash, value: digest(bytes, hash, 'hex') } },
  signature: { content: SIG, publicKey: { content: base64(pem) } },
});
const x509 = { x509Certificate: { rawBytes: base64(signer.der) } };
const hashedV2 = (bytes: Uint8Array, verifier: object = x509, algorithm = 'SHA2_256', hash = 'sha256') => ({
  hashedRekordV002: {
    data: { algorithm, digest: digest(bytes, hash, 'base64') },
    signature: { content: SIG, verifier },
  },
});
const dsseV2 = (change: object = {}) => ({
  dsseV002: {
    payloadHash: { algorithm: 'SHA2_256', digest: digest(PAYLOAD, 'sha256', 'base64') },
    signatures: [{ content: SIG, verifier: x509 }],
    ...change,
  },
});

const spki = { publicKey: { rawBytes: base64(publicKey.export({ type: 'spki', format: 'der' })) } };

describe('a log entry', () => {
  it.each<[string, LogEntry, EntryVerifier, typeof envelope]>([
    ['dsse 0.0.1', entryOf('dsse', '0.0.1', dsseV1()), certificate, envelope],
    ['intoto 0.0.2', entryOf('intoto', '0.0.2', intotoV1()), certificate, envelope],
    [
      'hashedrekord 0.0.1 of an envelope',
      entryOf('hashedrekord', '0.0.1', hashedV1(signed, signer.pem)),
      certificate,
      envelope,
    ],
    [
      'hashedrekord 0.0.1 of a file',
      entryOf('hashedrekord', '0.0.1', hashedV1(PAYLOAD, signer.pem)),
      certificate,
      message,
    ],
    [
      'hashedrekord 0.0.1 over SHA-512',
      entryOf('hashedrekord', '0.0.1', hashedV1(PAYLOAD, signer.pem, 'sha512')),
      certificate,
      message,
    ],
    [
      'hashedrekord 0.0.1 with a key',
      entryOf('hashedrekord', '0.0.1', hashedV1(PAYLOAD, signer.publicKeyPem)),
      { publicKey },
      message,
    ],
    ['hashedrekord 0.0.2 of an envelope', entryOf('hashedrekord', '0.0.2', hashedV2(signed)), certificate, envelope],
    [
      'hashedrekord 0.0.2 over SHA-384',
      entryOf('hashedrekord', '0.0.2', hashedV2(PAYLOAD, x509, 'SHA2_384', 'sha384')),
      certificate,
      message,
    ],
    [
      'hashedrekord 0.0.2 with a key',
      entryOf('hashedrekord', '0.0.2', hashedV2(PAYLOAD, spki)),
      { publicKey },
      message,
    ],
    ['dsse 0.0.2', entryOf('dsse', '0.0.2', dsseV2()), certificate, envelope],
  ])('is about a signature: %s', async (_, entry, verifier, content) => {
    const check = (by: EntryVerifier, of: typeof envelope) => thrownCode(() => assertLogged(entry, of, by));
    await expect(check(verifier, content)).resolves.toBe('nothing thrown');
    // And about no other.
    await expect(check(verifier, { ...content, signature: randomBytes(70) })).resolves.toBe('LOG_ENTRY_INVALID');
    const otherBytes = { ...content, digest: () => Buffer.alloc(32), payloadDigest: () => Buffer.alloc(32) };
    await expect(check(verifier, otherBytes)).resolves.toBe('LOG_ENTRY_INVALID');
    await expect(check({ certificate: Buffer.from('other') }, content)).resolves.toBe('LOG_ENTRY_INVALID');
  });

  const signature = dsseV1().signatures[0];

  it.each<[string, LogEntry]>([
    ['says another kind inside', entryOf('dsse', '0.0.1', dsseV1(), { kind: 'intoto' })],
    ['says another version inside', entryOf('dsse', '0.0.1', dsseV1(), { apiVersion: '0.0.2' })],
    ['is of a kind that is not known', entryOf('rekord', '0.0.1', dsseV1())],
    ['is of a version that is not known', entryOf('dsse', '0.0.3', dsseV1())],
    ['has two signatures', entryOf('dsse', '0.0.1', dsseV1({ signatures: [signature, signature] }))],
    ['has no signature', entryOf('dsse', '0.0.1', dsseV1({ signatures: [] }))],
    ['has signatures that are text', entryOf('dsse', '0.0.1', dsseV1({ signatures: SIG }))],
    [
      'has its signature in other base64',
      entryOf('dsse', '0.0.1', dsseV1({ signatures: [{ ...signature, signature: `${SIG}\n` }] })),
    ],
    [
      'has two certificates',
      entryOf('dsse', '0.0.1', dsseV1({ signatures: [{ ...signature, verifier: base64(signer.pem + signer.pem) }] })),
    ],
    [
      'has a private key',
      entryOf('dsse', '0.0.1', dsseV1({ signatures: [{ ...signature, verifier: base64(signer.privateKeyPem) }] })),
    ],
    [
      'has the certificate under another name',
      entryOf(
        'dsse',
        '0.0.1',
        dsseV1({
          signatures: [{ ...signature, verifier: base64(signer.pem.replaceAll('CERTIFICATE', 'TRUSTED CERTIFICATE')) }],
        }),
      ),
    ],
    ['has no certificate', entryOf('dsse', '0.0.1', dsseV1({ signatures: [{ ...signature, verifier: 'AAAA' }] }))],
    [
      'has a digest in capitals',
      entryOf(
        'dsse',
        '0.0.1',
        dsseV1({ payloadHash: { algorithm: 'sha256', value: digest(PAYLOAD, 'sha256', 'hex').toUpperCase() } }),
      ),
    ],
    [
      'has a digest that goes on',
      entryOf(
        'dsse',
        '0.0.1',
        dsseV1({ payloadHash: { algorithm: 'sha256', value: `${digest(PAYLOAD, 'sha256', 'hex')}zz` } }),
      ),
    ],
    [
      'has a digest of an unknown kind',
      entryOf('dsse', '0.0.1', dsseV1({ payloadHash: { algorithm: 'md5', value: digest(PAYLOAD, 'md5', 'hex') } })),
    ],
    [
      'has two signatures in version 2',
      entryOf(
        'dsse',
        '0.0.2',
        dsseV2({
          signatures: [
            { content: SIG, verifier: x509 },
            { content: SIG, verifier: x509 },
          ],
        }),
      ),
    ],
    ['has no verifier in version 2', entryOf('hashedrekord', '0.0.2', hashedV2(signed, {}))],
    [
      'holds a key twice',
      { kind: 'dsse', version: '0.0.1', body: Buffer.from('{"kind":"dsse","kind":"dsse"}') } as LogEntry,
    ],
  ])('throws LOG_ENTRY_INVALID where it %s', async (_, entry) => {
    await expect(thrownCode(() => assertLogged(entry, envelope, certificate))).resolves.toBe('LOG_ENTRY_INVALID');
  });

  it('of an envelope is not about a file with the same bytes', async () => {
    const entry = entryOf('dsse', '0.0.1', dsseV1());
    await expect(thrownCode(() => assertLogged(entry, message, certificate))).resolves.toBe('LOG_ENTRY_INVALID');
  });
});
