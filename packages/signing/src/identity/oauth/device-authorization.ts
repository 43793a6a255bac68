// SPDX-License-Identifier: Apache-2.0
import { MpkError, asSize, asString, isMpkError, type JsonObject } from '@mpk/core';
import { assertServiceUrl } from '../../keyless/service-url.js';
import { askOnce } from '../../http/ask-once.js';
import { answerObject } from '../token-answer.js';
import type { OidcProvider } from './provider.js';
import { knownError, oauthError } from './token-endpoint.js';

/** RFC 8628 section 3.2: where the provider says nothing. */
const DEFAULT_INTERVAL_S = 5;
const MAX_INTERVAL_S = 60;
const MAX_LIFETIME_S = 30 * 60;
const MAX_DEVICE_CODE_CHARS = 4096;
const USER_CODE = /^[\x21-\x7e](?:[\x20-\x7e]{0,62}[\x21-\x7e])?$/;

/** What a provider gives a device: a secret to ask with, and a code for the user. */
export interface DeviceAuthorization {
  readonly deviceCode: string;
  readonly userCode: string;
  /** with the code in it where the provider offers that */
  readonly verificationUrl: URL;
  readonly lifetimeS: number;
  readonly intervalS: number;
}

/**
 * Asks for a device code.
 *
 * @throws MpkError `NETWORK_UNAVAILABLE`, `NETWORK_REFUSED`, `TOKEN_INVALID`; `INPUT_MALFORMED` for an answer that cannot be
 * shown or used
 * @see https://www.rfc-editor.org/rfc/rfc8628 section 3.1
 */
export async function authorizeDevice(
  provider: OidcProvider,
  form: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<DeviceAuthorization> {
  if (provider.device === undefined) {
    throw new MpkError('NETWORK_REFUSED', 'the identity provider has no sign-in by device code', {
      hint: 'sign in with a browser on this machine',
    });
  }
  const answer = await askOnce({
    service: 'the identity provider',
    url: provider.device,
    body: new URLSearchParams(form),
    signal,
    takeRefusals: 'with-body',
  });
  const object = answerObject(answer.body, "the provider's answer");
  if (answer.status >= 400) throw oauthError(knownError(object['error']));
  return readAuthorization(object);
}

function readAuthorization(answer: JsonObject): DeviceAuthorization {
  try {
    const deviceCode = asString(answer['device_code'], 'device_code');
    const userCode = asString(answer['user_code'], 'user_code');
    if (deviceCode === '' || deviceCode.length > MAX_DEVICE_CODE_CHARS || !USER_CODE.test(userCode)) {
      throw new MpkError('INPUT_MALFORMED', 'a code cannot be used');
    }
    const url = asString(answer['verification_uri_complete'] ?? answer['verification_uri'], 'verification_uri');
    return {
      deviceCode,
      userCode,
      verificationUrl: assertServiceUrl(url, 'verification_uri'),
      lifetimeS: Math.min(asSize(answer['expires_in'], 'expires_in'), MAX_LIFETIME_S),
      intervalS: Math.min(Math.max(asSize(answer['interval'] ?? DEFAULT_INTERVAL_S, 'interval'), 1), MAX_INTERVAL_S),
    };
  } catch (error) {
    if (!isMpkError(error)) throw error;
    throw new MpkError('INPUT_MALFORMED', `the provider's answer to a device is not usable: ${error.message}`);
  }
}
