// SPDX-License-Identifier: Apache-2.0
import { createHash, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { Verifier, toSignedEntity, toTrustMaterial } from '@sigstore/verify';
import { IN_TOTO_PAYLOAD_TYPE, pae, verifyStatement, type BundleJson } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import {
  KEY_CURVES,
  createKeySigner,
  createKeyVerifier,
  generateKeyPair,
  keyDigest,
  keyHint,
  readPublicKey,
  type KeyVerifierOptions,
} from '@mpk/signing';
import { PAYLOAD, reread, tamperPayload, tamperSignature } from './bundles.js';

const pair = generateKeyPair({ curve: 'P-256' });
const other = generateKeyPair({ curve: 'P-256' });
const hint = keyHint(readPublicKey(pair.publicKeyPem));
const signed = await createKeySigner(pair).sign(PAYLOAD);

type KeyPairKeyObjects = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

const verifyWith = (options: Partial<KeyVerifierOptions>, change?: (json: any) => void): Promise<string> =>
  thrownCode(() => createKeyVerifier({ publicKeyPem: pair.publicKeyPem, ...options }).verify(reread(signed, change)));

describe('a bundle signed with a key', () => {
  it('has the shape that OMS v1.0 demands, and nothing else', () => {
    expect(signed).toEqual({
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial: { publicKey: { hint }, tlogEntries: [] },
      dsseEnvelope: {
        payload: PAYLOAD.toString('base64'),
        payloadType: 'application/vnd.in-toto+json',
        signatures: [{ sig: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/), keyid: '' }],
      },
    });
  });

  it.each(KEY_CURVES)('verifies on curve %s and says which key signed', async (curve) => {
    const keys = generateKeyPair({ curve, password: 'pw' });
    const bundle = reread(await createKeySigner({ privateKeyPem: keys.privateKeyPem, password: 'pw' }).sign(PAYLOAD));
    const { statement, signer } = verifyStatement(bundle, createKeyVerifier({ publicKeyPem: keys.publicKeyPem }));
    expect(statement.subject[0]?.name).toBe('model');
    const digest = keyDigest(readPublicKey(keys.publicKeyPem));
    expect(signer).toEqual({ identity: { method: 'key', keyDigest: digest }, timestamps: [], restsOn: [digest] });
  });

  it.each([
    ['SIGNATURE_INVALID', 'a changed payload', tamperPayload],
    ['SIGNATURE_INVALID', 'a changed signature', tamperSignature],
    ['SIGNATURE_INVALID', 'a signature that is not DER', (json: any) => (json.dsseEnvelope.signatures[0].sig = 'AAAA')],
    [
      'IDENTITY_MISMATCH',
      "another key's hint",
      (json: any) => (json.verificationMaterial.publicKey.hint = keyHint(readPublicKey(other.publicKeyPem))),
    ],
  ])('throws %s for %s', async (code, _, change) => {
    await expect(verifyWith({}, change)).resolves.toBe(code);
  });

  it('knows the key by the hint that cosign writes, and no other by it', async () => {
    const spki = createPublicKey(pair.publicKeyPem).export({ type: 'spki', format: 'der' });
    const asCosign = (json: any): void => {
      json.verificationMaterial.publicKey.hint = createHash('sha256').update(spki).digest('base64');
    };
    await expect(verifyWith({}, asCosign)).resolves.toBe('nothing thrown');
    await expect(verifyWith({ publicKeyPem: other.publicKeyPem }, asCosign)).resolves.toBe('IDENTITY_MISMATCH');
  });

  it('throws IDENTITY_MISMATCH for another key than that of the hint', async () => {
    await expect(verifyWith({ publicKeyPem: other.publicKeyPem })).resolves.toBe('IDENTITY_MISMATCH');
  });

  it('throws SIGNATURE_INVALID for another key when the hint was made to fit', async () => {
    const lie = (json: any): void => {
      json.verificationMaterial.publicKey.hint = keyHint(readPublicKey(other.publicKeyPem));
    };
    await expect(verifyWith({ publicKeyPem: other.publicKeyPem }, lie)).resolves.toBe('SIGNATURE_INVALID');
  });

  it('throws IDENTITY_MISMATCH where the bundle was signed by another method', async () => {
    const asCertificate = (json: any): void => {
      json.verificationMaterial = { x509CertificateChain: { certificates: [{ rawBytes: 'AAAA' }] } };
    };
    await expect(verifyWith({}, asCertificate)).resolves.toBe('IDENTITY_MISMATCH');
  });

  /** How a bundle ends whose signature is made here, by Node alone. */
  function verifySignedBy(key: KeyPairKeyObjects, signature: (message: Buffer) => Buffer): Promise<string> {
    const { publicKey } = key;
    const sig = signature(pae(IN_TOTO_PAYLOAD_TYPE, PAYLOAD)).toString('base64');
    const change = (json: any): void => {
      json.verificationMaterial.publicKey.hint = keyHint(publicKey);
      json.dsseEnvelope.signatures[0].sig = sig;
    };
    return verifyWith({ publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }) }, change);
  }

  it.each([
    ['nothing thrown', 'P-256', 'sha256'],
    ['SIGNATURE_INVALID', 'P-256', 'sha512'],
    ['nothing thrown', 'P-384', 'sha384'],
    ['SIGNATURE_INVALID', 'P-384', 'sha256'],
    ['nothing thrown', 'P-521', 'sha512'],
    ['SIGNATURE_INVALID', 'P-521', 'sha256'],
  ])('gives %s for a %s signature over %s', async (code, namedCurve, hash) => {
    const key = generateKeyPairSync('ec', { namedCurve });
    await expect(verifySignedBy(key, (message) => sign(hash, message, key.privateKey))).resolves.toBe(code);
  });

  it('refuses a signature with its halves side by side, which is not DER', async () => {
    const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const options = { key: key.privateKey, dsaEncoding: 'ieee-p1363' } as const;
    await expect(verifySignedBy(key, (message) => sign('sha256', message, options))).resolves.toBe('SIGNATURE_INVALID');
  });

  it('verifies Ed25519 over the message itself, and nothing shorter or longer', async () => {
    const key = generateKeyPairSync('ed25519');
    const signPae = (message: Buffer): Buffer => sign(null, message, key.privateKey);
    await expect(verifySignedBy(key, signPae)).resolves.toBe('nothing thrown');
    const cut = (message: Buffer): Buffer => signPae(message).subarray(0, 63);
    await expect(verifySignedBy(key, cut)).resolves.toBe('SIGNATURE_INVALID');
    const longer = (message: Buffer): Buffer => Buffer.concat([signPae(message), Buffer.alloc(1)]);
    await expect(verifySignedBy(key, longer)).resolves.toBe('SIGNATURE_INVALID');
    const ofDigest = (message: Buffer): Buffer => signPae(createHash('sha512').update(message).digest());
    await expect(verifySignedBy(key, ofDigest)).resolves.toBe('SIGNATURE_INVALID');
  });
});

describe('a bundle of model_signing 1.0, with the key in place of a hint', () => {
  const embed = (pem: string) => (json: any) => {
    json.verificationMaterial.publicKey = {
      rawBytes: Buffer.from(pem).toString('base64'),
      keyDetails: 'PKIX_ECDSA_P256_SHA_256',
    };
  };

  it('verifies with that key', async () => {
    await expect(verifyWith({}, embed(pair.publicKeyPem))).resolves.toBe('nothing thrown');
  });

  it('does not take the embedded key for a trusted one', async () => {
    const options = { publicKeyPem: other.publicKeyPem };
    await expect(verifyWith(options, embed(pair.publicKeyPem))).resolves.toBe('IDENTITY_MISMATCH');
  });

  it('throws INPUT_MALFORMED where the embedded key cannot be read', async () => {
    await expect(verifyWith({}, embed('no key'))).resolves.toBe('INPUT_MALFORMED');
  });

  it('relies on the signature where rawBytes is not even text', async () => {
    const nonsense = (json: any): void => {
      json.verificationMaterial.publicKey = { rawBytes: 7 };
    };
    await expect(verifyWith({}, nonsense)).resolves.toBe('nothing thrown');
  });
});

describe('notAfter', () => {
  const on = (text: string): Date => new Date(text);

  it.each([
    ['nothing thrown', '2026-06-30', on('2026-06-30T23:59:59.999Z')],
    ['SIGNATURE_INVALID', '2026-06-30', on('2026-07-01T00:00:00.000Z')],
    ['nothing thrown', '2026-06-30T12:00:00Z', on('2026-06-30T12:00:00.000Z')],
    ['SIGNATURE_INVALID', '2026-06-30T12:00:00Z', on('2026-06-30T12:00:00.001Z')],
    ['SIGNATURE_INVALID', on('2026-06-30T12:00:00Z'), on('2026-06-30T12:00:01Z')],
  ])('gives %s for notAfter %s at %s', async (code, notAfter, now) => {
    await expect(verifyWith({ notAfter, now })).resolves.toBe(code);
  });

  it('is compared with the real clock when none is given', async () => {
    await expect(verifyWith({ notAfter: '2020-01-01' })).resolves.toBe('SIGNATURE_INVALID');
    await expect(verifyWith({ notAfter: '9999-12-31' })).resolves.toBe('nothing thrown');
  });

  it.each(['', 'tomorrow', '2026-02-31', '2026-06-30T25:00:00Z', '2026-06-30T12:00:00+02:00', new Date(Number.NaN)])(
    'throws POLICY_INVALID for %s',
    async (notAfter) => {
      await expect(verifyWith({ notAfter })).resolves.toBe('POLICY_INVALID');
    },
  );
});

describe('our key bundles in sigstore-js', () => {
  /** Verifies with `@sigstore/verify` itself, which knows the key by any hint. */
  async function verifyThere(curve: (typeof KEY_CURVES)[number]): Promise<void> {
    const keys = generateKeyPair({ curve });
    const publicKey = readPublicKey(keys.publicKeyPem);
    const material = toTrustMaterial(TrustedRoot.fromJSON({}), () => ({ publicKey, validFor: () => true }));
    const bundle = bundleFromJSON(await createKeySigner(keys).sign(PAYLOAD));
    new Verifier(material, { tlogThreshold: 0, timestampThreshold: 0 }).verify(toSignedEntity(bundle));
  }

  it.each(['P-256', 'Ed25519'] as const)('verify on curve %s', async (curve) => {
    await expect(verifyThere(curve)).resolves.toBeUndefined();
  });

  // It hashes with SHA-256 whatever the curve; should this one day pass, docs/reference/signer-plugin.md can say so.
  it.each(['P-384', 'P-521'] as const)('do not verify on curve %s', async (curve) => {
    await expect(verifyThere(curve)).rejects.toThrow('signature verification failed');
  });
});

it('signs nothing with a key that cannot be read', async () => {
  const sign = (): BundleJson => createKeySigner({ privateKeyPem: 'no key' }) as unknown as BundleJson;
  await expect(thrownCode(sign)).resolves.toBe('KEY_INVALID');
});
