// SPDX-License-Identifier: Apache-2.0
import { memberOf, type JsonValue } from '@mpk/formats';
import { baseNameOf, type ModelFile } from '../../model-files.js';
import type { ClaimSink } from '../claim-sink.js';
import type { Collector } from '../collector.js';
import { yamlObjectOf } from '../documents.js';
import { textAt } from '../fields.js';
import { each } from '../values.js';

/** Most models of one merge; slices name the same ones many times. */
const MAX_MODELS = 200;

/** One model that was merged, and where it is named first. */
interface Merged {
  readonly pointer: string;
  readonly revision: string | undefined;
}

/** `mergekit_config.yml` of mergekit. */
export const mergekit: Collector = {
  id: 'mergekit',
  reads: '`mergekit_config.yml`: models that were merged, with revisions and adapters, and how',
  collect(file, sink) {
    if (!/^mergekit_config\.ya?ml$/.test(baseNameOf(file))) return;
    const value = yamlObjectOf(file, sink);
    if (value === undefined) return;
    const models = new Map<string, Merged>();
    for (const [model, pointer] of modelsIn(value)) addModel(models, model, pointer);
    if (models.size > MAX_MODELS) sink.remark(file, 'too-large', { detail: 'more models than are told' });
    for (const [name, { pointer, revision }] of [...models].slice(0, MAX_MODELS)) {
      sink.add(file, 'base-model', name, { pointer });
      sink.add(file, 'base-model.revision', revision, { pointer, subject: `base:${name}` });
    }
    if (models.size > 0) sink.add(file, 'base-model.relation', 'merge', { pointer: '', method: 'inferred' });
    addMerge(file, sink, value, [...models.keys()].slice(0, MAX_MODELS));
  },
};

function addMerge(file: ModelFile, sink: ClaimSink, value: JsonValue, models: readonly string[]): void {
  const [base] = modelNames(memberOf(value, 'base_model'));
  const method = textAt(value, '/merge_method');
  const merge = { method, base: base?.name, dtype: textAt(value, '/dtype'), models };
  if (method !== undefined || models.length > 0) sink.add(file, 'merge', merge, { pointer: '' });
}

/** `models`, `slices` of `sources`, and `base_model`, wherever they may stand. */
function modelsIn(value: JsonValue): readonly (readonly [JsonValue | undefined, string])[] {
  const named = (entries: readonly (readonly [JsonValue, string])[]): (readonly [JsonValue | undefined, string])[] =>
    entries.map(([entry, pointer]) => [memberOf(entry, 'model'), `${pointer}/model`] as const);
  const slices = each(memberOf(value, 'slices'), '/slices').flatMap(([slice, pointer]) =>
    named(each(memberOf(slice, 'sources'), `${pointer}/sources`)),
  );
  return [
    [memberOf(value, 'base_model'), '/base_model'],
    ...named(each(memberOf(value, 'models'), '/models')),
    ...slices,
  ];
}

function addModel(models: Map<string, Merged>, model: JsonValue | undefined, pointer: string): void {
  for (const { name, revision } of modelNames(model)) {
    if (models.size <= MAX_MODELS && !models.has(name)) models.set(name, { pointer, revision });
  }
}

/** `org/name@revision+org/adapter`, or a mapping `{model: {path, revision}, lora: {path, revision}}`. */
function modelNames(model: JsonValue | undefined): readonly { name: string; revision: string | undefined }[] {
  if (typeof model === 'string') {
    return model.split('+', 2).flatMap((one) => {
      const cut = one.indexOf('@');
      const name = (cut < 0 ? one : one.slice(0, cut)).trim();
      return name === '' ? [] : [{ name, revision: cut < 0 ? undefined : one.slice(cut + 1).trim() }];
    });
  }
  return ['model', 'lora'].flatMap((key) => {
    const name = textAt(memberOf(model, key), '/path');
    return name === undefined ? [] : [{ name, revision: textAt(memberOf(model, key), '/revision') }];
  });
}
