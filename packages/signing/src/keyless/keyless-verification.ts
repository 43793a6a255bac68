// SPDX-License-Identifier: Apache-2.0
import { MpkError, sha256Hex, type BundleVerifier, type JsonObject, type ProvenSigner } from '@mpk/core';
import type { Certificate } from '../certificate/certificate.js';
import { assertMaySign } from '../certificate/chain.js';
import { otherMethod, verifyEnvelope } from '../envelope.js';
import { bundleTimestamps } from '../timestamp/bundle-timestamps.js';
import { readFulcioIdentity } from './fulcio-identity.js';
import { createSignerMatcher, type SignerMatcher } from './identity-matcher.js';
import type { KeylessVerifierOptions } from './keyless-verifier.js';
import { bundleLogEntries, keylessLeaf } from './keyless-material.js';
import { envelopeContent, type SignedContent } from './signed-content.js';
import { readThresholds, type Thresholds } from './thresholds.js';
import { readTrustMaterial, type TrustMaterial } from './trust-material.js';
import { parseTrustedRoot, type TrustedKind } from './trusted-root.js';
import { verifyEvidence } from './verify-evidence.js';

/** Everything that verification of keyless signatures needs, read and checked. */
export interface KeylessTrust {
  readonly trust: TrustMaterial;
  readonly thresholds: Thresholds;
  readonly signer: SignerMatcher;
  /** SHA-256 of the trusted root's bytes */
  readonly rootDigest: string;
}

/** See `createKeylessVerifier`. */
export async function createVerifier(options: KeylessVerifierOptions): Promise<BundleVerifier> {
  const trust = await readKeylessTrust(options);
  return {
    verify: (bundle) => {
      const leaf = keylessLeaf(bundle.json);
      if (leaf === undefined) throw otherMethod(bundle, 'a Sigstore identity');
      assertMaySign(leaf);
      verifyEnvelope(bundle.envelope, leaf.publicKey);
      return verifySigner(leaf, bundle.json, envelopeContent(bundle.envelope), trust);
    },
  };
}

/** Reads everything that a verifier needs before there is a bundle. */
export async function readKeylessTrust(options: KeylessVerifierOptions): Promise<KeylessTrust> {
  const signer = await createSignerMatcher(options);
  const thresholds = readThresholds(options.thresholds);
  const trust = readTrust(options.trustedRoot, thresholds);
  return { trust, thresholds, signer, rootDigest: `sha256:${sha256Hex(options.trustedRoot)}` };
}

/** Reads a trusted root that must have what the thresholds ask for. */
export const readTrust = (trustedRoot: Uint8Array, thresholds: Thresholds): TrustMaterial =>
  readTrustMaterial(parseTrustedRoot(trustedRoot, kindsNeeded(thresholds)));

const kindsNeeded = ({ logEntries, certificateTimestamps }: Thresholds): readonly TrustedKind[] => [
  'certificateAuthorities',
  ...(logEntries > 0 ? (['tlogs'] as const) : []),
  ...(certificateTimestamps > 0 ? (['ctlogs'] as const) : []),
];

/** Verifies a bundle's evidence and its signer's name; the signature was verified before. */
export function verifySigner(
  leaf: Certificate,
  json: JsonObject,
  content: SignedContent,
  known: KeylessTrust,
): ProvenSigner {
  const entries = known.thresholds.logEntries === 0 ? [] : bundleLogEntries(json);
  const evidence = { content, entries, timestamps: bundleTimestamps(json) };
  const { timestamps, restsOn } = verifyEvidence(leaf, evidence, known);
  const signer = readFulcioIdentity(leaf);
  if (!known.signer.matches(signer)) {
    const { identity, issuer } = signer;
    throw new MpkError('IDENTITY_MISMATCH', `signed by ${identity} (issuer ${issuer}), expected ${known.signer.text}`);
  }
  return { identity: { method: 'keyless', ...signer, rootDigest: known.rootDigest }, timestamps, restsOn };
}
