// SPDX-License-Identifier: Apache-2.0
import { MpkError, asObject, isMpkError, parseJson, type JsonObject } from '@mpk/core';

/** Longest identity token; real ones have 1 to 4 KiB. */
export const MAX_TOKEN_BYTES = 32 * 1024;

const JWT = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;

/**
 * Checks that a text is an OpenID Connect token that can still be used. Its signature is the issuer's and Fulcio's affair.
 *
 * No error of this function quotes any part of the token but its expiry.
 *
 * @param text - untrusted; white space around it is dropped
 * @param now - the clock, for tests
 * @returns the token
 * @throws MpkError `TOKEN_INVALID`: not a JWT, too large, expired, without a subject, or with an unverified e-mail address
 */
export function parseToken(text: string, now: Date = new Date()): string {
  const token = text.length > 2 * MAX_TOKEN_BYTES ? text : text.trim();
  if (token.length > MAX_TOKEN_BYTES) {
    throw new MpkError('TOKEN_INVALID', `the identity token has more than ${MAX_TOKEN_BYTES} bytes`);
  }
  if (!JWT.test(token)) throw new MpkError('TOKEN_INVALID', 'the identity token is not a JWT');
  const claims = readClaims(token);
  assertNotExpired(claims['exp'], now);
  if (typeof claims['sub'] !== 'string' || claims['sub'] === '') {
    throw new MpkError('TOKEN_INVALID', 'the identity token has no subject');
  }
  if (claims['email'] !== undefined && claims['email_verified'] !== true) {
    throw new MpkError('TOKEN_INVALID', 'the identity token has an e-mail address that its issuer has not verified');
  }
  return token;
}

function readClaims(token: string): JsonObject {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url');
  try {
    return asObject(parseJson(payload, { maxBytes: MAX_TOKEN_BYTES, what: 'identity token' }), 'identity token');
  } catch (error) {
    if (!isMpkError(error)) throw error;
    throw new MpkError('TOKEN_INVALID', 'the identity token has no readable claims');
  }
}

function assertNotExpired(exp: unknown, now: Date): void {
  if (typeof exp !== 'number' || !Number.isFinite(exp) || Math.abs(exp) > Number.MAX_SAFE_INTEGER / 1000) {
    throw new MpkError('TOKEN_INVALID', 'the identity token has no expiry');
  }
  if (exp * 1000 > now.getTime()) return;
  throw new MpkError('TOKEN_INVALID', `the identity token expired ${expiredFor(now.getTime() - exp * 1000)} ago`, {
    hint: 'get a fresh token just before signing; most live for minutes',
  });
}

function expiredFor(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
