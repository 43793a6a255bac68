// SPDX-License-Identifier: Apache-2.0
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { BUNDLE_MEDIA_TYPE, IN_TOTO_PAYLOAD_TYPE, pae, type BundleJson } from '@mpk/core';
import type { LocalSigstore } from '@mpk/testkit/sigstore';
import { PAYLOAD } from '../bundles.js';

/** What to sign with {@link signUnchecked}. */
export interface UncheckedOptions {
  /** of the token; the default is alice@example.com */
  readonly claims?: Record<string, unknown>;
  /** versions of the logs; default 1 */
  readonly logs?: readonly (1 | 2)[];
  /** has the Sigstore timestamp authority stamp it */
  readonly stamped?: boolean;
}

/**
 * Signs as a client would that believes whatever services tell it, so that bundles exist which our own signer would never
 * write. Shares no code with it.
 */
export async function signUnchecked(sigstore: LocalSigstore, options: UncheckedOptions = {}): Promise<BundleJson> {
  const { claims = { email: 'alice@example.com' }, logs = [1], stamped = false } = options;
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const post = async (path: string, body: unknown): Promise<Response> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(sigstore.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return response;
  };
  const proof = sign('sha256', Buffer.from(String(claims['email'] ?? claims['sub'])), privateKey);
  const issued: any = await post('/api/v2/signingCert', {
    credentials: { oidcIdentityToken: sigstore.idToken(claims) },
    publicKeyRequest: {
      publicKey: { content: publicKey.export({ type: 'spki', format: 'pem' }) },
      proofOfPossession: proof.toString('base64'),
    },
  }).then((response) => response.json());
  const pem: string = (issued.signedCertificateEmbeddedSct ?? issued.signedCertificateDetachedSct).chain
    .certificates[0];
  const der = pem.replace(/-----[^-]+-----|\s/g, '');
  const signed = pae(IN_TOTO_PAYLOAD_TYPE, PAYLOAD);
  const signature = sign('sha256', signed, privateKey);
  const envelope = {
    payload: PAYLOAD.toString('base64'),
    payloadType: IN_TOTO_PAYLOAD_TYPE,
    signatures: [{ sig: signature.toString('base64') }],
  };
  const logV1 = async (): Promise<unknown> => {
    const verifiers = [Buffer.from(pem).toString('base64')];
    const proposedContent = { envelope: JSON.stringify(envelope), verifiers };
    const body = { kind: 'dsse', apiVersion: '0.0.1', spec: { proposedContent } };
    return fromV1(Object.values((await (await post('/api/v1/log/entries', body)).json()) as object)[0]);
  };
  const logV2 = async (): Promise<unknown> => {
    const digest = createHash('sha256').update(signed).digest('base64');
    const verifier = { keyDetails: 'PKIX_ECDSA_P256_SHA_256', x509Certificate: { rawBytes: der } };
    const body = {
      hashedRekordRequestV002: { digest, signature: { content: signature.toString('base64'), verifier } },
    };
    return (await post('/api/v2/log/entries', body)).json();
  };
  const tlogEntries = await Promise.all(logs.map((version) => (version === 1 ? logV1() : logV2())));
  const artifactHash = createHash('sha256').update(signature).digest('base64');
  const stamp = async (): Promise<string> => {
    const response = await post('/api/v1/timestamp', { artifactHash, hashAlgorithm: 'sha256', certificates: true });
    return Buffer.from(await response.arrayBuffer()).toString('base64');
  };
  return {
    mediaType: BUNDLE_MEDIA_TYPE,
    verificationMaterial: {
      certificate: { rawBytes: der },
      tlogEntries,
      ...(stamped && { timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: await stamp() }] } }),
    },
    dsseEnvelope: { ...envelope, signatures: [{ ...envelope.signatures[0], keyid: '' }] },
  };
}

function fromV1({ body, integratedTime, logID, logIndex, verification }: any): unknown {
  const { inclusionProof: proof, signedEntryTimestamp } = verification;
  const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');
  return {
    logIndex: String(logIndex),
    logId: { keyId: base64(logID) },
    kindVersion: { kind: 'dsse', version: '0.0.1' },
    integratedTime: String(integratedTime),
    ...(signedEntryTimestamp && { inclusionPromise: { signedEntryTimestamp } }),
    ...(proof && {
      inclusionProof: {
        logIndex: String(proof.logIndex),
        rootHash: base64(proof.rootHash),
        treeSize: String(proof.treeSize),
        hashes: proof.hashes.map(base64),
        ...(proof.checkpoint && { checkpoint: { envelope: proof.checkpoint } }),
      },
    }),
    canonicalizedBody: body,
  };
}
