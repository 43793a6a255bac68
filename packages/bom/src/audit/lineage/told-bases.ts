// SPDX-License-Identifier: Apache-2.0
import type { AuditedModel, TextClaim } from '../audited-model.js';
import { bySpeaker, speakerOf, type Speaker } from '../speaker.js';
import { coreName, hubId, isLocalPath } from '../../claims/hub-ids.js';

/** What one of them names as bases. */
export interface ToldBases {
  readonly speaker: Speaker;
  readonly claims: readonly TextClaim[];
  readonly ids: readonly string[];
  /** the same, in lower case */
  readonly lower: readonly string[];
  /** {@link coreName} of each */
  readonly cores: ReadonlySet<string>;
}

/** What the model is said to be made from, by who says it. */
export const toldBases = (model: AuditedModel): readonly ToldBases[] =>
  bySpeaker(model.texts('base-model')).map((claims) => {
    const ids = idsOf(claims);
    const speaker = claims[0] ? speakerOf(claims[0]) : 'fields';
    return { speaker, claims, ids, lower: ids.map((id) => id.toLowerCase()), cores: new Set(ids.map(coreName)) };
  });

/** Longest text that is an id. */
const MAX_ID_CHARS = 300;

/** Ids, and names of no owner; paths and names of files are none. */
export const idsOf = (claims: readonly TextClaim[]): readonly string[] =>
  claims
    .filter(({ value }) => value.length <= MAX_ID_CHARS)
    .flatMap(({ value }) => hubId(value) ?? (isLocalPath(value) ? [] : value));
