// SPDX-License-Identifier: Apache-2.0

/** What the process says of itself once it listens; base64 where bytes are meant. */
export interface SigstoreDescription {
  readonly url: string;
  readonly trustedRoot: string;
  readonly signingConfigs: Readonly<Record<1 | 2, string>>;
  readonly tufRoot: string;
  /** DER of the RSA timestamp authority's root and intermediate; none where it was not asked for */
  readonly rsaTsaChain: readonly string[];
}
