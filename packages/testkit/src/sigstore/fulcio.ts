// SPDX-License-Identifier: Apache-2.0
import 'reflect-metadata';
import { createPublicKey, generateKeyPairSync, verify, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { initializeCTLog } from '@sigstore/mock';
import { json, refuse, type Route } from './route.ts';

const ISSUER_NAME = 'CN=local sigstore, O=local';
const CERTIFICATE_LIFETIME_MS = 10 * 60 * 1000;
const ROOT_LIFETIME_MS = 24 * 60 * 60 * 1000;
const ISSUER_V1 = '1.3.6.1.4.1.57264.1.1';
const ISSUER_V2 = '1.3.6.1.4.1.57264.1.8';
const SCT_LIST = '1.3.6.1.4.1.11129.2.4.2';
const ECDSA_P256 = { name: 'ECDSA', namedCurve: 'P-256' };
const ECDSA_SHA256 = { name: 'ECDSA', hash: 'SHA-256' };
const UTF8_STRING = 0x0c;
const OCTET_STRING = 0x04;

const { subtle } = webcrypto;

type Claims = Readonly<Record<string, unknown>>;

/** A certificate authority that believes unsigned tokens. */
export interface Fulcio {
  readonly route: Route;
  /** DER */
  readonly rootCertificate: Uint8Array;
  /** SPKI of its certificate log */
  readonly logKey: Uint8Array;
}

/** Makes a Fulcio with a fresh root and certificate log; unlike the mocks' it writes e-mail addresses as such. */
export async function createFulcio(): Promise<Fulcio> {
  const keys = await subtle.generateKey(ECDSA_P256, true, ['sign', 'verify']);
  const log = await initializeCTLog(generateKeyPairSync('ec', { namedCurve: 'prime256v1' }));
  const root = await createRoot(keys);
  const issuerId = await subtle.digest('SHA-256', await subtle.exportKey('spki', keys.publicKey));

  const issue = async (claims: Claims, publicKeyPem: string): Promise<x509.X509Certificate> => {
    const publicKey = await importPublicKey(publicKeyPem);
    const request = {
      issuer: ISSUER_NAME,
      notBefore: new Date(),
      notAfter: new Date(Date.now() + CERTIFICATE_LIFETIME_MS),
      publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm: ECDSA_SHA256,
      serialNumber: Buffer.from(webcrypto.getRandomValues(new Uint8Array(15)))
        .toString('hex')
        .replace(/^./, '4'),
      extensions: [
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.codeSigning]),
        new x509.SubjectAlternativeNameExtension([alternativeName(claims)], true),
        await x509.SubjectKeyIdentifierExtension.create(publicKey, false, webcrypto),
        await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
        new x509.Extension(ISSUER_V1, false, Buffer.from(String(claims['iss']))),
        new x509.Extension(ISSUER_V2, false, der(UTF8_STRING, Buffer.from(String(claims['iss'])))),
      ],
    };
    const preCertificate = await x509.X509CertificateGenerator.create(request, webcrypto);
    const sct = Buffer.from(await log.log(preCertificate.rawData, issuerId));
    // RFC 6962 section 3.3: the list has a length, as has each item, which the log has written already.
    const list = withLength(sct);
    const sctExtension = new x509.Extension(SCT_LIST, false, der(OCTET_STRING, list));
    return x509.X509CertificateGenerator.create(
      { ...request, extensions: [...request.extensions, sctExtension] },
      webcrypto,
    );
  };

  return {
    route: async (body) => {
      const request = parseRequest(body);
      if (request === undefined) return refuse(400, 'the identity token or the proof of possession is not acceptable');
      const certificate = await issue(request.claims, request.publicKeyPem);
      const certificates = [certificate, root].map((one) => one.toString('pem'));
      return json(200, { signedCertificateEmbeddedSct: { chain: { certificates } } });
    },
    rootCertificate: new Uint8Array(root.rawData),
    logKey: log.publicKey,
  };
}

interface SigningRequest {
  readonly claims: Claims;
  readonly publicKeyPem: string;
}

/** Undefined for a token of another audience or past its expiry, and for a key that its sender does not hold. */
function parseRequest(body: string): SigningRequest | undefined {
  const { credentials, publicKeyRequest } = JSON.parse(body) as {
    credentials: { oidcIdentityToken: string };
    publicKeyRequest: { publicKey: { content: string }; proofOfPossession: string };
  };
  const payload = Buffer.from(credentials.oidcIdentityToken.split('.')[1] ?? '', 'base64url').toString();
  const claims = JSON.parse(payload) as Claims;
  const publicKeyPem = publicKeyRequest.publicKey.content;
  const subject = Buffer.from(String(claims['email'] ?? claims['sub']));
  const proof = Buffer.from(publicKeyRequest.proofOfPossession, 'base64');
  const fits =
    claims['aud'] === 'sigstore' &&
    Number(claims['exp']) > Date.now() / 1000 &&
    verify('sha256', subject, createPublicKey(publicKeyPem), proof);
  return fits ? { claims, publicKeyPem } : undefined;
}

function alternativeName(claims: Claims): { type: 'email' | 'url'; value: string } {
  const { email, sub } = claims;
  return typeof email === 'string' ? { type: 'email', value: email } : { type: 'url', value: String(sub) };
}

function createRoot(keys: webcrypto.CryptoKeyPair): Promise<x509.X509Certificate> {
  const now = Date.now();
  return x509.X509CertificateGenerator.createSelfSigned(
    {
      name: ISSUER_NAME,
      notBefore: new Date(now - 60_000),
      notAfter: new Date(now + ROOT_LIFETIME_MS),
      keys,
      signingAlgorithm: ECDSA_SHA256,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      ],
    },
    webcrypto,
  );
}

const importPublicKey = (pem: string): Promise<webcrypto.CryptoKey> =>
  subtle.importKey('spki', createPublicKey(pem).export({ type: 'spki', format: 'der' }), ECDSA_P256, true, ['verify']);

/** A DER element of at most 255 bytes. */
function der(tag: number, content: Buffer): Buffer {
  const length = content.length < 0x80 ? [content.length] : [0x81, content.length];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

/** Bytes with their length before them, in two bytes. */
function withLength(bytes: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
