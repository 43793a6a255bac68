// SPDX-License-Identifier: Apache-2.0
import 'reflect-metadata';
import { createPublicKey, KeyObject, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const MS_PER_HOUR = 3_600_000;

const KEY_ALGORITHMS = {
  'P-256': { name: 'ECDSA', namedCurve: 'P-256' },
  'P-384': { name: 'ECDSA', namedCurve: 'P-384' },
  'P-521': { name: 'ECDSA', namedCurve: 'P-521' },
  Ed25519: { name: 'Ed25519' },
  'RSA-1024': rsa(1024),
  'RSA-2048': rsa(2048),
  'RSA-2048 over SHA-1': rsa(2048, 'SHA-1'),
} as const;

const KEY_USAGES: Readonly<Record<KeyUsage, number>> = {
  digitalSignature: x509.KeyUsageFlags.digitalSignature,
  keyEncipherment: x509.KeyUsageFlags.keyEncipherment,
  keyCertSign: x509.KeyUsageFlags.keyCertSign,
};

/** What a key may be used for. */
export type KeyUsage = 'digitalSignature' | 'keyEncipherment' | 'keyCertSign';

/** What to put into a test certificate; nothing is checked, so that wrong ones can be made too. */
export interface CertificateRequest {
  /** `CN=ML Release, O=ACME`; encoded in this order */
  readonly subject: string;
  /** default P-256 */
  readonly key?: keyof typeof KEY_ALGORITHMS;
  /** default an hour ago */
  readonly notBefore?: Date;
  /** default in an hour */
  readonly notAfter?: Date;
  /** writes basicConstraints with this; absent leaves the extension out */
  readonly isCa?: boolean;
  readonly pathLength?: number;
  /** default keyCertSign for authorities, else digitalSignature; an empty list leaves the extension out */
  readonly keyUsage?: readonly KeyUsage[];
  /** OIDs */
  readonly extKeyUsage?: readonly string[];
  readonly alternativeNames?: readonly { readonly type: 'email' | 'dns' | 'ip' | 'url'; readonly value: string }[];
  /** written as they are; `value` is the DER inside the OCTET STRING */
  readonly extensions?: readonly { readonly oid: string; readonly critical: boolean; readonly value: Uint8Array }[];
}

/** A certificate with its private key. */
export interface TestCertificate {
  readonly der: Buffer;
  readonly pem: string;
  /** PKCS#8 */
  readonly privateKeyPem: string;
  readonly publicKeyPem: string;
  /** issues a certificate with this one's key and name, whether it may or not */
  issue(request: CertificateRequest): Promise<TestCertificate>;
  /** makes another certificate for this one's key, issued by that key */
  renew(request: CertificateRequest): Promise<TestCertificate>;
  /** issues a certificate for a key that is elsewhere */
  certify(request: CertificateRequest & { readonly publicKeyPem: string }): Promise<{ der: Buffer; pem: string }>;
}

interface Issuer {
  readonly name: string;
  readonly keys: CryptoKeyPair;
}

type CryptoKeyPair = webcrypto.CryptoKeyPair;
type CryptoKey = webcrypto.CryptoKey;

/** Makes a root: a certificate issued by itself; an authority unless the request says otherwise. */
export async function createRoot(request: CertificateRequest): Promise<TestCertificate> {
  const keys = await generateKeys(request);
  return create({ isCa: true, ...request }, keys, { name: request.subject, keys });
}

async function generateKeys(request: CertificateRequest): Promise<CryptoKeyPair> {
  const algorithm = KEY_ALGORITHMS[request.key ?? 'P-256'];
  return (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
}

async function create(request: CertificateRequest, keys: CryptoKeyPair, issuer: Issuer): Promise<TestCertificate> {
  const privateKey = KeyObject.from(keys.privateKey);
  return {
    ...(await certify(request, keys.publicKey, issuer)),
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKeyPem: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString(),
    issue: async (next) => create(next, await generateKeys(next), { name: request.subject, keys }),
    renew: (next) => create(next, keys, { name: request.subject, keys }),
    certify: (next) => certify(next, new x509.PublicKey(next.publicKeyPem), { name: request.subject, keys }),
  };
}

async function certify(
  request: CertificateRequest,
  publicKey: CryptoKey | x509.PublicKey,
  issuer: Issuer,
): Promise<{ der: Buffer; pem: string }> {
  const now = Date.now();
  const certificate = await x509.X509CertificateGenerator.create(
    {
      subject: request.subject,
      issuer: issuer.name,
      notBefore: request.notBefore ?? new Date(now - MS_PER_HOUR),
      notAfter: request.notAfter ?? new Date(now + MS_PER_HOUR),
      publicKey,
      signingKey: issuer.keys.privateKey,
      signingAlgorithm: { name: issuer.keys.privateKey.algorithm.name, hash: 'SHA-256' },
      extensions: extensionsOf(request),
    },
    webcrypto,
  );
  return { der: Buffer.from(certificate.rawData), pem: `${certificate.toString('pem')}\n` };
}

function extensionsOf(request: CertificateRequest): x509.Extension[] {
  const { isCa, pathLength, extKeyUsage, alternativeNames } = request;
  const keyUsage = request.keyUsage ?? [isCa === true ? 'keyCertSign' : 'digitalSignature'];
  // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- flags are added up as numbers
  const flags = keyUsage.reduce<number>((all, usage) => all | KEY_USAGES[usage], 0) as x509.KeyUsageFlags;
  return [
    ...(isCa === undefined ? [] : [new x509.BasicConstraintsExtension(isCa, pathLength, true)]),
    ...(keyUsage.length === 0 ? [] : [new x509.KeyUsagesExtension(flags, true)]),
    ...(extKeyUsage === undefined ? [] : [new x509.ExtendedKeyUsageExtension([...extKeyUsage])]),
    ...(alternativeNames === undefined ? [] : [new x509.SubjectAlternativeNameExtension([...alternativeNames])]),
    ...(request.extensions ?? []).map(
      ({ oid, critical, value }) => new x509.Extension(oid, critical, new Uint8Array(value)),
    ),
  ];
}

/** An RSA key is bound to the hash that it signs over. */
function rsa(modulusLength: number, hash = 'SHA-256') {
  return { name: 'RSASSA-PKCS1-v1_5', modulusLength, publicExponent: new Uint8Array([1, 0, 1]), hash };
}
