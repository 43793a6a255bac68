// SPDX-License-Identifier: Apache-2.0
import { createPublicKey, verify } from 'node:crypto';
import type { Asked } from './route.ts';

/** What a token says; nothing about it was checked by an issuer. */
export type Claims = Readonly<Record<string, unknown>>;

/** Who wants a certificate, and for which key. */
export interface SigningRequest {
  readonly claims: Claims;
  readonly publicKeyPem: string;
}

/** Undefined for a token of another audience or past its expiry, and for a key that its sender does not hold. */
export function parseSigningRequest({ body }: Asked): SigningRequest | undefined {
  try {
    const { credentials, publicKeyRequest } = JSON.parse(body.toString()) as {
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
  } catch {
    return undefined;
  }
}

/** What Fulcio makes of a token: an e-mail address, a service account's URL, a workflow's URL, or the subject as it is. */
export function alternativeName(claims: Claims): { type: 'email' | 'url'; value: string } {
  const { email, sub, job_workflow_ref: workflow } = claims;
  if (typeof email === 'string') return { type: 'email', value: email };
  if (typeof workflow === 'string') return { type: 'url', value: `https://github.com/${workflow}` };
  return { type: 'url', value: serviceAccountUrl(claims['kubernetes.io']) ?? String(sub) };
}

function serviceAccountUrl(claim: unknown): string | undefined {
  if (typeof claim !== 'object' || claim === null) return undefined;
  const { namespace, serviceaccount } = claim as { namespace: string; serviceaccount: { name: string } };
  return `https://kubernetes.io/namespaces/${namespace}/serviceaccounts/${serviceaccount.name}`;
}
