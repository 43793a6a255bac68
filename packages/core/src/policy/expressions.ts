// SPDX-License-Identifier: Apache-2.0
import { isMpkError } from '../errors.js';
import { loadCel } from './cel.js';
import { ATTESTATION_VARIABLES, CEL_VARIABLES, type CelShapes } from './cel-variables.js';
import { checkFactNames } from './check-ids.js';
import type { KnownIds } from './format-ids.js';
import type { FaultList } from '../schema/fault.js';
import type { ModelPolicy } from './types.js';

interface PolicyExpression {
  readonly cel: string;
  readonly pointer: string;
  readonly variables: CelShapes;
}

/** Every CEL expression of a policy, with what it may name. */
function expressionsOf({ spec }: ModelPolicy): readonly PolicyExpression[] {
  const rules = (spec.rules ?? []).map(({ cel }, i) => ({
    cel,
    pointer: `/spec/rules/${i}/cel`,
    variables: CEL_VARIABLES,
  }));
  const attestations = (spec.requirements?.attestations ?? []).flatMap(({ cel, validations = [] }, i) => {
    const pointer = `/spec/requirements/attestations/${i}`;
    const own = cel === undefined ? [] : [{ cel, pointer: `${pointer}/cel` }];
    return [...own, ...validations.map((one, j) => ({ cel: one.cel, pointer: `${pointer}/validations/${j}/cel` }))];
  });
  return [...rules, ...attestations.map((one) => ({ ...one, variables: ATTESTATION_VARIABLES }))];
}

/** The field `contains`, and not the function of texts. */
const FORMAT_FIELDS = /\bformat\b|\bcontains\b(?!\s*\()/;

/** Whether an expression speaks of what the files contain, so that it tells nothing where that was not looked at. */
export const asksForFormats = (cel: string): boolean => FORMAT_FIELDS.test(cel);

/** Whether an expression speaks of what the files state. */
export const asksForClaims = (cel: string): boolean => /\bclaims\b/.test(cel);

/** Whether a policy needs what the files state. */
export const needsClaims = ({ spec }: ModelPolicy): boolean => {
  const { audit, licenses, metadata, bom } = spec.requirements ?? {};
  const isAsked = [audit, licenses, metadata, bom].some((one) => one !== undefined);
  return isAsked || (spec.rules ?? []).some(({ cel }) => asksForClaims(cel));
};

/** Whether a policy has CEL to be loaded for. */
export const hasExpressions = (policy: ModelPolicy): boolean => expressionsOf(policy).length > 0;

/**
 * Reports expressions that are not CEL or cost too much, and facts that do not exist: asking whether such a one is there is always
 * answered with no. Warns of other names that they do not have. Loads CEL if there are expressions.
 */
export async function checkExpressions(policy: ModelPolicy, faults: FaultList, claimNames?: KnownIds): Promise<void> {
  const expressions = expressionsOf(policy);
  if (expressions.length === 0) return;
  const engine = await loadCel();
  for (const { cel, pointer, variables } of expressions) {
    try {
      const facts = engine.readCelFacts(cel, variables);
      for (const message of facts.unknown) faults.warn(pointer, `${message}; the expression will fail`);
      const named = facts.claimNames.map((id) => ({ id, pointer }));
      if (claimNames !== undefined) await checkFactNames(named, claimNames, faults);
    } catch (error) {
      if (!isMpkError(error)) throw error;
      faults.error(pointer, error.message);
    }
  }
}
