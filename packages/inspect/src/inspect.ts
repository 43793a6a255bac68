// SPDX-License-Identifier: Apache-2.0
import type { Inspection } from '@mpk/core';
import { CHECKS } from './checks/index.js';
import { runChecks } from './engine.js';
import type { InspectedModel } from './inspected-model.js';
import { RULES } from './rules.js';

/** Runs every check over what was read of a model. */
export const inspect = (model: InspectedModel): Inspection => ({
  rules: RULES,
  checks: CHECKS.map(({ id }) => id),
  findings: runChecks(CHECKS, model),
});
