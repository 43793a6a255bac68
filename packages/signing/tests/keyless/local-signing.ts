// SPDX-License-Identifier: Apache-2.0
import type { BundleJson } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { LOCAL_ISSUER, type LocalSigstore } from '@mpk/testkit/sigstore';
import {
  createKeylessSigner,
  createKeylessVerifier,
  type KeylessServices,
  type KeylessSignerOptions,
  type KeylessVerifierOptions,
} from '@mpk/signing';
import { PAYLOAD, reread } from '../bundles.js';

/** Whom tokens of these tests are for unless they say otherwise. */
export const ALICE = 'alice@example.com';

/** Time to start a local Sigstore on a busy machine. */
export const START_TIMEOUT_MS = 40_000;

/** The two kinds of logs, with what each needs beside it. */
export const LOGS = [
  ['Rekor version 1', { rekorVersion: 1 }],
  ['Rekor version 2', { rekorVersion: 2, stamped: true }],
] as const;

/** How a test signs. */
export type LocalOptions = Partial<KeylessSignerOptions & KeylessServices> & {
  readonly claims?: Record<string, unknown>;
  /** with the Sigstore timestamp authority */
  readonly stamped?: boolean;
};

/** Signs with the local services, impatiently. */
export function signAs(sigstore: LocalSigstore, options: LocalOptions = {}): Promise<BundleJson> {
  const { claims = { email: ALICE }, stamped = false, ...rest } = options;
  return createKeylessSigner({
    identityProvider: { getToken: () => Promise.resolve(sigstore.idToken(claims)) },
    // A final slash, as people write it.
    fulcioUrl: `${sigstore.url}/`,
    rekorUrl: `${sigstore.url}/`,
    ...(stamped && { tsaUrl: sigstore.url }),
    retries: 0,
    ...rest,
  }).sign(PAYLOAD);
}

/** A verifier for Alice under the local root, unless told otherwise. */
export const verifierFor = (sigstore: LocalSigstore, options: Partial<KeylessVerifierOptions> = {}) =>
  createKeylessVerifier({
    trustedRoot: sigstore.trustedRoot,
    ...('identityPattern' in options ? {} : { identity: ALICE }),
    ...('issuerPattern' in options ? {} : { issuer: LOCAL_ISSUER }),
    ...options,
  });

/** Verifies a bundle after `change` had its way with it, and returns the code of the refusal. */
export async function codeOf(
  sigstore: LocalSigstore,
  bundle: BundleJson,
  options: Partial<KeylessVerifierOptions> = {},
  change?: (json: any) => void,
): Promise<string> {
  const verifier = await verifierFor(sigstore, options);
  return thrownCode(() => verifier.verify(reread(bundle, change)));
}

/** The trusted root after `change` had its way with it. */
export function changedRoot(sigstore: LocalSigstore, change: (root: any) => void): Buffer {
  const root = JSON.parse(sigstore.trustedRoot.toString());
  change(root);
  return Buffer.from(JSON.stringify(root));
}

/** A bundle's first log entry. */
export const entryOf = (json: any): any => json.verificationMaterial.tlogEntries[0];

/** A bundle's timestamps. */
export const stampsOf = (json: any): any[] => json.verificationMaterial.timestampVerificationData.rfc3161Timestamps;

/** Does nothing to a bundle. */
export const asItIs = (): void => undefined;
