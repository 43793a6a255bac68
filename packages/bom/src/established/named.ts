// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { datasetId } from '../claims/dataset-ids.js';
import { coreName, hubId, isOldId, sameId } from '../claims/hub-ids.js';
import type { ClaimName } from '../claims/vocabulary.js';
import { baseNameOf } from '../documents/base-names.js';
import { valueText } from '../documents/text.js';
import { claimsNamed, confirmedBy, contradictedBy, UNKNOWN, type Judge } from './statement.js';

interface Naming {
  readonly claims: readonly ClaimName[];
  /** the name without what stands around it */
  readonly nameOf: (text: string) => string;
}

/**
 * Bases and data sets: what the files name, too, is confirmed. One that they do not name is contradicted where they name one that the
 * BOM leaves out, for then it stands in its place; else it is one more, such as the base of a base.
 */
const judgeNamed =
  ({ claims: names, nameOf }: Naming): Judge =>
  ({ fact, text, pointer }, claims, { statements }) => {
    const all = claimsNamed(claims, ...names);
    const said = nameOf(text);
    const nameIn = ({ value }: Claim): string => nameOf(valueText(value));
    const same = all.filter((claim) => sameId(nameIn(claim), said));
    if (same.length > 0) return confirmedBy(same);
    if (!isId(said)) return UNKNOWN;
    // Where a package URL and a name differ, neither stands for the other.
    const elsewhere = statements.filter((one) => one.fact === fact && one.pointer !== pointer);
    const others = [said, ...elsewhere.map((one) => nameOf(one.text))];
    const left = all.filter(
      (claim) =>
        claim.method !== 'inferred' &&
        isId(nameIn(claim)) &&
        !others.some((other) => sameId(other, nameIn(claim)) || coreName(other) === coreName(nameIn(claim))),
    );
    return contradictedBy(left);
  };

/** A name that is of one thing alone, wherever it is written. */
const isId = (name: string): boolean => hubId(name) !== undefined || isOldId(name);

export const judgeBase = judgeNamed({ claims: ['base-model'], nameOf: (text) => baseNameOf(text).name });
export const judgeDataset = judgeNamed({
  claims: ['dataset.training', 'dataset.evaluation'],
  nameOf: datasetId,
});
