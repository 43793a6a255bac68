// SPDX-License-Identifier: Apache-2.0
import { child, quote } from '../schema/fault.js';
import { suggestion } from '../text/suggestion.js';
import type { FaultList } from '../schema/fault.js';
import type { ModelPolicy } from './types.js';

/** Ids that another package knows; as a function, asked only for a policy that names some. */
export type KnownIds = readonly string[] | (() => Promise<readonly string[]>);

/** Names that are too many to list: some of them, and what tells all. */
export interface KnownNames {
  readonly some: readonly string[];
  readonly isKnown: (name: string) => boolean;
}

/** What a policy may name that other packages know; without one of them, anything may be named in its place. */
export interface PolicyIds {
  /** the only ids that `requirements.formats` may name; without it any, and a misspelt one denies nothing */
  readonly formatIds?: KnownIds;
  /** the only ids of checks of the inspection */
  readonly checkIds?: KnownIds;
  /** the only ids of rules of the audit */
  readonly auditRuleIds?: KnownIds;
  /** the only ids of profiles of completeness */
  readonly bomProfileIds?: KnownIds;
  /** the only names of licences */
  readonly licenseNames?: () => Promise<KnownNames>;
  /** the only names of facts */
  readonly claimNames?: KnownIds;
}

/** Not for lists: `allowUnknown` decides about it. */
const UNKNOWN = 'unknown';

/** Reports format ids that no file can have: denying one of those would deny nothing. */
export async function checkFormatIds(policy: ModelPolicy, faults: FaultList, formatIds: KnownIds): Promise<void> {
  const { formats } = policy.spec.requirements ?? {};
  if (formats?.allow === undefined && formats?.deny === undefined) return;
  const known = (await idsOf(formatIds)).filter((id) => id !== UNKNOWN);
  for (const list of ['allow', 'deny'] as const) {
    formats[list]?.forEach((id, i) => {
      if (!known.includes(id)) faults.error(child(`/spec/requirements/formats/${list}`, i), faultOf(id, known));
    });
  }
}

function faultOf(id: string, known: readonly string[]): string {
  if (id === UNKNOWN) return 'found "unknown", expected the id of a format: allowUnknown decides about the rest';
  const meant = suggestion(id, known);
  // The whole list only where nothing better can be said.
  const expected = meant === '' ? `one of ${known.join(', ')}` : 'the id of a format';
  return `found ${quote(id)}, expected ${expected}${meant}`;
}

export const idsOf = async (ids: KnownIds): Promise<readonly string[]> =>
  typeof ids === 'function' ? await ids() : ids;
