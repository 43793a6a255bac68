// SPDX-License-Identifier: Apache-2.0
import { constants, createHash, sign } from 'node:crypto';
import type { TestCertificate } from '../pki/certificates.ts';
import { boolean, context, der, generalizedTime, inside, integer, nul, octets, oid, sequence, set } from './der.ts';

/** Names of the hashes, as Node and the standards write them. */
export type HashName = 'sha1' | 'sha256' | 'sha384' | 'sha512';

const HASHES: Readonly<Record<HashName, string>> = {
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
};
const ECDSA: Readonly<Record<HashName, string>> = {
  sha1: '1.2.840.10045.4.1',
  sha256: '1.2.840.10045.4.3.2',
  sha384: '1.2.840.10045.4.3.3',
  sha512: '1.2.840.10045.4.3.4',
};
const RSA: Readonly<Record<HashName, string>> = {
  sha1: '1.2.840.113549.1.1.5',
  sha256: '1.2.840.113549.1.1.11',
  sha384: '1.2.840.113549.1.1.12',
  sha512: '1.2.840.113549.1.1.13',
};
const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
const RSA_PSS = '1.2.840.113549.1.1.10';
const MGF1 = '1.2.840.113549.1.1.8';
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
const POLICY = '1.3.6.1.4.1.57264.2';

/** How a token is signed; `rsa` names the key only (rsaEncryption), as OpenSSL does, `rsa-hash` key and hash. */
export type SignatureScheme = 'ecdsa' | 'rsa' | 'rsa-hash' | 'rsa-pss';

/** Everything that a token says. All of it can be wrong. */
export interface TokenFields {
  readonly signer: TestCertificate;
  readonly scheme: SignatureScheme;
  /** of the signer: over the token, and over the signed attributes */
  readonly hash: HashName;
  readonly imprintHash: HashName;
  readonly imprint: Uint8Array;
  readonly genTime: Date;
  /** content of the INTEGER */
  readonly nonce?: Uint8Array;
  /** DER */
  readonly certificates: readonly Uint8Array[];
  readonly version?: number;
  readonly contentType?: string;
  readonly eContentType?: string;
  /** what the attribute says the content is; null leaves it out */
  readonly attributeContentType?: string | null;
  /** null leaves it out */
  readonly messageDigest?: Uint8Array | null;
  readonly signingCertificate?: 'v1' | 'v2' | 'none';
  /** whose digest the attribute holds; default the signer's */
  readonly signingCertificateOf?: Uint8Array;
  /** critical, and known to nobody */
  readonly criticalExtension?: boolean;
  /** more attributes, DER */
  readonly attributes?: readonly Uint8Array[];
  /** names the signer by this subject key identifier instead of issuer and serial number */
  readonly signerKeyId?: Uint8Array;
  /** how many signers it claims; default 1 */
  readonly signers?: number;
  readonly breakSignature?: boolean;
}

/** Writes a TimeStampResp that grants. @see https://www.rfc-editor.org/rfc/rfc3161 section 2.4.2 */
export const grantedResponse = (token: Uint8Array, status = 0): Buffer => sequence(sequence(integer(status)), token);

/** Writes a TimeStampResp that refuses. */
export const rejectedResponse = (status: number): Buffer => sequence(sequence(integer(status)));

/** Writes a TimeStampToken: CMS SignedData around a TSTInfo. @see https://www.rfc-editor.org/rfc/rfc5652 section 5 */
export function timestampToken(fields: TokenFields): Buffer {
  const tstInfo = tstInfoOf(fields);
  const certificates = fields.certificates.length === 0 ? [] : [context(0, ...fields.certificates)];
  const signers = Array.from({ length: fields.signers ?? 1 }, () => signerInfo(fields, tstInfo));
  const signedData = sequence(
    integer(3),
    set(algorithm(HASHES[fields.hash])),
    sequence(oid(fields.eContentType ?? TST_INFO), context(0, octets(tstInfo))),
    ...certificates,
    set(...signers),
  );
  return sequence(oid(fields.contentType ?? SIGNED_DATA), context(0, signedData));
}

function tstInfoOf(fields: TokenFields): Buffer {
  const extension = sequence(oid('1.2.3.4'), boolean(true), octets(nul()));
  return sequence(
    integer(fields.version ?? 1),
    oid(POLICY),
    sequence(algorithm(HASHES[fields.imprintHash]), octets(fields.imprint)),
    integer(BigInt(Date.now())),
    generalizedTime(fields.genTime),
    sequence(integer(1)), // accuracy: one second
    ...(fields.nonce === undefined ? [] : [integer(fields.nonce)]),
    ...(fields.criticalExtension === true ? [context(1, extension)] : []),
  );
}

function signerInfo(fields: TokenFields, tstInfo: Buffer): Buffer {
  const attributes = signedAttributes(fields, tstInfo);
  const signed = set(...attributes);
  const { signer, scheme, hash } = fields;
  const padding = scheme === 'rsa-pss' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  const key =
    scheme === 'ecdsa' ? signer.privateKeyPem : { key: signer.privateKeyPem, padding, saltLength: saltOf(hash) };
  const signature = Buffer.from(sign(hash, signed, key));
  if (fields.breakSignature === true)
    signature.writeUInt8(signature.readUInt8(signature.length - 1) ^ 1, signature.length - 1);
  return sequence(
    integer(fields.signerKeyId === undefined ? 1 : 3),
    fields.signerKeyId === undefined ? issuerAndSerial(signer.der) : der(0x80, fields.signerKeyId),
    algorithm(HASHES[hash]),
    context(0, ...attributes),
    signatureAlgorithm(scheme, hash),
    octets(signature),
  );
}

function signedAttributes(fields: TokenFields, tstInfo: Buffer): Buffer[] {
  const { attributeContentType = TST_INFO, messageDigest = digest(fields.hash, tstInfo) } = fields;
  const attributes = [
    ...(attributeContentType === null ? [] : [attribute(CONTENT_TYPE, oid(attributeContentType))]),
    ...(messageDigest === null ? [] : [attribute(MESSAGE_DIGEST, octets(messageDigest))]),
    ...signingCertificate(fields),
    ...(fields.attributes ?? []),
  ];
  // DER: a SET OF is sorted by its encodings.
  return attributes.sort((a, b) => Buffer.compare(a, Buffer.from(b))).map((one) => Buffer.from(one));
}

function signingCertificate(fields: TokenFields): Buffer[] {
  const certificate = fields.signingCertificateOf ?? fields.signer.der;
  if (fields.signingCertificate === 'none') return [];
  const [type, hash] =
    fields.signingCertificate === 'v1'
      ? ([SIGNING_CERTIFICATE, 'sha1'] as const)
      : ([SIGNING_CERTIFICATE_V2, 'sha256'] as const);
  return [attribute(type, sequence(sequence(sequence(octets(digest(hash, certificate))))))];
}

const attribute = (type: string, value: Uint8Array): Buffer => sequence(oid(type), set(value));
const algorithm = (type: string): Buffer => sequence(oid(type), nul());

function signatureAlgorithm(scheme: SignatureScheme, hash: HashName): Buffer {
  if (scheme === 'ecdsa') return sequence(oid(ECDSA[hash]));
  if (scheme === 'rsa') return algorithm(RSA_ENCRYPTION);
  if (scheme === 'rsa-hash') return algorithm(RSA[hash]);
  const mask = sequence(oid(MGF1), algorithm(HASHES[hash]));
  const parameters = sequence(context(0, algorithm(HASHES[hash])), context(1, mask), context(2, integer(saltOf(hash))));
  return sequence(oid(RSA_PSS), parameters);
}

const saltOf = (hash: HashName): number => digest(hash, Buffer.alloc(0)).length;

function issuerAndSerial(certificate: Buffer): Buffer {
  const fields = inside(inside(certificate)[0]?.raw ?? Buffer.alloc(0));
  // [0] version, serialNumber, signature, issuer
  const [, serial, , issuer] = fields;
  if (serial === undefined || issuer === undefined) throw new Error('not a certificate');
  return sequence(issuer.raw, serial.raw);
}

const digest = (hash: HashName, bytes: Uint8Array): Buffer => createHash(hash).update(bytes).digest();
