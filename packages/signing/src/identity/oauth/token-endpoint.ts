// SPDX-License-Identifier: Apache-2.0
import { MpkError, type ErrorCode } from '@mpk/core';
import { askOnce } from '../../http/ask-once.js';
import { answerObject, tokenIn } from '../token-answer.js';
import type { OidcProvider } from './provider.js';

/** What a token request comes to: the ID token, unchecked, or an error that the standards know. */
export type TokenResult = { readonly idToken: string } | { readonly error: string };

/** Errors of RFC 6749 sections 4.1.2.1 and 5.2, RFC 8628 section 3.5 and OpenID Connect; texts of others are not shown. */
const KNOWN_ERRORS = new Set([
  'access_denied',
  'authorization_pending',
  'expired_token',
  'invalid_client',
  'invalid_grant',
  'invalid_request',
  'invalid_scope',
  'login_required',
  'consent_required',
  'server_error',
  'slow_down',
  'temporarily_unavailable',
  'unauthorized_client',
  'unsupported_grant_type',
  'unsupported_response_type',
]);

const CODES: Readonly<Record<string, { code: ErrorCode; message: string; hint?: string }>> = {
  access_denied: { code: 'TOKEN_INVALID', message: 'the request for an identity token was denied' },
  expired_token: {
    code: 'TOKEN_INVALID',
    message: 'nobody agreed to the request for an identity token in time',
    hint: 'start again, and open the page sooner',
  },
  temporarily_unavailable: { code: 'NETWORK_UNAVAILABLE', message: 'the identity provider is unavailable for now' },
  server_error: { code: 'NETWORK_UNAVAILABLE', message: 'the identity provider failed' },
};

/** Trades a code for a token. @throws MpkError `NETWORK_UNAVAILABLE`, `NETWORK_REFUSED`, `INPUT_MALFORMED`, `TOKEN_INVALID` */
export async function requestToken(
  provider: OidcProvider,
  form: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<TokenResult> {
  const answer = await askOnce({
    service: 'the identity provider',
    url: provider.token,
    body: new URLSearchParams(form),
    signal,
    takeRefusals: 'with-body',
  });
  if (answer.status < 400) return { idToken: tokenIn(answer, 'id_token', "the provider's answer") };
  return { error: knownError(answerObject(answer.body, "the provider's refusal")['error']) };
}

/** An error as it may be shown: the provider's own texts can repeat what they were sent. */
export const knownError = (error: unknown): string =>
  typeof error === 'string' && KNOWN_ERRORS.has(error) ? error : 'an error that is not known';

/** The error of ours that an error of the provider comes to. */
export function oauthError(error: string): MpkError {
  const known = CODES[error];
  if (known !== undefined) return new MpkError(known.code, known.message, { hint: known.hint });
  return new MpkError('NETWORK_REFUSED', `the identity provider refused the request for a token: ${error}`, {
    hint: 'check the issuer and the client id',
  });
}
