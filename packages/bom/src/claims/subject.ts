// SPDX-License-Identifier: Apache-2.0
import type { Claim, FileFormat } from '@mpk/core';
import { FORMATS } from '@mpk/formats';
import type { ClaimName } from './vocabulary.js';

/** What a folder is, for rules that hold for one kind alone. */
export type AuditSubject = 'model' | 'dataset';

/** Formats that weights lie in, and data sets as well. */
const OF_BOTH: ReadonlySet<string> = new Set(['npy', 'npz', 'hdf5', 'pickle', 'r-data', 'pmml']);
const WEIGHTS: ReadonlySet<string> = new Set(
  FORMATS.filter(({ id, holdsWeights }) => holdsWeights && !OF_BOTH.has(id)).map(({ id }) => id),
);
/** Facts that data sets have not. */
const OF_MODELS: ReadonlySet<ClaimName> = new Set<ClaimName>([
  'architecture',
  'model-type',
  'adapter',
  'component',
  'library.name',
  'base-model',
  'parameters.count',
]);
/** Where the description of a data set stands. */
const CARD_OR_CROISSANT = /^README\.md$|^[^/]+\.json(?:ld)?$/i;

/**
 * Whether it is a data set: it describes itself as one, or is nothing but tables, and nothing in it is of a model. In doubt it is
 * a model, for which more rules hold.
 */
export function subjectOf(
  files: readonly { readonly format?: FileFormat | undefined }[],
  { claims }: { readonly claims: readonly Claim[] },
): AuditSubject {
  const isModel =
    files.some(({ format }) => format !== undefined && WEIGHTS.has(format.id)) ||
    claims.some(({ subject, name }) => subject === 'model' && OF_MODELS.has(name as ClaimName));
  const isDescribed = claims.some(
    ({ subject, name, source: { file = '' } }) =>
      // A model's results say which revision of the data they are of.
      subject.startsWith('dataset:') && /^dataset\.(?!.*\.revision$)/.test(name) && CARD_OR_CROISSANT.test(file),
  );
  const isTable = files.some(({ format }) => format?.id === 'parquet');
  return !isModel && (isDescribed || isTable) ? 'dataset' : 'model';
}
