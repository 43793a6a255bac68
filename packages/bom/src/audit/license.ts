// SPDX-License-Identifier: Apache-2.0
import type { AuditRule } from './rule.js';
import { dataTermsDropped } from './license/data.js';
import * as duties from './license/duties.js';
import { licenseLinkDiffers } from './license/links.js';
import { llamaName } from './license/llama-name.js';
import { licenseTextDiffers, licenseTextUnknown, noticeDiffers } from './license/texts.js';
import * as which from './license/which.js';
import { commerceForbidden } from './license/words.js';

export const licenseRules: readonly AuditRule[] = [
  which.licenseMissing,
  which.licenseUnnamed,
  which.licenseFamily,
  which.licenseUnknown,
  which.licenseVersionOpen,
  which.licensesDiffer,
  which.licensesSeveral,
  licenseTextDiffers,
  licenseTextUnknown,
  noticeDiffers,
  licenseLinkDiffers,
  commerceForbidden,
  duties.baseTermsDropped,
  dataTermsDropped,
  duties.noDerivatives,
  duties.nonCommercial,
  duties.useRestrictions,
  duties.noticeMissing,
  llamaName,
  duties.euLimit,
];
