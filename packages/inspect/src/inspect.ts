// SPDX-License-Identifier: Apache-2.0
import type { Inspection } from '@mpk/core';
import { CHECKS } from './checks/index.js';
import { runChecks } from './engine.js';
import type { InspectedModel } from './inspected-model.js';
import { RULES } from './rules.js';

/** Runs every check over what was read of a model; those that need a base, where there is one. */
export function inspect(model: InspectedModel): Inspection {
  const checks = CHECKS.filter(({ needsBase }) => needsBase !== true || model.base !== undefined);
  return { rules: RULES, checks: checks.map(({ id }) => id), findings: runChecks(checks, model) };
}
