// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import { compilePattern } from './identity-pattern.js';

/** Whose signature is meant: each of the two exactly, or by a pattern that must match the whole of it. */
export interface ExpectedSigner {
  /** the subject alternative name, exact: an e-mail address or URI */
  readonly identity?: string;
  /** RE2; matches the whole name */
  readonly identityPattern?: string;
  /** the OpenID Connect issuer, exact */
  readonly issuer?: string;
  /** RE2; matches the whole issuer */
  readonly issuerPattern?: string;
}

/** Tells whether a text is one that is meant. */
interface Matcher {
  readonly matches: (text: string) => boolean;
  /** for messages */
  readonly text: string;
}

/** Tells whether a signer is one that is meant. */
export interface SignerMatcher {
  matches(signer: { readonly identity: string; readonly issuer: string }): boolean;
  /** for messages */
  readonly text: string;
}

/**
 * Makes a matcher of both, for neither alone says who signed.
 *
 * @throws MpkError `POLICY_INVALID` where one is missing, empty or stated twice, or a pattern is broken or means anybody
 */
export async function createSignerMatcher(expected: ExpectedSigner): Promise<SignerMatcher> {
  const identity = await createMatcher('identity', expected.identity, expected.identityPattern);
  const issuer = await createMatcher('issuer', expected.issuer, expected.issuerPattern);
  return {
    matches: (signer) => identity.matches(signer.identity) && issuer.matches(signer.issuer),
    text: `${identity.text} (issuer ${issuer.text})`,
  };
}

async function createMatcher(name: string, exact: string | undefined, pattern: string | undefined): Promise<Matcher> {
  if (exact !== undefined && pattern !== undefined) {
    throw new MpkError('POLICY_INVALID', `a keyless signer has both ${name} and ${name}Pattern, expected one`);
  }
  if (pattern !== undefined) return { matches: await compilePattern(pattern, `${name}Pattern`), text: `/${pattern}/` };
  if (exact === undefined || exact === '') throw new MpkError('POLICY_INVALID', `a keyless signer needs an ${name}`);
  return { matches: (text) => text === exact, text: exact };
}
