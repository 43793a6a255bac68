// SPDX-License-Identifier: Apache-2.0
import { parseBundle, type BundleJson } from '@mpk/core';
import type { Certificate } from '../certificate/certificate.js';
import { verifyTimestamp } from '../timestamp/verify-timestamp.js';
import { readFulcioIdentity } from './fulcio-identity.js';
import { createVerifier, readTrust } from './keyless-verification.js';
import type { Thresholds } from './thresholds.js';
import { verifyIssued } from './verify-evidence.js';

/** What a trusted root says about a signature in the making. Every method throws what a verifier would throw. */
export interface SigningTrust {
  /** that the certificate was issued by a trusted authority, and logged */
  certificate(leaf: Certificate): void;
  /** that a timestamp is from a trusted authority */
  timestamp(der: Buffer, signature: Uint8Array): void;
  /** that the whole bundle verifies, as it will for whoever gets it: from its bytes */
  bundle(bundle: BundleJson, leaf: Certificate): Promise<void>;
}

/** Reads a trusted root for a signer. @throws MpkError `INPUT_TOO_LARGE`, `INPUT_MALFORMED`, `POLICY_INVALID` */
export function readSigningTrust(trustedRoot: Uint8Array, thresholds: Thresholds): SigningTrust {
  const trust = readTrust(trustedRoot, thresholds);
  return {
    certificate: (leaf) => verifyIssued(leaf, { trust, thresholds }),
    timestamp: (der, signature) => void verifyTimestamp(der, signature, trust.timestampAuthorities),
    bundle: async (bundle, leaf) => {
      const verifier = await createVerifier({ trustedRoot, thresholds, ...readFulcioIdentity(leaf) });
      verifier.verify(parseBundle(Buffer.from(JSON.stringify(bundle))));
    },
  };
}
