// SPDX-License-Identifier: Apache-2.0
import { readBundleFile } from './attestations/bundle-file.js';
import { summarizeBundle, type BundleSummary } from './show/bundle-summary.js';

export type {
  AttestationSummary,
  BundleSummary,
  CertificateSummary,
  IllegibleSummary,
  ModelSignatureSummary,
} from './show/bundle-summary.js';
export { diffSignatures } from './show/signature-diff.js';
export type { Change, SignatureDiff } from './show/signature-diff.js';

/**
 * Reads the bundles of a file for people to look at: one, or one a line as in claims.
 *
 * @throws MpkError `INPUT_UNREADABLE`, `INPUT_TOO_LARGE`, `INPUT_MALFORMED`
 */
export function showBundles(path: string): readonly BundleSummary[] {
  const hint = 'give a signature, an attestation or a file of claims';
  return readBundleFile(path, { hint }).map(summarizeBundle);
}
