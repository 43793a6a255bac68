// SPDX-License-Identifier: Apache-2.0
// Light on purpose: Sigstore's libraries are loaded where they are used, never by importing this.
export type { KeyCurve } from './keys/curves.js';
export { generateKeyPair } from './keys/generate.js';
export type { KeyPairPem } from './keys/generate.js';
export { readPrivateKey } from './keys/private-key.js';
export { MAX_KEY_BYTES, keyDigest, keyHint, readPublicKey } from './keys/public-key.js';
export { createKeySigner } from './key-signer.js';
export type { KeySignerOptions } from './key-signer.js';
export type { KeyHandle, KeySource, PrivateKeyOptions } from './keys/key-handle.js';
export type { TimestampSource } from './timestamp/timestamp-source.js';
export { createKeyVerifier } from './key-verifier.js';
export type { KeyVerifierOptions } from './key-verifier.js';
export { createCertificateSigner } from './certificate/certificate-signer.js';
export type { CertificateSignerOptions } from './certificate/certificate-signer.js';
export { createCertificateVerifier } from './certificate/certificate-verifier.js';
export type { CertificateVerifierOptions } from './certificate/certificate-verifier.js';
export { createKeylessSigner } from './keyless/keyless-signer.js';
export type { KeylessSignerOptions } from './keyless/keyless-signer.js';
export { createKeylessVerifier } from './keyless/keyless-verifier.js';
export type { KeylessVerifierOptions } from './keyless/keyless-verifier.js';
export { MAX_TRUSTED_ROOT_BYTES } from './keyless/trusted-root.js';
export { ambientProvider, environmentTokenProvider } from './identity/environment.js';
export type { Environment } from './identity/environment.js';
export { githubActionsProvider } from './identity/github-actions.js';
export { tokenFileProvider } from './identity/token-file.js';
