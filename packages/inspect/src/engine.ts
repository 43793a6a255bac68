// SPDX-License-Identifier: Apache-2.0
import type { Finding } from '@mpk/core';
import type { Check } from './check.js';
import { foldFindings, worstFirst } from './fold.js';
import type { InspectedModel } from './inspected-model.js';

/** Runs checks one after another. The order of findings is that of the files, then that of the checks. */
export function runChecks(checks: readonly Check[], model: InspectedModel): readonly Finding[] {
  const order = new Map(model.files.map(({ name }, i) => [name, i]));
  const place = ({ location }: Finding): number => order.get(location?.file ?? '') ?? -1;
  const found = checks.flatMap((check) => runOne(check, model));
  return worstFirst(foldFindings(found)).sort((a, b) => place(a) - place(b));
}

/** A check that breaks is reported as inconclusive, never dropped. */
function runOne(check: Check, model: InspectedModel): readonly Finding[] {
  try {
    return check.run(model);
  } catch {
    return [{ check: check.id, outcome: 'inconclusive', severity: 'medium', message: 'the check itself failed' }];
  }
}
