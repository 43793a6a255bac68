// SPDX-License-Identifier: Apache-2.0
import { shownValue } from '../audited-model.js';
import { isMadeOfModels } from '../lineage/relations.js';
import { namesIn } from '../in-words.js';
import type { AuditRule } from '../rule.js';

export const datasetMissing: AuditRule = {
  id: 'training-dataset-missing',
  theme: 'documentation',
  severity: 'low',
  description: 'No dataset is named that it was trained on.',
  risk: 'Licences and personal data of the training data are unknown.',
  fix: 'Name them as `datasets` in the card, or record the training: `mpk record`.',
  limits: 'Merged and quantised models are passed over: they were not trained, but made from what was.',
  isOfModelsAlone: true,
  ofCard: 'front matter',
  *check(model) {
    if (!isMadeOfModels(model) && !model.has('dataset.training') && !model.has('training.captions'))
      yield { message: 'no training data is named' };
  },
};

/** More are told together. */
const MOST_APART = 5;

export const datasetUnpinned: AuditRule = {
  id: 'training-dataset-unpinned',
  theme: 'documentation',
  severity: 'info',
  description: 'Training data is named without a commit or a digest.',
  risk: 'The data of today need not be the data of then.',
  fix: 'Record the training with its inputs: `mpk record` digests them.',
  *check(model) {
    const pinned = new Set(
      [...model.about('dataset.training.revision'), ...model.about('dataset.hash')].map(({ subject }) => subject),
    );
    const unpinned = model.texts('dataset.training').filter(({ value }) => !pinned.has(`dataset:${value}`));
    if (unpinned.length > MOST_APART)
      yield { message: namesIn(unpinned.map(({ value }) => value)), evidence: unpinned };
    else for (const claim of unpinned) yield { message: claim.value, evidence: [claim] };
  },
};

export const datasetUnlicensed: AuditRule = {
  id: 'dataset-without-license',
  theme: 'documentation',
  severity: 'low',
  description: 'A dataset whose description lies with the model has no licence.',
  risk: 'Whether the model may be used at all is unknown.',
  fix: 'State the licence in the description of the dataset.',
  *check(model) {
    // A data set by itself is told of by `license-missing`.
    if (model.subject === 'dataset') return;
    const described = new Map(model.about('dataset.name').map((claim) => [claim.subject, claim]));
    const licensed = new Set(model.about('dataset.license').map(({ subject }) => subject));
    for (const [subject, claim] of described) {
      if (!licensed.has(subject)) yield { message: `${shownValue(claim)} has no licence`, evidence: [claim] };
    }
  },
};
