// SPDX-License-Identifier: Apache-2.0
import 'reflect-metadata';
import { createPublicKey, generateKeyPairSync, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { createCertificateLog } from './certificate-log.ts';
import { inside, octets, utf8 } from './der.ts';
import type { CurrentFaults, FulcioFaults } from './faults.ts';
import type { LogKey } from './log-key.ts';
import { ECDSA_SHA256, createIssuingAuthority, randomSerial, type IssuingAuthority } from './issuing-authority.ts';
import { json, refuse, type Route } from './route.ts';
import { alternativeName, parseSigningRequest, type SigningRequest } from './signing-request.ts';

const ROOT_NAME = 'CN=local sigstore root, O=local';
const ISSUER_NAME = 'CN=local sigstore, O=local';
const CERTIFICATE_LIFETIME_MS = 10 * 60 * 1000;
const ISSUER_V1 = '1.3.6.1.4.1.57264.1.1';
const ISSUER_V2 = '1.3.6.1.4.1.57264.1.8';
const SCT_LIST = '1.3.6.1.4.1.11129.2.4.2';
const { codeSigning, serverAuth } = x509.ExtendedKeyUsage;
const ECDSA_P256 = { name: 'ECDSA', namedCurve: 'P-256' };

/** A certificate authority that believes unsigned tokens. */
export interface Fulcio {
  readonly route: Route;
  /** DER: the issuing authority, then the root */
  readonly chain: readonly Uint8Array[];
  /** of its certificate log */
  readonly logKey: LogKey;
}

/** Makes a Fulcio with a fresh root, an issuing authority below it, and a certificate log. */
export async function createFulcio(faults: CurrentFaults): Promise<Fulcio> {
  const root = await createIssuingAuthority(ROOT_NAME);
  const authority = await createIssuingAuthority(ISSUER_NAME, root);
  const [log, unknownLog] = [createCertificateLog(), createCertificateLog()];

  /** RFC 6962 section 3.1: the log signs the certificate as it is without its promise, then the promise goes into it. */
  const issue = async (request: SigningRequest, fault: FulcioFaults): Promise<Issued> => {
    const parameters = await certificateParameters(request, authority, fault);
    const bare = await x509.X509CertificateGenerator.create(parameters, webcrypto);
    const tbs = inside(Buffer.from(bare.rawData))[0]?.raw ?? Buffer.alloc(0);
    const logTime = new Date(Date.now() + (fault.logClockSkewMs ?? 0));
    const signer = fault.certificateTimestamp === 'unknown-log' ? unknownLog : log;
    const promise = signer.promise(tbs, authority.spki, logTime);
    if (fault.certificateTimestamp === 'broken')
      promise.writeUInt8(promise.readUInt8(promise.length - 1) ^ 1, promise.length - 1);
    if (fault.certificateTimestamp === 'missing') return { certificate: bare };
    if (fault.certificateTimestamp === 'detached') return { certificate: bare, detached: promise };
    const extension = new x509.Extension(SCT_LIST, false, new Uint8Array(octets(promise)));
    const extensions = [...parameters.extensions, extension];
    return { certificate: await x509.X509CertificateGenerator.create({ ...parameters, extensions }, webcrypto) };
  };

  return {
    route: async (asked) => {
      const fault = faults.current.fulcio ?? {};
      const request = parseSigningRequest(asked);
      if (request === undefined) return refuse(400, 'the identity token or the proof of possession is not acceptable');
      const { certificate, detached } = await issue(request, fault);
      const chain = {
        certificates: [certificate, authority.certificate, root.certificate].map((one) => one.toString('pem')),
      };
      if (detached === undefined) return json(200, { signedCertificateEmbeddedSct: { chain } });
      const signedCertificateTimestamp = detached.toString('base64');
      return json(200, { signedCertificateDetachedSct: { chain, signedCertificateTimestamp } });
    },
    chain: [authority, root].map(({ certificate }) => new Uint8Array(certificate.rawData)),
    logKey: log.key,
  };
}

interface Issued {
  readonly certificate: x509.X509Certificate;
  readonly detached?: Buffer;
}

async function certificateParameters(
  { claims, publicKeyPem }: SigningRequest,
  authority: IssuingAuthority,
  fault: FulcioFaults,
) {
  const otherKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' });
  const publicKey = await importPublicKey(fault.otherKey === true ? otherKey.toString() : publicKeyPem);
  const now = Date.now() + (fault.clockSkewMs ?? 0);
  const issuer = fault.issuer ?? String(claims['iss']);
  const name =
    fault.identity === undefined ? alternativeName(claims) : ({ type: 'email', value: fault.identity } as const);
  return {
    issuer: ISSUER_NAME,
    notBefore: new Date(now),
    notAfter: new Date(now + (fault.lifetimeMs ?? CERTIFICATE_LIFETIME_MS)),
    publicKey,
    signingKey: authority.keys.privateKey,
    signingAlgorithm: ECDSA_SHA256,
    serialNumber: randomSerial(),
    extensions: [
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([fault.otherPurpose === true ? serverAuth : codeSigning]),
      new x509.SubjectAlternativeNameExtension([name], true),
      await x509.SubjectKeyIdentifierExtension.create(publicKey, false, webcrypto),
      await x509.AuthorityKeyIdentifierExtension.create(authority.keys.publicKey, false, webcrypto),
      new x509.Extension(ISSUER_V1, false, new Uint8Array(Buffer.from(issuer))),
      new x509.Extension(ISSUER_V2, false, new Uint8Array(utf8(issuer))),
    ],
  };
}

const importPublicKey = (pem: string): Promise<webcrypto.CryptoKey> =>
  webcrypto.subtle.importKey('spki', createPublicKey(pem).export({ type: 'spki', format: 'der' }), ECDSA_P256, true, [
    'verify',
  ]);
