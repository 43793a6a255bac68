// SPDX-License-Identifier: Apache-2.0
export { auditModel, MAX_FINDINGS_PER_RULE } from './audit/audit-model.js';
export type { AuditEvidence, AuditFinding } from './audit/audit-model.js';
export { AUDIT_THEMES } from './audit/rule.js';
export type { AuditMatch, AuditRule, AuditTheme } from './audit/rule.js';
export { AUDIT_RULES } from './audit/rules/index.js';
export { ClaimSink, MAX_CLAIM_CHARS, MAX_CLAIM_ITEMS, MAX_CLAIMS } from './claims/claim-sink.js';
export type { CollectedClaims, Remark, RemarkKind } from './claims/claim-sink.js';
export { collectClaims } from './claims/collect-claims.js';
export { repositoryClaims } from './claims/cache-layout.js';
export type { Collector } from './claims/collector.js';
export { COLLECTORS } from './claims/collectors/index.js';
export { VOCABULARY } from './claims/vocabulary.js';
export type { ClaimName } from './claims/vocabulary.js';
export { LICENSE_IDS, licenseFacts } from './licenses/license-ids.js';
export type { LicenseFacts, LicenseTrait } from './licenses/license-ids.js';
export { recogniseLicense } from './licenses/recognise-license.js';
export type { RecognisedLicenses } from './licenses/recognise-license.js';
export type { ModelFile } from './model-files.js';
