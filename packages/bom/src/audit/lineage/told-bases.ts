// SPDX-License-Identifier: Apache-2.0
import type { AuditedModel, TextClaim } from '../audited-model.js';
import { bySpeaker, speakerOf, type Speaker } from '../speaker.js';
import { hubId, isLocalPath } from '../../claims/hub-ids.js';

/** What one of them names as bases. */
export interface ToldBases {
  readonly speaker: Speaker;
  readonly claims: readonly TextClaim[];
  readonly ids: readonly string[];
}

/** What the model is said to be made from, by who says it. */
export const toldBases = (model: AuditedModel): readonly ToldBases[] =>
  bySpeaker(model.texts('base-model')).map((claims) => ({
    speaker: claims[0] ? speakerOf(claims[0]) : 'fields',
    claims,
    ids: idsOf(claims),
  }));

/** Ids, and names of no owner; paths and names of files are none. */
export const idsOf = (claims: readonly TextClaim[]): readonly string[] =>
  claims.flatMap(({ value }) => hubId(value) ?? (isLocalPath(value) ? [] : value));
