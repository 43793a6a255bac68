// SPDX-License-Identifier: Apache-2.0
import { asArray, asObject, asString, parseJson } from '@mpk/core';
import { parseCertificate, type Certificate } from '../certificate/certificate.js';
import { CODE_SIGNING } from '../certificate/rights.js';
import type { KeyHandle } from '../keys/key-handle.js';
import { keyDigest } from '../keys/public-key.js';
import { pemBytes, readPem } from '../pem.js';
import { SCT_EXTENSION } from './certificate-timestamps.js';
import { readFulcioIdentity } from './fulcio-identity.js';
import { askService, unusable, useAnswer, type Patience } from './service-client.js';
import { baseUrl } from './service-url.js';
import type { TokenIdentity } from './token-identity.js';

/** Largest answer: three certificates in PEM. */
const MAX_ANSWER_BYTES = 256 * 1024;
const NAME = 'Fulcio';

/** Who wants a certificate. */
export interface CertificateRequest {
  readonly token: string;
  readonly identity: TokenIdentity;
  readonly key: KeyHandle;
  /** a certificate that no certificate log promised to hold is of no use; default true */
  readonly needsTimestamp: boolean;
}

/**
 * Has Fulcio certify a key for the identity of a token, and checks that it did just that.
 *
 * @throws MpkError `NETWORK_UNAVAILABLE`; `NETWORK_REFUSED`, also for a certificate of another key, name or issuer
 * @see https://github.com/sigstore/fulcio/blob/main/fulcio.proto CreateSigningCertificate
 */
export async function requestCertificate(
  fulcio: URL,
  request: CertificateRequest,
  patience: Patience,
): Promise<Certificate> {
  const { token, identity, key } = request;
  const proof = await key.sign(Buffer.from(identity.challenge));
  const service = { name: NAME, url: new URL(`${baseUrl(fulcio)}/api/v2/signingCert`) };
  const { body } = await askService(
    {
      ...service,
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        credentials: { oidcIdentityToken: token },
        publicKeyRequest: {
          publicKey: { algorithm: 'ECDSA', content: key.publicKey.export({ type: 'spki', format: 'pem' }) },
          proofOfPossession: proof.toString('base64'),
        },
      }),
      maxBytes: MAX_ANSWER_BYTES,
    },
    {
      ...patience,
      refusedHint: 'check that it knows the issuer of the token, and that the audience of the token is sigstore',
    },
  );
  const leaf = useAnswer(service, 'it holds no certificate', () => readLeaf(body));
  assertUsable(leaf, request, (problem) => unusable(service, problem));
  return leaf;
}

function readLeaf(body: Buffer): Certificate {
  const answer = asObject(parseJson(body, { maxBytes: MAX_ANSWER_BYTES, what: 'answer' }), 'answer');
  const issued = asObject(answer['signedCertificateEmbeddedSct'] ?? answer['signedCertificateDetachedSct'], 'answer');
  const [first] = asArray(asObject(issued['chain'], 'chain')['certificates'], 'certificates');
  const [block] = readPem(asString(first, 'certificate'), { maxBytes: MAX_ANSWER_BYTES, what: 'certificate' });
  return parseCertificate(block === undefined ? Buffer.alloc(0) : pemBytes(block, 'certificate'), 'certificate');
}

function assertUsable(leaf: Certificate, request: CertificateRequest, refuse: (problem: string) => Error): void {
  const { key, identity, needsTimestamp } = request;
  if (keyDigest(leaf.publicKey) !== keyDigest(key.publicKey)) throw refuse('the certificate is for another key');
  if (CODE_SIGNING.leafProblem(leaf) !== undefined) throw refuse('the certificate is not for signing');
  const certified = namesOf(leaf, refuse);
  if (!identity.identities.includes(certified.identity)) {
    throw refuse('the certificate is for an identity that is not that of the token');
  }
  if (!identity.issuers.includes(certified.issuer)) {
    throw refuse('the certificate names an issuer that is not that of the token');
  }
  // A bundle has no place for a timestamp that comes beside the certificate.
  if (needsTimestamp && !leaf.extensions.values.has(SCT_EXTENSION))
    throw refuse('no certificate log holds the certificate');
}

function namesOf(leaf: Certificate, refuse: (problem: string) => Error) {
  try {
    return readFulcioIdentity(leaf);
  } catch {
    throw refuse('the certificate does not have one identity and an issuer');
  }
}
