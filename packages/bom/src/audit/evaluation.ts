// SPDX-License-Identifier: Apache-2.0
import type { AuditRule } from './rule.js';
import { evaluationInTraining, evaluationUnpinned } from './evaluation/data.js';
import { metricOutOfRange, metricTwice } from './evaluation/values.js';
import { resultUnverified, resultWithoutSource } from './evaluation/results.js';

export const evaluationRules: readonly AuditRule[] = [
  resultWithoutSource,
  resultUnverified,
  evaluationUnpinned,
  evaluationInTraining,
  metricOutOfRange,
  metricTwice,
];
