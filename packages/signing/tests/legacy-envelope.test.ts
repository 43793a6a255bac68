// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { BUNDLE_MEDIA_TYPE, IN_TOTO_PAYLOAD_TYPE, OMS_LEGACY_TYPE, legacyPae, pae, parseBundle } from '@mpk/core';
import { createCertificateVerifier, createKeyVerifier, generateKeyPair } from '@mpk/signing';
import { thrownCode } from '@mpk/testkit';
import { createRoot } from '@mpk/testkit/pki';

const payloadOf = (predicateType: string): Buffer =>
  Buffer.from(
    JSON.stringify({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'a', digest: { sha256: 'ab'.repeat(32) } }],
      predicateType,
      predicate: {},
    }),
  );
const LEGACY = payloadOf(OMS_LEGACY_TYPE);

interface Form {
  payload?: Buffer;
  signed?: Buffer;
  hash?: string;
  material?: (pem: string) => object;
}

const asKey = (pem: string): object => ({
  publicKey: { rawBytes: Buffer.from(pem).toString('base64'), keyDetails: 'PKIX_ECDSA_P256_SHA_256' },
});

/** A bundle as model_signing 0.2 makes it, with what a test changes. */
function bundle(privateKeyPem: string, { payload = LEGACY, hash = 'sha256', material = asKey, ...more }: Form) {
  const key = createPrivateKey(privateKeyPem);
  const signed = more.signed ?? legacyPae(IN_TOTO_PAYLOAD_TYPE, LEGACY) ?? Buffer.alloc(0);
  const json = {
    mediaType: BUNDLE_MEDIA_TYPE,
    verificationMaterial: material(createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString()),
    dsseEnvelope: {
      payload: payload.toString('base64'),
      payloadType: IN_TOTO_PAYLOAD_TYPE,
      signatures: [{ sig: sign(hash, signed, key).toString('base64') }],
    },
  };
  return parseBundle(Buffer.from(JSON.stringify(json)));
}

const keys = generateKeyPair({ curve: 'P-384' });
const verifyForm = (form: Form): Promise<string> =>
  thrownCode(() => createKeyVerifier({ publicKeyPem: keys.publicKeyPem }).verify(bundle(keys.privateKeyPem, form)));

describe('a bundle of model_signing 0.2', () => {
  it.each(['P-256', 'P-384', 'P-521'] as const)('verifies over SHA-256 with a key on %s', (curve) => {
    const pair = generateKeyPair({ curve });
    const { identity } = createKeyVerifier({ publicKeyPem: pair.publicKeyPem }).verify(bundle(pair.privateKeyPem, {}));
    expect(identity.method).toBe('key');
  });

  it('verifies with a certificate', async () => {
    const root = await createRoot({ subject: 'CN=Root' });
    const leaf = await root.issue({ subject: 'CN=Release', key: 'P-384' });
    const rawBytes = leaf.pem.replace(/-----[A-Z ]+-----|\s/g, '');
    const material = (): object => ({ x509CertificateChain: { certificates: [{ rawBytes }] } });
    const verifier = createCertificateVerifier({ caPem: root.pem, subject: 'CN=Release' });
    expect(verifier.verify(bundle(leaf.privateKeyPem, { material })).identity.method).toBe('certificate');
  });

  it('also verifies signed as it should have been', async () => {
    expect(await verifyForm({ signed: pae(IN_TOTO_PAYLOAD_TYPE, LEGACY), hash: 'sha384' })).toBe('nothing thrown');
  });

  const v1 = payloadOf('https://model_signing/signature/v1.0');
  const cases: [string, Form][] = [
    ['another payload', { payload: Buffer.from(LEGACY.toString().replace('"a"', '"b"')) }],
    ['its encoding over SHA-384', { hash: 'sha384' }],
    ['the right encoding over SHA-256 on P-384', { signed: pae(IN_TOTO_PAYLOAD_TYPE, LEGACY) }],
    ['its encoding around a statement of OMS v1', { payload: v1, signed: encodedOld(v1) }],
    [
      'its encoding around another statement',
      { payload: payloadOf('https://x.example'), signed: encodedOld(payloadOf('https://x.example')) },
    ],
  ];
  it.each(cases)('is refused with %s', async (_, form) => {
    expect(await verifyForm(form)).toBe('SIGNATURE_INVALID');
  });

  it('is refused for another key', async () => {
    const other = generateKeyPair({ curve: 'P-256' });
    const form = { material: () => ({ publicKey: { hint: '' } }) };
    const verifier = createKeyVerifier({ publicKeyPem: other.publicKeyPem });
    expect(await thrownCode(() => verifier.verify(bundle(keys.privateKeyPem, form)))).toBe('SIGNATURE_INVALID');
  });
});

/** The old encoding of a payload for which nobody should make it. JSON of one line in ASCII has nothing to escape. */
function encodedOld(payload: Buffer): Buffer {
  const text = payload.toString();
  return Buffer.from(`DSSEV1 ${IN_TOTO_PAYLOAD_TYPE.length} ${IN_TOTO_PAYLOAD_TYPE} ${payload.length} b'${text}'`);
}
