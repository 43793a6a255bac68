// SPDX-License-Identifier: Apache-2.0
import { MpkError, asObject, isMpkError, parseJson, type JsonObject } from '@mpk/core';

/** Longest identity token; real ones have 1 to 4 KiB. */
export const MAX_TOKEN_BYTES = 32 * 1024;

const JWT = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;

/** What a token must say besides being usable. Absent members are not looked at. */
export interface TokenExpectations {
  /** one of the token's audiences */
  readonly audience?: string;
  /** exact */
  readonly issuer?: string;
  /** the one that was sent with the request for this token */
  readonly nonce?: string;
  /** the clock, for tests */
  readonly now?: Date;
}

/**
 * Checks that a text is an OpenID Connect token that can still be used. Its signature is the issuer's and Fulcio's affair.
 *
 * No error of this function quotes any part of the token but its expiry.
 *
 * @param text - untrusted; white space around it is dropped
 * @returns the token
 * @throws MpkError `TOKEN_INVALID`: not a JWT, too large, expired, without a subject, with an unverified e-mail address, or
 * not what is expected
 * @see https://openid.net/specs/openid-connect-core-1_0.html section 3.1.3.7
 */
export function parseToken(text: string, expected: TokenExpectations = {}): string {
  const token = text.length > 2 * MAX_TOKEN_BYTES ? text : text.trim();
  const claims = tokenClaims(token);
  assertNotExpired(claims['exp'], expected.now ?? new Date());
  if (typeof claims['sub'] !== 'string' || claims['sub'] === '') throw invalid('has no subject');
  if (claims['email'] !== undefined && claims['email_verified'] !== true) {
    throw invalid('has an e-mail address that its issuer has not verified');
  }
  assertExpected(claims, expected);
  return token;
}

/**
 * What a token claims, unverified.
 *
 * @throws MpkError `TOKEN_INVALID`: not a JWT, or too large
 */
export function tokenClaims(token: string): JsonObject {
  if (token.length > MAX_TOKEN_BYTES) throw invalid(`has more than ${MAX_TOKEN_BYTES} bytes`);
  if (!JWT.test(token)) throw invalid('is not a JWT');
  return readClaims(token);
}

function assertExpected(claims: JsonObject, { audience, issuer, nonce }: TokenExpectations): void {
  if (audience !== undefined && !audiencesOf(claims).includes(audience)) {
    throw invalid(`is not for the audience ${JSON.stringify(audience)}`, `ask for a token with audience ${audience}`);
  }
  if (issuer !== undefined && claims['iss'] !== issuer) throw invalid('is of another issuer than expected');
  // Without this check, a token that somebody got for another purpose could be slipped in.
  if (nonce !== undefined && claims['nonce'] !== nonce) throw invalid('was not made for this request');
}

/** RFC 7519 section 4.1.3: one text, or a list of them. */
function audiencesOf(claims: JsonObject): unknown[] {
  const { aud } = claims;
  return Array.isArray(aud) ? aud : [aud];
}

const invalid = (problem: string, hint?: string): MpkError =>
  new MpkError('TOKEN_INVALID', `the identity token ${problem}`, { hint });

function readClaims(token: string): JsonObject {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url');
  try {
    return asObject(parseJson(payload, { maxBytes: MAX_TOKEN_BYTES, what: 'identity token' }), 'identity token');
  } catch (error) {
    if (!isMpkError(error)) throw error;
    throw invalid('has no readable claims');
  }
}

function assertNotExpired(exp: unknown, now: Date): void {
  if (typeof exp !== 'number' || !Number.isFinite(exp) || Math.abs(exp) > Number.MAX_SAFE_INTEGER / 1000) {
    throw invalid('has no expiry');
  }
  if (exp * 1000 > now.getTime()) return;
  const hint = 'get a fresh token just before signing; most live for minutes';
  throw invalid(`expired ${expiredFor(now.getTime() - exp * 1000)} ago`, hint);
}

function expiredFor(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
