// SPDX-License-Identifier: Apache-2.0
import type { BundleJson, SignedBundle } from './bundle.js';

/** Who signed, as proven by a verifier. `sha256:` digests are of DER bytes, in lowercase hex. */
export type SignerIdentity =
  | { readonly method: 'key'; readonly keyDigest: string }
  | {
      readonly method: 'certificate';
      /** distinguished name of the leaf, RFC 4514-like, one line */
      readonly subject: string;
      readonly keyDigest: string;
      readonly leafDigest: string;
      /** the trusted certificate that the chain ends in */
      readonly anchorDigest: string;
    }
  | {
      readonly method: 'keyless';
      /** subject alternative name of the Fulcio certificate, exact */
      readonly identity: string;
      readonly issuer: string;
      /** SHA-256 of the trusted root file's bytes */
      readonly rootDigest: string;
    };

/** What a verifier proves of a bundle: who signed and, where a log or authority vouches for it, when. */
export interface ProvenSigner {
  readonly identity: SignerIdentity;
  /** trusted times only, never the signer's own word; earliest first */
  readonly timestamps: readonly Date[];
  /**
   * every key (SPKI) and certificate that the proof rests on, `sha256:` + hex of DER: what a revocation list is held against
   */
  readonly restsOn: readonly string[];
  /**
   * last moment at which this proof holds; absent where it holds for good. A certificate chain that was judged by the clock, for
   * want of a trusted time of signing, is worth nothing when the first of its certificates has ended
   */
  readonly goodUntil?: Date;
}

/**
 * Checks one bundle's signature against one expectation that was fixed when the verifier was made.
 *
 * It never looks at the payload's meaning: core does, see `verifyStatement`.
 *
 * @throws MpkError `SIGNATURE_INVALID`, `IDENTITY_MISMATCH`, `CERTIFICATE_INVALID`, `LOG_ENTRY_INVALID` or `TIMESTAMP_INVALID`:
 * refused; `INPUT_MALFORMED`, `INPUT_TOO_LARGE` or `INPUT_UNSUPPORTED` where the material cannot be read
 */
export interface BundleVerifier {
  verify(bundle: SignedBundle): ProvenSigner;
}

/** Signs an in-toto payload and returns the whole Sigstore bundle around it. */
export interface BundleSigner {
  /** @param payload - the statement's bytes; payloadType is always `application/vnd.in-toto+json` */
  sign(payload: Uint8Array): Promise<BundleJson>;
}

/** Gives an OpenID Connect token for keyless signing. The token is a secret: it is never logged or put in an error. */
export interface IdentityProvider {
  getToken(): Promise<string>;
}
