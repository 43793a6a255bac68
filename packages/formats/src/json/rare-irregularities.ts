// SPDX-License-Identifier: Apache-2.0
import type { IrregularityKind } from '../reading/irregularities.js';
import type { PartBuilder } from '../reading/part-builder.js';
import type { JsonVisitor } from './json-visitor.js';

/** Most of one kind that are told, so that one kind does not hide another. */
const MAX_OF_A_KIND = 20;

/** Tells of irregularities in a part, of each kind a few; that there are more is told in the last of them. */
export function rareIrregularities(part: PartBuilder): JsonVisitor['irregular'] {
  const counts = new Map<IrregularityKind, number>();
  return (kind, offset, detail) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    if (count < MAX_OF_A_KIND) part.irregular(kind, offset, detail);
    else if (count === MAX_OF_A_KIND) part.irregular(kind, offset, `${detail}, and perhaps more`);
  };
}
