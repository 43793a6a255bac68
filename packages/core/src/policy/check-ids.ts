// SPDX-License-Identifier: Apache-2.0
import { child, quote } from '../schema/fault.js';
import { suggestion } from '../text/suggestion.js';
import type { FaultList } from '../schema/fault.js';
import { idsOf, type KnownIds, type KnownNames } from './format-ids.js';
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
  await checkNames(named, checkIds, { what: 'the id of a check', where: 'mpk inspect --list' }, faults);
}

/** Reports ids of rules that do not exist: switching one of those off would do nothing. */
export async function checkAuditRules(policy: ModelPolicy, faults: FaultList, ruleIds: KnownIds): Promise<void> {
  const named = Object.keys(policy.spec.requirements?.audit?.rules ?? {}).map((id) => {
    return { id, pointer: child('/spec/requirements/audit/rules', id) };
  });
  await checkNames(named, ruleIds, { what: 'the id of a rule', where: 'mpk audit --list' }, faults);
}

/** Reports a profile that does not exist: nothing is ever scored by it. */
export async function checkBomProfile(policy: ModelPolicy, faults: FaultList, profileIds: KnownIds): Promise<void> {
  const { bom } = policy.spec.requirements ?? {};
  const named = bom === undefined ? [] : [{ id: bom.profile, pointer: '/spec/requirements/bom/profile' }];
  await checkNames(named, profileIds, { what: 'the id of a profile', where: 'docs/reference/bom-profiles.md' }, faults);
}

/** Reports facts that nothing ever states: asking for one of those would refuse every model. */
export async function checkClaimNames(policy: ModelPolicy, faults: FaultList, names: KnownIds): Promise<void> {
  const { require = [], methods = {} } = policy.spec.requirements?.metadata ?? {};
  const named = [
    ...require.map((id, i) => ({ id, pointer: child('/spec/requirements/metadata/require', i) })),
    ...Object.keys(methods).map((id) => ({ id, pointer: child('/spec/requirements/metadata/methods', id) })),
  ];
  await checkFactNames(named, names, faults);
}

/** Reports facts that do not exist, wherever they are named. */
export const checkFactNames = (named: readonly Named[], names: KnownIds, faults: FaultList): Promise<void> =>
  checkNames(named, names, { what: 'the name of a fact', where: 'docs/reference/claims.md' }, faults);

/** Reports licences that do not exist: denying one of those would deny nothing. */
export async function checkLicenseNames(
  policy: ModelPolicy,
  faults: FaultList,
  load: () => Promise<KnownNames>,
): Promise<void> {
  const { licenses = {} } = policy.spec.requirements ?? {};
  const named = (['allow', 'deny'] as const).flatMap((list) =>
    (licenses[list] ?? []).map((id, i) => ({ id, pointer: child(`/spec/requirements/licenses/${list}`, i) })),
  );
  if (named.length === 0) return;
  const { some, isKnown } = await load();
  for (const { id, pointer } of named) {
    if (isKnown(id)) continue;
    const expected = 'the id of one licence at the Hub or of SPDX, or LicenseRef-...';
    faults.error(pointer, `found ${quote(id)}, expected ${expected}${suggestion(id, some)}`);
  }
}

interface Named {
  readonly id: string;
  readonly pointer: string;
}

async function checkNames(
  named: readonly Named[],
  ids: KnownIds,
  { what, where }: { readonly what: string; readonly where: string },
  faults: FaultList,
): Promise<void> {
  if (named.length === 0) return;
  const known = await idsOf(ids);
  for (const { id, pointer } of named) {
    if (known.includes(id)) continue;
    faults.error(pointer, `found ${quote(id)}, expected ${what} (${where})${suggestion(id, known)}`);
  }
}
