// SPDX-License-Identifier: Apache-2.0
import { IN_TOTO_PAYLOAD_TYPE, MpkError, isMpkError } from '@mpk/core';
import type { BundleJson, BundleSigner, IdentityProvider } from '@mpk/core';
import { parseToken } from '../identity/token.js';
import { assertServiceUrl, baseUrl } from './service-url.js';
import { signingError, type SigningServices } from './signing-error.js';

/** Waits for one answer of one service. */
const REQUEST_TIMEOUT_MS = 20_000;
/** How often a service that failed is asked again, after 1 s and then 2 s. */
const RETRIES = 2;

/** Who signs, and which Sigstore vouches for it. */
export interface KeylessSignerOptions {
  readonly identityProvider: IdentityProvider;
  readonly fulcioUrl: string;
  /** a Rekor of version 1 */
  readonly rekorUrl: string;
  /** a Sigstore timestamp authority, for a second trusted time */
  readonly tsaUrl?: string;
  /** for one request; default 20 s */
  readonly timeoutMs?: number;
  /** of each request; default 2 */
  readonly retries?: number;
}

/**
 * Signs with a key that lives for this one signature, certified by Fulcio for an identity and logged by Rekor.
 *
 * `sign` throws `TOKEN_INVALID`; `NETWORK_UNAVAILABLE` for a service that cannot be reached or fails; `NETWORK_REFUSED` for
 * one that will not. No error holds the token, nor anything that a service answered.
 *
 * @throws MpkError `USAGE` for a URL that is not https (http to this machine aside)
 */
export function createKeylessSigner(options: KeylessSignerOptions): BundleSigner {
  const services: SigningServices = {
    fulcio: assertServiceUrl(options.fulcioUrl, 'the Fulcio URL'),
    rekor: assertServiceUrl(options.rekorUrl, 'the Rekor URL'),
    tsa: options.tsaUrl === undefined ? undefined : assertServiceUrl(options.tsaUrl, 'the timestamp authority URL'),
  };
  return {
    sign: async (payload) => {
      const token = await tokenOf(options.identityProvider);
      return attestPayload(payload, token, services, options);
    },
  };
}

async function attestPayload(
  payload: Uint8Array,
  token: string,
  services: SigningServices,
  { timeoutMs, retries }: KeylessSignerOptions,
): Promise<BundleJson> {
  const { attest } = await import('sigstore');
  try {
    return await attest(Buffer.from(payload), IN_TOTO_PAYLOAD_TYPE, {
      fulcioURL: baseUrl(services.fulcio),
      rekorURL: baseUrl(services.rekor),
      ...(services.tsa && { tsaServerURL: baseUrl(services.tsa) }),
      identityProvider: { getToken: () => Promise.resolve(token) },
      timeout: timeoutMs ?? REQUEST_TIMEOUT_MS,
      retry: { retries: retries ?? RETRIES },
    });
  } catch (error) {
    throw signingError(error, services);
  }
}

/** A provider may be anybody's: what it throws is not passed on unless it is ours. */
async function tokenOf(provider: IdentityProvider): Promise<string> {
  try {
    return parseToken(await provider.getToken());
  } catch (error) {
    if (isMpkError(error)) throw error;
    throw new MpkError('TOKEN_INVALID', 'the identity provider failed');
  }
}
