// SPDX-License-Identifier: Apache-2.0
import type { ModelFile } from '../model-files.js';
import type { ClaimSink } from './claim-sink.js';
import { proseLines, type Section } from './sections.js';
import { numberOf } from './values.js';

/** Most lines of a section that are looked at. */
const MAX_LINES = 200;
const LEAD = 'The following hyperparameters were used during training:';
/** Those that the Trainer of transformers writes into its card. */
const HYPERPARAMETERS = new Set([
  'learning_rate',
  'train_batch_size',
  'eval_batch_size',
  'seed',
  'distributed_type',
  'num_devices',
  'gradient_accumulation_steps',
  'total_train_batch_size',
  'total_eval_batch_size',
  'optimizer',
  'lr_scheduler_type',
  'lr_scheduler_warmup_ratio',
  'lr_scheduler_warmup_steps',
  'training_steps',
  'num_epochs',
  'mixed_precision_training',
  'label_smoothing_factor',
]);
/** What it calls libraries, and what PyPI calls them. */
const LIBRARIES: ReadonlyMap<string, string> = new Map([
  ['Transformers', 'transformers'],
  ['Pytorch', 'torch'],
  ['Tensorflow', 'tensorflow'],
  ['Datasets', 'datasets'],
  ['Tokenizers', 'tokenizers'],
  ['PEFT', 'peft'],
]);

/** Claims what the Trainer of transformers writes into a card, of its own two sections and in its own words alone. */
export function addTrainerCard(file: ModelFile, sink: ClaimSink, sections: readonly Section[]): void {
  for (const { title, text } of sections) {
    const pointer = `#${title}`;
    const isProse = proseLines();
    const lines = text.split(/\r?\n/).slice(0, MAX_LINES).filter(isProse);
    if (title === 'Training hyperparameters' && lines[0] === LEAD) {
      for (const setting of lines.flatMap((line) => settingIn(line) ?? []))
        sink.add(file, 'training.hyperparameter', setting, { pointer });
    } else if (title === 'Framework versions')
      for (const library of lines.flatMap((line) => libraryIn(line) ?? []))
        sink.add(file, 'library.version', library, { pointer });
  }
}

/** `- learning_rate: 2e-05` */
function settingIn(line: string): { readonly name: string; readonly value: string | number } | undefined {
  const [, name = '', value = ''] = /^- ([a-z_]{1,40}): (\S.{0,500})$/.exec(line) ?? [];
  return HYPERPARAMETERS.has(name) ? { name, value: numberOf(value) ?? value } : undefined;
}

/** `- Pytorch 2.1.0+cu121` */
function libraryIn(line: string): string | undefined {
  const [, name = '', version = ''] = /^- (\w{1,20}) (\d[\w.+-]{0,60})$/.exec(line) ?? [];
  const library = LIBRARIES.get(name);
  return library && `${library} ${version}`;
}
