// SPDX-License-Identifier: Apache-2.0
export { ERROR_CODES, MpkError, codeOf, exitFor, isMpkError, reasonOf, unreadable } from './errors.js';
export type { ErrorCode } from './errors.js';
export { CLAIM_METHODS, showSource, showValue } from './claims/claim.js';
export { claimsSchema } from './claims/claims-schema.js';
export { MAX_EVIDENCE_CLAIMS, parseModelClaims } from './claims/parse-claims.js';
export { attestedClaims, attestedProvenance } from './claims/attested/attested-provenance.js';
export type { AttestedProvenance } from './claims/attested/attested-provenance.js';
export { dependenciesOf, dependencyName } from './claims/attested/dependencies.js';
export type { ProvenanceDependency } from './claims/attested/dependencies.js';
export { provenanceClaims } from './claims/attested/provenance-claims.js';
export type { Claim, ClaimMethod, ClaimSource, ClaimValue } from './claims/claim.js';
export { canonicalJson } from './json/canonical.js';
export { decodeBase64 } from './json/base64.js';
export { refuseInexactNumbers } from './json/exact-numbers.js';
export { MAX_JSON_DEPTH, MAX_JSON_VALUES, parseJson } from './json/parse-json.js';
export { asArray, asBoolean, asObject, asSize, asString, isPlainObject, optionalString } from './json/narrow.js';
export type { JsonObject } from './json/narrow.js';
export {
  FACTS_READING_CONSUMER,
  FORMAT_CONSUMER,
  MAX_RANGE_BYTES,
  READING_CONSUMER,
  TENSOR_READING_CONSUMER,
} from './pass/consumer.js';
export type { ConsumedFile, Consumer, ConsumerFactory, ConsumerRegistry, RangeReader } from './pass/consumer.js';
export {
  CLAIMS_NAME,
  DEFAULT_IGNORES,
  DEFAULT_SIGNATURE_NAME,
  MAX_NAME_BYTES,
  assertName,
  compareNames,
  isIgnored,
} from './model/names.js';
export {
  createManifest,
  filesDigest,
  diffManifest,
  diffNamed,
  manifestDigest,
  manifestOmsRoot,
  manifestOmsRoots,
} from './manifest/manifest.js';
export type { Manifest, ManifestDiff, ManifestFile } from './manifest/manifest.js';
export { omsRootDigest } from './manifest/oms-root.js';
export { IN_TOTO_PAYLOAD_TYPE, pae } from './attestation/dsse.js';
export { BUNDLE_MEDIA_TYPE, MAX_BUNDLE_BYTES, MAX_CHAIN_CERTIFICATES, parseBundle } from './attestation/bundle.js';
export type { BundleJson, SignedBundle, VerificationMaterial } from './attestation/bundle.js';
export { STATEMENT_TYPE, createStatement, parseStatement, subjectDigests } from './attestation/statement.js';
export type { DigestSet, Statement, StatementOptions } from './attestation/statement.js';
export { PREDICATES, checkPredicate, predicateKind } from './attestation/predicates/predicates.js';
export type { PredicateKind } from './attestation/predicates/predicates.js';
export { CYCLONEDX_TYPE, SPDX_2_TYPE, SPDX_3_TYPE } from './attestation/predicates/bom.js';
export {
  BASE_MODEL_RELATIONS,
  BUILD_TYPE_SCHEMAS,
  DATASET_BUILD_TYPE,
  DATASET_PURPOSES,
  DEPENDENCY_ROLES,
  TRAINING_BUILD_TYPE,
} from './attestation/predicates/build-types.js';
export { TRUST_BUNDLE_TYPE } from './attestation/predicates/trust-bundle.js';
export type { BundledPolicy, BundledRoot, TrustBundle } from './attestation/predicates/trust-bundle.js';
export type { BaseModelRelation, DatasetPurpose, DependencyRole } from './attestation/predicates/build-types.js';
export { REFERENCE_TYPE } from './attestation/predicates/reference.js';
export type { ResourceDescriptor } from './attestation/predicates/resource-descriptor.js';
export { SCAI_TYPE } from './attestation/predicates/scai.js';
export { SLSA_PROVENANCE_TYPE } from './attestation/predicates/slsa-provenance.js';
export type { SlsaProvenance } from './attestation/predicates/slsa-provenance.js';
export { TEST_RESULT_TYPE } from './attestation/predicates/test-result.js';
export { VSA_TYPE } from './attestation/predicates/vsa.js';
export type { VerificationSummary } from './attestation/predicates/vsa.js';
export { OMS_PREDICATE_TYPE, createOmsStatement, isOmsV1Statement, sha256Hex } from './attestation/oms.js';
export type { OmsStatementOptions } from './attestation/oms.js';
export { isOmsStatement, readOmsPredicate } from './attestation/oms-predicate.js';
export { OMS_LEGACY_TYPE, legacyPae } from './attestation/oms-legacy.js';
export type { OmsPredicate } from './attestation/oms-predicate.js';
export type { SignedFile } from './attestation/oms-resources.js';
export {
  DEFAULT_SERIALIZATION,
  DEFAULT_SHARD_BYTES,
  HASH_BYTES,
  MAX_RESOURCES,
  METHODS,
  describeSerialization,
  serializationId,
} from './serialization/serialization.js';
export type { HashName, Serialization } from './serialization/serialization.js';
export { MAX_SERIALIZATIONS, digestsIn, serializationsToMeasure, totalDigests } from './serialization/file-digests.js';
export type { FileDigests, SerializedModel } from './serialization/file-digests.js';
export {
  isSerializationConsumer,
  loadSerializationConsumer,
  serializationConsumerName,
} from './serialization/serialization-consumer.js';
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
export type { BomScoreSummary, Evidence, EvidenceBundle, EvidenceFile, FileFormat } from './evidence/types.js';
export { RESULT_SCHEMA } from './gate/result.js';
export type { RequirementResult, ResultCode, Verdict, VerifyResult } from './gate/result.js';
export { DEFAULT_FAIL_ON, DEFAULT_VSA_MAX_AGE, POLICY_API_VERSION } from './policy/types.js';
export type * from './policy/types.js';
export { LOCK_SCHEMA, MAX_LOCK_BYTES, createLock, parseLock, serializeLock } from './lock/lock.js';
export type { LockOptions, ModelLock } from './lock/lock.js';
export { diffLock } from './lock/diff-lock.js';
export type { LockChange, LockDiff } from './lock/diff-lock.js';
export { lockSchema } from './lock/lock-schema.js';
export { leaveOutFile, openModel } from './model/open-model.js';
export type { FileIdentity, ModelFile, OpenModelOptions, OpenedModel } from './model/open-model.js';
export { IN_THREAD_BYTES, runPass } from './pass/run-pass.js';
export type { PassOptions, PassProgress } from './pass/run-pass.js';
export { isPassWorker, servePass } from './pass/pass-worker.js';
export { DIGEST_CONSUMER, sha256Consumer } from './pass/sha256-consumer.js';
export type { FileResults } from './pass/read-through.js';
export { openListedFile } from './pass/listed-file.js';
export type { ListedFile } from './pass/listed-file.js';
export { DigestCache } from './digest/digest-cache.js';
export { writeFileAtomic } from './output/write-file.js';
export type { WriteFileOptions } from './output/write-file.js';
export { readFileBounded } from './input/read-file.js';
export type { ReadFileOptions } from './input/read-file.js';
export { countFiles } from './gate/describe.js';
export { isInLicenseFolder, isLicenseFileName, isTermsFileName, isThirdPartyFileName } from './gate/license-files.js';
export { escapeHtml, escapeMarkdown } from './text/escape.js';
export { printable, showName } from './text/printable.js';
export { nearestWord, suggestion } from './text/suggestion.js';
export { statementsOf } from './statements/model-statements.js';
export type { ModelStatement, ModelStatementsQuery } from './statements/model-statements.js';
export { createStatementFinder } from './statements/statement-finder.js';
export type {
  AttemptRefusal,
  NamedVerifier,
  SignatureAttempt,
  StatementFinder,
  StatementQuery,
  VerifiedBundle,
} from './statements/statement-finder.js';
export { MAX_CLAIMS, MAX_CLAIMS_BYTES, parseClaim, parseClaims, splitClaims } from './attestation/claims.js';
export { collectBundles } from './evidence/attestation-source.js';
export type {
  AttestationSource,
  CollectBundlesOptions,
  CollectedBundles,
  FoundBundle,
} from './evidence/attestation-source.js';
export { createEvidence, measureModel, readingConsumerName } from './evidence/collect.js';
export type { MeasuredModel, ReadingDepth } from './evidence/collect.js';
export { countBySeverity, FINDING_OUTCOMES, SEVERITIES, isAtLeast, showLocation } from './inspection/finding.js';
export type { Finding, FindingLocation, FindingOutcome, Inspection, RuleSet, Severity } from './inspection/finding.js';
export { findingSchema, ruleSetSchema, severityCountsSchema } from './inspection/inspection-schema.js';
export { MAX_FINDINGS } from './inspection/parse-inspection.js';
export { judgeInspection, weighFindings } from './gate/inspection-requirement.js';
export type { WeighedFinding } from './gate/inspection-requirement.js';
export { MAX_EVIDENCE_BYTES, parseEvidence } from './evidence/parse-evidence.js';
export { createVerificationSummary } from './gate/verification-summary.js';
export type { SummaryOptions } from './gate/verification-summary.js';
export { resultSchema } from './gate/result-schema.js';
export { evidenceSchema } from './evidence/evidence-schema.js';
export { exitOf, judge, judgeFully, resultOfError } from './gate/judge.js';
export type { JudgeInput, Judgement } from './gate/judge.js';
export { judgePart } from './gate/judge-part.js';
export type { ModelPart } from './gate/judge-part.js';
export { MAX_CEL_NESTING } from './policy/cel-ast.js';
export { CEL_VARIABLES } from './policy/cel-variables.js';
export type { CelShape } from './policy/cel-variables.js';
export { celContext } from './policy/cel-context.js';
export type { CelContext, CelFile, CelSignature } from './policy/cel-context.js';
export { ATTESTATION_VARIABLES } from './policy/cel-variables.js';
export { hasExpressions } from './policy/expressions.js';
export { durationMs } from './policy/duration.js';
export { MAX_PEDIGREE_DEPTH } from './policy/schema-attestations.js';
export { MADE_ROLES, MAX_PEDIGREE_NODES, buildPedigree } from './pedigree/pedigree.js';
export type { PedigreeNode, PedigreeOptions, PedigreeProof } from './pedigree/pedigree.js';
export { familyTree } from './gate/family-tree.js';
export { UNSTATED_ROLE, namesOf, sourcesOf } from './pedigree/dependencies.js';
export { MAX_RULE_MS, evaluateRule, loadCel } from './policy/cel.js';
export type { CelEngine, RuleOutcome } from './policy/cel.js';
export { daysLeft, endOfDay, isDayOver } from './policy/day.js';
export { effectivePolicyFromDocument, resolvePolicy } from './policy/effective.js';
export type { ResolvePolicyOptions } from './policy/effective.js';
export { findException } from './policy/exceptions.js';
export type { FoundException } from './policy/exceptions.js';
export { explainPolicy } from './policy/explain.js';
export { renderFault } from './schema/fault.js';
export type { Fault as PolicyFault } from './schema/fault.js';
export type { KnownIds, KnownNames } from './policy/format-ids.js';
export { compileGlob, matchesGlob } from './policy/glob.js';
export { holdsPrivateKey } from './policy/material.js';
export type { CheckMaterial, PolicyMaterial } from './policy/material.js';
export { policyApplies } from './policy/match.js';
export type { MatchTarget } from './policy/match.js';
export { parsePolicy, parsePolicyDocument, policyFaults } from './policy/parse.js';
export type { ParsePolicyOptions, PolicyFaultsOptions } from './policy/parse.js';
export { parsePolicyTests, policyTestsSchema } from './policy/policy-tests.js';
export type { PolicyTest } from './policy/policy-tests.js';
export { policySchema } from './policy/schema.js';
export type { SchemaNode } from './schema/schema-node.js';
export { MAX_CEL_CHARS, MAX_GLOB_CHARS } from './policy/schema-parts.js';
export { needsClaims } from './policy/expressions.js';
export type { PolicyIds } from './policy/format-ids.js';
export { policyTemplate } from './policy/template.js';
export type { PolicyTemplateOptions } from './policy/template.js';
export { child as childPointer } from './schema/fault.js';
export { composeYaml } from './yaml/compose.js';
export { MAX_POLICY_BYTES, MAX_POLICY_DEPTH, readYaml } from './yaml/yaml-source.js';
export type { YamlSource } from './yaml/yaml-source.js';
