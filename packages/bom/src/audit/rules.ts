// SPDX-License-Identifier: Apache-2.0
import type { AuditRule } from './rule.js';
import { bytesRules } from './bytes.js';
import { codeRules } from './code.js';
import { datasetFileDiffers } from './dataset-files.js';
import { documentationRules } from './documentation.js';
import { evaluationRules } from './evaluation.js';
import { identityRules } from './identity.js';
import { licenseRules } from './license.js';
import { lineageRules } from './lineage.js';
import { privacyRules } from './privacy.js';

/** Every rule, in the order in which findings are told. */
export const AUDIT_RULES: readonly AuditRule[] = [
  ...bytesRules,
  datasetFileDiffers,
  ...lineageRules,
  ...licenseRules,
  ...codeRules,
  ...evaluationRules,
  ...documentationRules,
  ...privacyRules,
  ...identityRules,
];
