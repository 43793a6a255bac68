// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, memberOf, type JsonValue } from '@mpk/formats';
import { baseNameOf, type ModelFile } from '../../model-files.js';
import type { ClaimSink } from '../claim-sink.js';
import type { Collector } from '../collector.js';
import { keptObjectOf } from '../documents.js';
import { addNumbers, addSettings, addTexts } from '../fields.js';
import { numberOf, step } from '../values.js';

const SETTINGS = ['max_steps', 'num_train_epochs', 'train_batch_size', 'eval_steps', 'save_steps', 'logging_steps'];
/** What a trainer logs beside results of an evaluation, under names that begin alike. */
const NO_RESULT = /^eval_(?:runtime|samples_per_second|steps_per_second|model_preparation_time)$/;
/** Most results of one evaluation. */
const MAX_RESULTS = 100;

/** `trainer_state.json` of transformers. */
export const trainerState: Collector = {
  id: 'trainer-state',
  reads: '`trainer_state.json`: steps, epochs, operations, paths of the training, results of the last evaluation',
  collect(file, sink) {
    if (baseNameOf(file) !== 'trainer_state.json') return;
    const value = keptObjectOf(file, sink);
    if (value === undefined) return;
    const source = { file, sink, value };
    addNumbers(source, [
      ['/global_step', 'training.steps'],
      ['/epoch', 'training.epochs'],
      ['/total_flos', 'training.flops'],
    ]);
    addTexts(source, [['/best_model_checkpoint', 'training.path']]);
    addSettings(source, 'training.hyperparameter', SETTINGS);
    addResults(file, sink, memberOf(value, 'log_history'));
  },
};

/** The last entry that has results is that of the model, or the nearest to it. */
function addResults(file: ModelFile, sink: ClaimSink, history: JsonValue | undefined): void {
  if (history === undefined || history === null) return;
  if (!Array.isArray(history)) {
    sink.remark(file, 'wrong-type', { pointer: '/log_history', detail: 'no list' });
    return;
  }
  const entries = history as readonly JsonValue[];
  const last = entries.findLastIndex((entry) => resultsOf(entry).length > 0);
  for (const [name, value] of resultsOf(entries[last]).slice(0, MAX_RESULTS)) {
    sink.add(
      file,
      'metric',
      { metric: name.slice('eval_'.length), value },
      { pointer: `/log_history/${last}${step(name)}` },
    );
  }
}

const resultsOf = (entry: JsonValue | undefined): readonly (readonly [string, number])[] =>
  !isJsonObject(entry)
    ? []
    : entry.members.flatMap(([name, value]): (readonly [string, number])[] => {
        const number = numberOf(value);
        return number !== undefined && name.startsWith('eval_') && !NO_RESULT.test(name) ? [[name, number]] : [];
      });
