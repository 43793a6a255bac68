// SPDX-License-Identifier: Apache-2.0
import { memberOf, type JsonValue } from '@mpk/formats';
import { baseNameOf, type ModelFile } from '../../model-files.js';
import type { ClaimSink } from '../claim-sink.js';
import type { Collector } from '../collector.js';
import { jsonObjectOf } from '../documents.js';
import { addSettings, addTexts, textAt } from '../fields.js';
import { numberOf } from '../values.js';

/** What peft's kinds of tasks are at the Hub; the others have no name there. */
const TASKS: ReadonlyMap<string, string> = new Map([
  ['CAUSAL_LM', 'text-generation'],
  ['SEQ_CLS', 'text-classification'],
  ['TOKEN_CLS', 'token-classification'],
  ['QUESTION_ANS', 'question-answering'],
  ['FEATURE_EXTRACTION', 'feature-extraction'],
]);
/** How adapters were tuned: of LoRA and its kin, of prompts, of OFT. */
const SETTINGS = [
  'lora_alpha',
  'lora_dropout',
  'alpha',
  'bias',
  'target_modules',
  'modules_to_save',
  'rank_pattern',
  'use_rslora',
  'use_dora',
  'init_lora_weights',
  'layers_to_transform',
  'num_virtual_tokens',
  'prompt_tuning_init',
  'feedforward_modules',
  'oft_block_size',
];

/** `adapter_config.json` of peft. */
export const adapterConfig: Collector = {
  id: 'adapter-config',
  reads: '`adapter_config.json`: kind of the adapter, its base model and revision, rank, task, settings of the tuning',
  collect(file, sink) {
    if (baseNameOf(file) !== 'adapter_config.json') return;
    const value = jsonObjectOf(file, sink);
    if (value === undefined) return;
    const source = { file, sink, value };
    addTexts(source, [
      ['/peft_type', 'adapter'],
      ['/task_type', 'adapter.task'],
      ['/base_model_name_or_path', 'base-model'],
      ['/auto_mapping/base_model_class', 'architecture'],
    ]);
    addBase(file, sink, value);
    addLibrary(file, sink, value);
    addRank(file, sink, value);
    const task = TASKS.get(textAt(value, '/task_type') ?? '');
    sink.add(file, 'task', task, { pointer: '/task_type', method: 'inferred' });
    addSettings(source, 'training.hyperparameter', SETTINGS);
  },
};

function addBase(file: ModelFile, sink: ClaimSink, value: JsonValue): void {
  const base = textAt(value, '/base_model_name_or_path');
  if (base === undefined) return;
  const pointer = '/base_model_name_or_path';
  sink.add(file, 'base-model.relation', 'adapter', { pointer, method: 'inferred' });
  addTexts({ file, sink, value, subject: `base:${base}` }, [['/revision', 'base-model.revision']]);
}

function addLibrary(file: ModelFile, sink: ClaimSink, value: JsonValue): void {
  if (textAt(value, '/peft_type') === undefined) return;
  sink.add(file, 'library.name', 'peft', { pointer: '/peft_type', method: 'inferred' });
  const version = textAt(value, '/peft_version');
  if (version !== undefined) sink.add(file, 'library.version', `peft ${version}`, { pointer: '/peft_version' });
}

/** AdaLoRA tunes towards a rank of its own, and does not look at `r`. */
function addRank(file: ModelFile, sink: ClaimSink, value: JsonValue): void {
  const name = textAt(value, '/peft_type') === 'ADALORA' ? 'target_r' : 'r';
  const rank = numberOf(memberOf(value, name));
  if (rank !== undefined && rank > 0) sink.add(file, 'adapter.rank', rank, { pointer: `/${name}` });
}
