// SPDX-License-Identifier: Apache-2.0

const TOKEN_LIFETIME_S = 600;

/** The issuer that tokens of the local Sigstore name unless told otherwise. */
export const LOCAL_ISSUER = 'https://accounts.example.com';

/** A token that the local Fulcio accepts, unsigned: subject `alice`, audience `sigstore`, ten minutes from now. */
export function createIdToken(claims: Readonly<Record<string, unknown>> = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const defaults = { iss: LOCAL_ISSUER, aud: 'sigstore', sub: 'alice', iat: now, exp: now + TOKEN_LIFETIME_S };
  const verified = 'email' in claims ? { email_verified: true } : {};
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return [part({ alg: 'none', typ: 'JWT' }), part({ ...defaults, ...verified, ...claims }), 'unsigned'].join('.');
}
