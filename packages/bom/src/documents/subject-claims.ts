// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import type { ClaimName } from '../claims/vocabulary.js';
import type { DocumentInput } from './input.js';
import { rowsOfAll } from './rows-of-all.js';
import { statedClaims } from './stated-claims.js';

/** What claims of a model are called of a data set. */
const OF_DATASETS: ReadonlyMap<string, ClaimName> = new Map<ClaimName, ClaimName>([
  ['name', 'dataset.name'],
  ['version', 'dataset.version'],
  ['description', 'dataset.description'],
  ['author', 'dataset.creator'],
  ['released', 'dataset.published'],
  ['license', 'dataset.license'],
  ['language', 'dataset.language'],
]);
/** Where a folder that is a data set describes itself: its card, and Croissant. */
const DESCRIPTION = /^README\.md$|^[^/]+\.json(?:ld)?$/i;

/**
 * All that is claimed of what a document is about, under the subject `model`, and of everything else under its own.
 *
 * Where the folder is a data set, its card and its Croissant speak of one thing, under whatever names; what a table says of itself is
 * said of that file.
 */
export function subjectClaims({
  model,
  stated,
  claims,
}: Pick<DocumentInput, 'model' | 'stated' | 'claims'>): readonly Claim[] {
  const all = [...statedClaims(stated), ...claims, ...rowsOfAll({ model, claims })];
  if (model.kind !== 'dataset') return all;
  const files = new Set(model.files.map(({ name }) => `dataset:${name}`));
  const own = new Set(
    all.flatMap(({ subject, source: { file = '' } }) =>
      subject.startsWith('dataset:') && DESCRIPTION.test(file) ? [subject] : [],
    ),
  );
  const subjectOf = (subject: string): string => {
    if (own.has(subject)) return 'model';
    return files.has(subject) ? subject.replace('dataset:', 'file:') : subject;
  };
  return withoutTwins(
    all.map((claim): Claim => {
      const subject = subjectOf(claim.subject);
      return { ...claim, subject, name: (subject === 'model' && OF_DATASETS.get(claim.name)) || claim.name };
    }),
  );
}

/** The card is read as that of a model, too, and then says the same twice. */
const withoutTwins = (claims: readonly Claim[]): readonly Claim[] => [
  ...new Map(
    claims.map((claim) => [
      JSON.stringify([claim.subject, claim.name, claim.value, claim.method, claim.source]),
      claim,
    ]),
  ).values(),
];
