// SPDX-License-Identifier: Apache-2.0
import { MpkError, isMpkError, type BundleSigner, type IdentityProvider } from '@mpk/core';
import { parseToken } from '../identity/token.js';
import type { Patience } from './service-client.js';
import { signingServices, type ServiceChoice, type SigningServices } from './signing-services.js';
import { readThresholds, type Thresholds } from './thresholds.js';

/** Who signs, and which Sigstore vouches for it. */
export type KeylessSignerOptions = ServiceChoice &
  Patience & {
    readonly identityProvider: IdentityProvider;
    /**
     * what the certificate must say where the claims of the token do not: an issuer of tokens whose names Fulcio makes up by a
     * template of its own
     */
    readonly expected?: { readonly identity?: string; readonly issuer?: string };
    /** bytes of a trusted root: certificate and timestamps are then verified before anything is logged, and the whole bundle in the end */
    readonly trustedRoot?: Uint8Array;
    /** what will be asked of the bundle; default one of each */
    readonly thresholds?: Partial<Thresholds>;
  };

/**
 * Signs with a key that lives for this one signature, certified by Fulcio for an identity and logged by Rekor.
 *
 * Every answer is checked before it goes into the bundle: the certificate is for this key and identity, the log entry is for
 * this signature and in the tree that it brings along, the timestamp is over this signature, and all of their times are
 * within that of the certificate. That a service is the one that verifiers trust only {@link KeylessSignerOptions.trustedRoot}
 * can tell.
 *
 * `sign` throws `TOKEN_INVALID`; `NETWORK_UNAVAILABLE` for a service that cannot be reached or fails; `NETWORK_REFUSED` for
 * one that will not, or whose answer cannot be used; what a verifier throws where the bundle does not verify against the
 * trusted root. No error holds the token, nor anything that a service answered.
 *
 * @throws MpkError `USAGE` for a URL that is not https (http to this machine aside), and for services that cannot give what
 * is asked of the bundle; `POLICY_INVALID` for a threshold out of range; `INPUT_UNSUPPORTED` for a signing config without
 * usable services
 */
export function createKeylessSigner(options: KeylessSignerOptions): BundleSigner {
  const thresholds = readThresholds(options.thresholds);
  const pick = (): SigningServices => signingServices(options, { thresholds, now: new Date() });
  pick();
  return {
    sign: async (payload) => {
      // Once more: a signing config says when its services are to be used.
      const services = pick();
      const token = await tokenOf(options.identityProvider);
      // Loaded here: every start of the tool would pay for it otherwise.
      const { signKeyless } = await import('./keyless-signing.js');
      return signKeyless(services, payload, { token, thresholds, options });
    },
  };
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
