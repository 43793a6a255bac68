// SPDX-License-Identifier: Apache-2.0
// Light on purpose: what keyless signatures and timestamps need is loaded where it is used, never by importing this.
export { KEY_CURVES } from './keys/curves.js';
export type { KeyCurve } from './keys/curves.js';
export { generateKeyPair } from './keys/generate.js';
export type { KeyPairPem } from './keys/generate.js';
export { readPrivateKey } from './keys/private-key.js';
export { MAX_KEY_BYTES, keyDigest, keyHint, readPublicKey } from './keys/public-key.js';
export { KEY_PASSWORD_VARIABLE, KEY_PIN_VARIABLE, isSecretVariable } from './secret-variables.js';
export { createKeySigner } from './key-signer.js';
export type { KeySignerOptions } from './key-signer.js';
export type { KeyHandle, KeySource, PrivateKeyOptions } from './keys/key-handle.js';
export type { TimestampSource } from './timestamp/timestamp-source.js';
export type { SigningTimeOptions } from './timestamp/signing-time.js';
export { createKeyVerifier } from './key-verifier.js';
export type { KeyVerifierOptions } from './key-verifier.js';
export { parseCertificate } from './certificate/certificate.js';
export type { Certificate } from './certificate/certificate.js';
export { createCertificateSigner } from './certificate/certificate-signer.js';
export type { CertificateSignerOptions } from './certificate/certificate-signer.js';
export { createCertificateVerifier, readAuthorities } from './certificate/certificate-verifier.js';
export type { CertificateVerifierOptions } from './certificate/certificate-verifier.js';
export { createKeylessSigner } from './keyless/keyless-signer.js';
export type { KeylessSignerOptions } from './keyless/keyless-signer.js';
export type { KeylessServices, ServiceChoice } from './keyless/signing-services.js';
export { MAX_SIGNING_CONFIG_BYTES, parseSigningConfig } from './keyless/signing-config.js';
export type { ServiceSelector, SigningConfig, SigstoreService } from './keyless/signing-config.js';
export type { Patience } from './keyless/service-client.js';
export { createKeylessVerifier } from './keyless/keyless-verifier.js';
export type { KeylessVerifierOptions } from './keyless/keyless-verifier.js';
export { withSecondOpinion } from './keyless/second-opinion.js';
export { verifyMessageBundle } from './keyless/message-bundle.js';
export type { MessageVerifierOptions } from './keyless/message-bundle.js';
export { assertIdentityPattern } from './keyless/identity-pattern.js';
export type { ExpectedSigner } from './keyless/identity-matcher.js';
export { DEFAULT_THRESHOLDS } from './keyless/thresholds.js';
export type { Thresholds } from './keyless/thresholds.js';
export { MAX_TRUSTED_ROOT_BYTES } from './keyless/trusted-root.js';
export { ambientProvider } from './identity/ambient.js';
export type { AmbientOptions } from './identity/ambient.js';
export { SIGSTORE_AUDIENCE } from './identity/audience.js';
export type { AudienceOptions } from './identity/audience.js';
export { buildkiteProvider } from './identity/buildkite.js';
export { IDENTITY_KINDS, identityProviderFrom } from './identity/choice.js';
export type { IdentityChoice } from './identity/choice.js';
export { environmentTokenProvider } from './identity/environment.js';
export type { Environment, EnvironmentTokenOptions } from './identity/environment.js';
export { githubActionsProvider } from './identity/github-actions.js';
export { gitlabProvider } from './identity/gitlab.js';
export { googleProvider } from './identity/google.js';
export { PROJECTED_TOKEN_FILES } from './identity/identity-files.js';
export { kubernetesProvider } from './identity/kubernetes/kubernetes.js';
export type { KubernetesOptions } from './identity/kubernetes/kubernetes.js';
export { clusterTokenRequester } from './identity/kubernetes/token-requester.js';
export type { ServiceAccountTokenRequest, TokenRequester } from './identity/kubernetes/token-requester.js';
export { interactiveProvider } from './identity/oauth/interactive.js';
export type { InteractiveOptions } from './identity/oauth/interactive.js';
export type { Prompt } from './identity/oauth/prompt.js';
export { tokenFileProvider } from './identity/token-file.js';
export {
  SIGNING_CONFIG_TARGET,
  TRUSTED_ROOT_TARGET,
  readCachedTrust,
  trustCacheBytes,
  updateTrust,
  verifyTrustCache,
} from './trust/update-trust.js';
export type { TrustOptions, TufTrust } from './trust/update-trust.js';
export type { TufMirrorOptions } from './trust/tuf-mirror.js';
export { assertTufRoot } from './trust/tuf-store.js';
export type { TufRole } from './trust/tuf-store.js';
export { refuseRevoked, withRevocation } from './trust/revocation.js';
export type { Revocation } from './trust/revocation.js';
export { describeTrustedRoot } from './trust/describe-root.js';
export type { TrustedRootDescription } from './trust/describe-root.js';
export { PUBLIC_TUF_URL, STALE_AFTER_DAYS, embeddedPublicGoodRoot } from './trust/embedded-root.js';
export type { EmbeddedRoot } from './trust/embedded-root.js';
export type {
  AuthoritySummary,
  CertificateSummary,
  LogSummary,
  Period,
  TrustedInstances,
} from './trust/root-instances.js';
export { createExecKeyHandle } from './external/exec/exec-key-handle.js';
export type { ExecOptions } from './external/exec/exec-key-handle.js';
export type { ProgramSettings } from './external/exec/ask-program.js';
export { createPkcs11KeyHandle } from './external/pkcs11/pkcs11-key-handle.js';
export type { Pkcs11Options } from './external/pkcs11/pkcs11-key-handle.js';
export { openKeyReference, parseKeyReference } from './external/key-reference.js';
export type { KeyReference, OpenKeyOptions } from './external/key-reference.js';
