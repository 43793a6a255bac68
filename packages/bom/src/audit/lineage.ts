// SPDX-License-Identifier: Apache-2.0
import type { AuditRule } from './rule.js';
import { baseDiffers, baseMissing, baseNoId, baseUnpinned, ownBase, trainingPathDiffers } from './lineage/bases.js';
import { familyDiffers } from './lineage/families.js';
import { pictureFamilyDiffers } from './lineage/picture-adapters.js';
import { adapterNotThere, adapterNotTold, mergeOfOne, relationDiffers } from './lineage/relations.js';

export const lineageRules: readonly AuditRule[] = [
  baseDiffers,
  trainingPathDiffers,
  baseMissing,
  baseNoId,
  baseUnpinned,
  familyDiffers,
  pictureFamilyDiffers,
  ownBase,
  relationDiffers,
  adapterNotThere,
  adapterNotTold,
  mergeOfOne,
];
