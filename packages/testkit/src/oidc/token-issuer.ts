// SPDX-License-Identifier: Apache-2.0
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { Json } from './oidc-faults.js';

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signs ID tokens. */
export interface TokenIssuer {
  readonly jwks: Json;
  issue(claims: Json): string;
}

/** Makes an issuer with a fresh key; its tokens are really signed (ES256). */
export function createTokenIssuer(): TokenIssuer {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256', kid: 'local' };
  return {
    jwks: { keys: [jwk] },
    issue: (claims) => {
      const signed = `${part({ alg: 'ES256', typ: 'JWT', kid: 'local' })}.${part(claims)}`;
      const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' });
      return `${signed}.${signature.toString('base64url')}`;
    },
  };
}

/** The S256 code challenge of a verifier: RFC 7636 section 4.2. */
export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');
