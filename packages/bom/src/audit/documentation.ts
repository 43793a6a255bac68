// SPDX-License-Identifier: Apache-2.0
import type { AuditRule } from './rule.js';
import { cardMissing, sectionEmpty, sectionRules } from './documentation/sections.js';
import { templateText } from './documentation/template.js';
import { datasetMissing, datasetUnlicensed, datasetUnpinned } from './documentation/datasets.js';
import { emissionsImplausible, emissionsUnsourced, languageUnknown, superseded } from './documentation/facts.js';
import { taskDiffers, taskMissing } from './documentation/tasks.js';

export const documentationRules: readonly AuditRule[] = [
  cardMissing,
  templateText,
  sectionEmpty,
  ...sectionRules,
  datasetMissing,
  datasetUnpinned,
  datasetUnlicensed,
  emissionsUnsourced,
  emissionsImplausible,
  languageUnknown,
  taskMissing,
  taskDiffers,
  superseded,
];
