// SPDX-License-Identifier: Apache-2.0
import { datasetId } from '../../claims/dataset-ids.js';
import { sameId } from '../../claims/hub-ids.js';
import { textMember, type AuditedModel } from '../audited-model.js';
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

/** Splits that results on a data set name, each once; undefined for results that name none. */
const splitsOf = (model: AuditedModel, dataset: string): readonly (string | undefined)[] => [
  ...new Set(
    model
      .of('metric')
      .filter((claim) => datasetId(textMember(claim, 'dataset') ?? '') === dataset)
      .map((claim) => textMember(claim, 'split')),
  ),
];

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
    const training = model.texts('dataset.training');
    for (const [id, claims] of Map.groupBy(model.texts('dataset.evaluation'), ({ value }) => datasetId(value))) {
      const trained = training.find(({ value }) => sameId(datasetId(value), id));
      if (trained === undefined) continue;
      const splits = splitsOf(model, id);
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
