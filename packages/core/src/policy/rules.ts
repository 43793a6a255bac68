// SPDX-License-Identifier: Apache-2.0
import { isMpkError } from '../errors.js';
import { loadCel } from './cel.js';
import type { FaultList } from '../schema/fault.js';
import type { ModelPolicy } from './types.js';

/** Reports rules that are not CEL or cost too much, and warns of names that rules do not have. Loads CEL if there are rules. */
export async function checkRules(policy: ModelPolicy, faults: FaultList): Promise<void> {
  const { rules = [] } = policy.spec;
  if (rules.length === 0) return;
  const cel = await loadCel();
  rules.forEach((rule, i) => {
    const pointer = `/spec/rules/${i}/cel`;
    try {
      for (const message of cel.readCelFacts(rule.cel).unknown) faults.warn(pointer, `${message}; the rule will fail`);
    } catch (error) {
      if (!isMpkError(error)) throw error;
      faults.error(pointer, error.message);
    }
  });
}
