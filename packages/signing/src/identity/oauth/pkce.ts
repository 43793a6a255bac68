// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes } from 'node:crypto';

/** 256 bits, as RFC 7636 section 4.1 recommends. */
const SECRET_BYTES = 32;

/** A text that nobody can guess: 43 characters of base64url. */
export const randomText = (): string => randomBytes(SECRET_BYTES).toString('base64url');

/** A secret and what is shown of it beforehand: whoever catches the code cannot use it. */
export interface Pkce {
  /** secret until the token is asked for */
  readonly verifier: string;
  /** SHA-256 of the verifier, base64url */
  readonly challenge: string;
}

/** Makes a pair. @see https://www.rfc-editor.org/rfc/rfc7636 section 4 */
export function createPkce(): Pkce {
  const verifier = randomText();
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}
