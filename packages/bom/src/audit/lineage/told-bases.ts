// SPDX-License-Identifier: Apache-2.0
import type { AuditedModel, TextClaim } from '../audited-model.js';
import { hubId, isLocalPath } from '../../claims/hub-ids.js';

/** Who speaks: a file, its tags, or its prose. Each may name several bases. */
export type BaseSpeaker = 'fields' | 'tags' | 'prose' | 'gguf';

/** What one of them names as bases. */
export interface ToldBases {
  readonly speaker: BaseSpeaker;
  readonly claims: readonly TextClaim[];
  readonly ids: readonly string[];
}

function speakerOf({ source, method }: TextClaim): BaseSpeaker {
  if (source.file?.endsWith('.gguf') === true) return 'gguf';
  if (method === 'inferred' && source.pointer?.startsWith('#') === true) return 'prose';
  return source.pointer?.startsWith('/tags/') === true ? 'tags' : 'fields';
}

/** What the model is said to be made from, by who says it. */
export const toldBases = (model: AuditedModel): readonly ToldBases[] =>
  [
    ...Map.groupBy(model.texts('base-model'), (claim) =>
      [claim.source.file ?? '', speakerOf(claim)].join('\n'),
    ).values(),
  ].map((claims) => ({ speaker: claims[0] ? speakerOf(claims[0]) : 'fields', claims, ids: idsOf(claims) }));

/** Ids, and names of no owner; paths and names of files are none. */
export const idsOf = (claims: readonly TextClaim[]): readonly string[] =>
  claims.flatMap(({ value }) => hubId(value) ?? (isLocalPath(value) ? [] : value));
