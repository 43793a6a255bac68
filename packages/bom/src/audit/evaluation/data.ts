// SPDX-License-Identifier: Apache-2.0
import { datasetId } from '../../claims/dataset-ids.js';
import { sameId } from '../../claims/hub-ids.js';
import { textMember } from '../../claims/claim-members.js';
import type { AuditedModel, TextClaim } from '../audited-model.js';
import type { AuditRule } from '../rule.js';
import { byFile } from './metrics.js';

export const evaluationUnpinned: AuditRule = {
  id: 'evaluation-data-unpinned',
  theme: 'evaluation',
  severity: 'info',
  description: 'Results name their data without a commit.',
  risk: 'Data that changed since gives other results.',
  fix: 'Give `dataset.revision` of each result.',
  limits: 'Results of one file are told together.',
  check: (model) =>
    byFile(model, (claim) => textMember(claim, 'dataset') !== undefined && textMember(claim, 'revision') === undefined),
};

/** Programs that load data from somewhere: what stands for a data set in cards that are written by programs. */
const LOADERS: ReadonlySet<string> = new Set([
  ...['generator', 'imagefolder', 'audiofolder', 'videofolder', 'json', 'csv', 'parquet', 'text', 'arrow', 'pandas'],
  ...['webdataset', 'unknown', 'custom', 'none', 'dataset'],
]);
const APART = /^(?:test|validation|valid|dev|eval|holdout)/i;

/** Longest text that names a data set. */
const MAX_ID_CHARS = 300;

/** Claims with the id of the data set that each names. */
const byId = (model: AuditedModel, name: 'dataset.training' | 'dataset.evaluation'): ReadonlyMap<string, TextClaim[]> =>
  Map.groupBy(
    model.texts(name).filter(({ value }) => value.length <= MAX_ID_CHARS),
    ({ value }) => datasetId(value),
  );

/** Splits that results name, by data set; undefined for results that name none. */
function splitsByDataset(model: AuditedModel): ReadonlyMap<string, ReadonlySet<string | undefined>> {
  const splits = new Map<string, Set<string | undefined>>();
  for (const claim of model.of('metric')) {
    const id = datasetId((textMember(claim, 'dataset') ?? '').slice(0, MAX_ID_CHARS));
    splits.set(id, (splits.get(id) ?? new Set()).add(textMember(claim, 'split')));
  }
  return splits;
}

export const evaluationInTraining: AuditRule = {
  id: 'evaluation-data-in-training-data',
  theme: 'evaluation',
  severity: 'high',
  description: 'It was measured on data that it was trained on.',
  risk: 'The result says how well it remembers, not how well it works.',
  fix: 'Measure it on other data, or state the split that it was measured on.',
  limits:
    'Where every result names a split for tests it is told as info: that the splits were kept apart is not seen here. Data sets are ' +
    'held together by their ids and addresses, not by what is in them; a loader, such as `imagefolder`, is told as low.',
  *check(model) {
    const training = [...byId(model, 'dataset.training')];
    const splitsOf = splitsByDataset(model);
    for (const [id, claims] of byId(model, 'dataset.evaluation')) {
      const [, [trained] = []] = training.find(([one]) => sameId(one, id)) ?? [];
      if (trained === undefined) continue;
      const splits = [...(splitsOf.get(id) ?? [])];
      const isApart = splits.length > 0 && splits.every((split) => split !== undefined && APART.test(split));
      const isLoader = LOADERS.has(id);
      const named = splits.map((split) => split ?? 'none').slice(0, 5);
      yield {
        message: `${claims[0]?.value ?? id} is among the training data; split: ${named.join(', ') || 'none'}`,
        evidence: [...claims.slice(0, 3), trained],
        severity: isApart ? 'info' : isLoader ? 'low' : 'high',
      };
    }
  },
};
