// SPDX-License-Identifier: Apache-2.0
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const LIFETIME_MS = 24 * 60 * 60 * 1000;
const ECDSA_P256 = { name: 'ECDSA', namedCurve: 'P-256' };
const { subtle } = webcrypto;

/** How authorities sign. */
export const ECDSA_SHA256 = { name: 'ECDSA', hash: 'SHA-256' };

/** An authority that issues certificates. */
export interface IssuingAuthority {
  readonly keys: webcrypto.CryptoKeyPair;
  readonly spki: Buffer;
  readonly certificate: x509.X509Certificate;
}

/** Makes an authority with a fresh key; without an issuer it is a root. Valid for a day either way. */
export async function createIssuingAuthority(name: string, issuer?: IssuingAuthority): Promise<IssuingAuthority> {
  const keys = await subtle.generateKey(ECDSA_P256, true, ['sign', 'verify']);
  const now = Date.now();
  const certificate = await x509.X509CertificateGenerator.create(
    {
      subject: name,
      issuer: issuer?.certificate.subject ?? name,
      serialNumber: randomSerial(),
      notBefore: new Date(now - LIFETIME_MS),
      notAfter: new Date(now + LIFETIME_MS),
      publicKey: keys.publicKey,
      signingKey: issuer?.keys.privateKey ?? keys.privateKey,
      signingAlgorithm: ECDSA_SHA256,
      extensions: [
        new x509.BasicConstraintsExtension(true, issuer === undefined ? 1 : 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return { keys, spki: Buffer.from(await subtle.exportKey('spki', keys.publicKey)), certificate };
}

/** Fifteen bytes, the first neither 0 nor negative. */
export const randomSerial = (): string =>
  Buffer.from(webcrypto.getRandomValues(new Uint8Array(15)))
    .toString('hex')
    .replace(/^./, '4');
