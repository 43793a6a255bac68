// SPDX-License-Identifier: Apache-2.0
export { ERROR_CODES, MpkError, codeOf, exitFor, isMpkError, unreadable } from './errors.js';
export type { ErrorCode } from './errors.js';
export { canonicalJson } from './json/canonical.js';
export { decodeBase64 } from './json/base64.js';
export { MAX_JSON_DEPTH, parseJson } from './json/parse-json.js';
export { asArray, asBoolean, asObject, asSize, asString, optionalString } from './json/narrow.js';
export type { JsonObject } from './json/narrow.js';
export { MAX_RANGE_BYTES } from './pass/consumer.js';
export type { ConsumedFile, Consumer, ConsumerFactory, ConsumerRegistry, RangeReader } from './pass/consumer.js';
export {
  DEFAULT_IGNORES,
  DEFAULT_SIGNATURE_NAME,
  MAX_NAME_BYTES,
  assertName,
  compareNames,
  isIgnored,
} from './model/names.js';
export { createManifest, diffManifest, manifestDigest, manifestOmsRoot } from './manifest/manifest.js';
export type { Manifest, ManifestDiff, ManifestFile } from './manifest/manifest.js';
export { omsRootDigest } from './manifest/oms-root.js';
export { IN_TOTO_PAYLOAD_TYPE, pae } from './attestation/dsse.js';
export { BUNDLE_MEDIA_TYPE, MAX_BUNDLE_BYTES, MAX_CHAIN_CERTIFICATES, parseBundle } from './attestation/bundle.js';
export type { BundleJson, SignedBundle, VerificationMaterial } from './attestation/bundle.js';
export { STATEMENT_TYPE, parseStatement } from './attestation/statement.js';
export type { DigestSet, Statement } from './attestation/statement.js';
export { OMS_PREDICATE_TYPE, createOmsStatement, readOmsPredicate, sha256Hex } from './attestation/oms.js';
export type { OmsPredicate, OmsResource, OmsStatementOptions } from './attestation/oms.js';
export { verifyStatement } from './attestation/verified.js';
export type { VerifiedStatement } from './attestation/verified.js';
export type {
  BundleSigner,
  BundleVerifier,
  IdentityProvider,
  ProvenSigner,
  SignerIdentity,
} from './attestation/signer.js';
export { EVIDENCE_SCHEMA } from './evidence/types.js';
export type { Evidence, EvidenceBundle, EvidenceFile, FileFormat } from './evidence/types.js';
export { RESULT_SCHEMA } from './gate/result.js';
export type { RequirementResult, ResultCode, Verdict, VerifyResult } from './gate/result.js';
export { POLICY_API_VERSION } from './policy/types.js';
export type * from './policy/types.js';
