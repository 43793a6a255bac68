// SPDX-License-Identifier: Apache-2.0
import type { IrregularityKind } from './irregularities.js';
import type { PartBuilder } from './part-builder.js';

/** Most of one kind that are told, so that one kind does not hide another. */
const MAX_OF_A_KIND = 20;

/** @param offset - undefined where it is known of what, and not where */
export type RareIrregularities = (kind: IrregularityKind, offset: number | undefined, detail: string) => void;

/** Tells of irregularities in a part, of each kind a few; that there are more is told in the last of them. */
export function rareIrregularities(part: PartBuilder): RareIrregularities {
  const counts = new Map<IrregularityKind, number>();
  return (kind, offset, detail) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    if (count < MAX_OF_A_KIND) part.irregular(kind, offset, detail);
    else if (count === MAX_OF_A_KIND) part.irregular(kind, offset, `${detail}, and perhaps more`);
  };
}
