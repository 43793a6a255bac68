// SPDX-License-Identifier: Apache-2.0
import { hubId, hubPathOf, isOldId } from '../claims/hub-ids.js';

/** Which model a text names that stands for a base. */
export interface BaseName {
  /** `org/name` where it names a model of the Hub, in whatever way; else as written */
  readonly name: string;
  /** 40 hex digits, where an address has one; a branch is none, for it moves */
  readonly commit?: string;
}

/** @param written - attacker-controlled */
export function baseNameOf(written: string): BaseName {
  const path = hubPathOf(written);
  const id = hubId(written) ?? (path !== written && isOldId(path) ? path : undefined);
  if (id === undefined) return { name: written };
  const [, commit] = /^(?:@|\/(?:tree|blob|resolve)\/)([0-9a-f]{40})(?:\/|$)/.exec(path.slice(id.length)) ?? [];
  return { name: id, ...(commit !== undefined && { commit }) };
}
