// SPDX-License-Identifier: Apache-2.0
import { child, quote } from '../schema/fault.js';
import { suggestion } from '../text/suggestion.js';
import type { FaultList } from '../schema/fault.js';
import { idsOf, type KnownIds } from './format-ids.js';
import type { ModelPolicy } from './types.js';

/** Reports ids of checks that do not exist: switching one of those off, or waiving it, would do nothing. */
export async function checkCheckIds(policy: ModelPolicy, faults: FaultList, checkIds: KnownIds): Promise<void> {
  const { requirements = {}, exceptions = [] } = policy.spec;
  const named = [
    ...Object.keys(requirements.inspection?.checks ?? {}).map((id) => {
      return { id, pointer: child('/spec/requirements/inspection/checks', id) };
    }),
    ...exceptions.flatMap(({ check }, i) => {
      return check === undefined ? [] : [{ id: check, pointer: `/spec/exceptions/${i}/check` }];
    }),
  ];
  if (named.length === 0) return;
  const known = await idsOf(checkIds);
  for (const { id, pointer } of named) {
    if (known.includes(id)) continue;
    faults.error(
      pointer,
      `found ${quote(id)}, expected the id of a check (mpk inspect --list)${suggestion(id, known)}`,
    );
  }
}
