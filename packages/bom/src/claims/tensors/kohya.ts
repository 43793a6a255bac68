// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, parseJsonText, type JsonValue } from '@mpk/formats';
import { numberOf, step } from '../values.js';
import type { ClaimName } from '../vocabulary.js';
import { addHeaderTexts, headerPointer, isUnset, type HeaderSource } from './header-texts.js';

const TEXTS: readonly (readonly [key: string, claim: ClaimName])[] = [
  ['ss_output_name', 'name'],
  ['ss_training_comment', 'description'],
  ['ss_sd_model_name', 'base-model'],
  ['ss_base_model_version', 'base-model.family'],
  ['ss_network_module', 'adapter'],
  ['ss_session_id', 'uuid'],
];
const NUMBERS: readonly (readonly [key: string, claim: ClaimName])[] = [
  ['ss_network_dim', 'adapter.rank'],
  ['ss_steps', 'training.steps'],
  ['ss_epoch', 'training.epochs'],
];
/** How it was trained. */
const SETTINGS = [
  'ss_network_alpha',
  'ss_network_dropout',
  'ss_learning_rate',
  'ss_unet_lr',
  'ss_text_encoder_lr',
  'ss_lr_scheduler',
  'ss_optimizer',
  'ss_max_train_steps',
  'ss_num_epochs',
  'ss_batch_size_per_device',
  'ss_gradient_accumulation_steps',
  'ss_mixed_precision',
  'ss_resolution',
  'ss_clip_skip',
  'ss_seed',
  'ss_noise_offset',
  'ss_min_snr_gamma',
];
/** Digests of the file itself: of its tensors, as the trainer and its fellows make them. */
const HASHES = ['sshs_model_hash', 'sshs_legacy_hash'];
/** Most folders of training data that are claimed. */
const MAX_FOLDERS = 100;

/** What kohya's trainers write into the header of an adapter. */
export function addKohya(source: HeaderSource): void {
  const { file, sink, texts } = source;
  addHeaderTexts(source, TEXTS);
  for (const [key, claim] of NUMBERS) sink.add(file, claim, numberOf(texts.get(key)), { pointer: headerPointer(key) });
  for (const name of SETTINGS) {
    const value = texts.get(name);
    if (value === undefined || isUnset(value)) continue;
    sink.add(file, 'training.hyperparameter', { name, value }, { pointer: headerPointer(name) });
  }
  addHeaderTexts(
    source,
    HASHES.map((key) => [key, 'file.hash'] as const),
    `file:${file.name}`,
  );
  addBaseHashes(source);
  addTime(source, 'ss_training_started_at', 'training.started');
  addTime(source, 'ss_training_finished_at', 'training.finished');
  addFolders(source);
  addCaptions(source);
}

function addBaseHashes(source: HeaderSource): void {
  const base = source.texts.get('ss_sd_model_name');
  const subject = base === undefined || isUnset(base) ? undefined : `base:${base.trim()}`;
  const keys = ['ss_sd_model_hash', 'ss_new_sd_model_hash'];
  addHeaderTexts(
    source,
    keys.map((key) => [key, 'base-model.hash'] as const),
    subject,
  );
}

/** Seconds since 1970, as a text. */
function addTime({ file, sink, texts }: HeaderSource, key: string, claim: ClaimName): void {
  const seconds = numberOf(texts.get(key));
  // Up to the year 2100: dates have bounds.
  if (seconds === undefined || seconds <= 0 || seconds > 4_102_444_800) return;
  sink.add(file, claim, new Date(seconds * 1000).toISOString(), { pointer: headerPointer(key) });
}

/** `{"5_dog": {"n_repeats": 5, "img_count": 20}}`: the folders that the pictures lay in. */
function addFolders({ file, sink, texts }: HeaderSource): void {
  const key = 'ss_dataset_dirs';
  for (const [folder, value] of membersIn(texts.get(key)).slice(0, MAX_FOLDERS)) {
    const pointer = `${headerPointer(key)}${step(folder)}`;
    sink.add(file, 'dataset.training', folder, { pointer });
    const rows = isJsonObject(value) ? numberOf(value.members.find(([name]) => name === 'img_count')?.[1]) : undefined;
    sink.add(file, 'dataset.rows', rows, { pointer: `${pointer}/img_count`, subject: `dataset:${folder}` });
  }
}

/** `{"5_dog": {"a dog": 12}}`: captions of the training data themselves, which may name people. */
function addCaptions({ file, sink, texts }: HeaderSource): void {
  const key = 'ss_tag_frequency';
  const folders = membersIn(texts.get(key));
  if (folders.length === 0) return;
  const captions = folders.reduce((all, [, value]) => all + (isJsonObject(value) ? value.members.length : 0), 0);
  sink.add(file, 'training.captions', captions, { pointer: headerPointer(key), method: 'measured' });
}

function membersIn(text: string | undefined): readonly (readonly [string, JsonValue])[] {
  const value = text === undefined ? undefined : parseJsonText(text);
  return isJsonObject(value) ? value.members : [];
}
