// SPDX-License-Identifier: Apache-2.0
import type { ProvenSigner } from '@mpk/core';
import type { KeylessVerifierOptions } from './keyless-verifier.js';

/** Whose message signature is meant: a Sigstore identity's, or that of a key, whose log entry must be there all the same. */
export type MessageVerifierOptions =
  KeylessVerifierOptions | { readonly publicKeyPem: string | Uint8Array; readonly trustedRoot: Uint8Array };

/**
 * Verifies a bundle around a signature over a file's bytes, as `cosign sign-blob` writes it. Models are not signed this way:
 * this is for Sigstore's conformance suite, and for files beside a model.
 *
 * @param bytes - the bundle, untrusted
 * @param artifact - the bytes that must have been signed
 * @throws MpkError what `createKeylessVerifier` and its `verify` throw
 * @see https://github.com/sigstore/protobuf-specs sigstore_bundle.proto, MessageSignature
 */
export async function verifyMessageBundle(
  bytes: Uint8Array,
  artifact: Uint8Array,
  options: MessageVerifierOptions,
): Promise<ProvenSigner> {
  const { verifyMessage } = await import('./message-verification.js');
  return verifyMessage(bytes, artifact, options);
}
