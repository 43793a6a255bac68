// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, memberOf, type JsonValue } from '@mpk/formats';
import { baseNameOf, type ModelFile } from '../../model-files.js';
import type { ClaimSink } from '../claim-sink.js';
import type { Collector } from '../collector.js';
import { keptObjectOf } from '../documents.js';
import { addLicenses } from '../license-fields.js';
import { at, each, numberOf, step, textsOf } from '../values.js';
import type { ClaimName } from '../vocabulary.js';

/** Sizes, by the names that families of models have for them; the first that is there counts. */
const SIZES: readonly (readonly [claim: ClaimName, names: readonly string[]])[] = [
  ['vocabulary.size', ['vocab_size']],
  ['context-length', ['max_position_embeddings', 'n_positions', 'n_ctx', 'max_sequence_length', 'max_seq_len']],
  ['hidden-size', ['hidden_size', 'n_embd', 'd_model', 'dim']],
  ['layers', ['num_hidden_layers', 'n_layer', 'n_layers', 'num_layers']],
  ['attention-heads', ['num_attention_heads', 'n_head', 'n_heads']],
  ['key-value-heads', ['num_key_value_heads']],
  ['intermediate-size', ['intermediate_size', 'n_inner', 'd_ff']],
];
/** Configurations within one, of models that see or hear. */
const NESTED = ['text_config', 'vision_config', 'audio_config', 'language_config', 'thinker_config'];

/** `config.json` of transformers and of those who write alike. */
export const config: Collector = {
  id: 'config',
  reads:
    '`config.json`: architecture, sizes, types, quantisation, code that a loader takes, licence where somebody put one there',
  collect(file, sink) {
    if (baseNameOf(file) !== 'config.json') return;
    const value = keptObjectOf(file, sink);
    if (value === undefined) return;
    const add = (
      name: ClaimName,
      names: readonly string[],
      pick: JsonValue | undefined = at(value, ...names),
    ): void => {
      sink.add(file, name, pick, { pointer: names.map(step).join('') });
    };
    for (const [text, pointer] of textsOf(memberOf(value, 'architectures'), '/architectures')) {
      sink.add(file, 'architecture', text, { pointer });
    }
    add('model-type', ['model_type']);
    add('dtype', ['torch_dtype']);
    add('dtype', ['dtype']);
    add('training.path', ['_name_or_path']);
    addLicenses({ file, sink, value });
    addWritten(file, sink, value);
    if (typeof memberOf(value, 'tie_word_embeddings') === 'boolean') add('tied-embeddings', ['tie_word_embeddings']);
    for (const path of [[], ...NESTED.map((name) => [name])]) addSizes(file, sink, value, path);
    addQuantization(file, sink, memberOf(value, 'quantization_config'));
    addCode(file, sink, memberOf(value, 'auto_map'));
  },
};

function addWritten(file: ModelFile, sink: ClaimSink, value: JsonValue): void {
  for (const library of ['transformers', 'diffusers', 'sentence_transformers']) {
    const names = library === 'diffusers' ? '_diffusers_version' : `${library}_version`;
    const version = memberOf(value, names);
    if (typeof version === 'string')
      sink.add(file, 'library.version', `${library} ${version}`, { pointer: step(names) });
  }
}

function addSizes(file: ModelFile, sink: ClaimSink, config: JsonValue, path: readonly string[]): void {
  const inner = at(config, ...path);
  if (!isJsonObject(inner)) return;
  for (const [claim, names] of SIZES) {
    const name = names.find((one) => numberOf(memberOf(inner, one)) !== undefined);
    if (name === undefined) continue;
    sink.add(file, claim, numberOf(memberOf(inner, name)), { pointer: [...path, name].map(step).join('') });
  }
}

function addQuantization(file: ModelFile, sink: ClaimSink, value: JsonValue | undefined): void {
  const pointer = '/quantization_config';
  sink.add(file, 'quantization.method', memberOf(value, 'quant_method'), { pointer: `${pointer}/quant_method` });
  const bits = numberOf(memberOf(value, 'bits'));
  if (bits !== undefined) sink.add(file, 'quantization.bits', bits, { pointer: `${pointer}/bits` });
  for (const [name, loaded] of [
    ['load_in_4bit', 4],
    ['load_in_8bit', 8],
  ] as const) {
    if (memberOf(value, name) === true) sink.add(file, 'quantization.bits', loaded, { pointer: `${pointer}/${name}` });
  }
}

/** `{"AutoModel": "modeling_x.XModel"}`, with `org/repo--` before the file where it is of another repository. */
export function addCode(file: ModelFile, sink: ClaimSink, value: JsonValue | undefined): void {
  if (!isJsonObject(value)) return;
  for (const [name, target] of value.members) {
    for (const [text, pointer] of each(target, `/auto_map${step(name)}`)) {
      if (typeof text !== 'string') continue;
      const cut = text.indexOf('--');
      sink.add(file, 'code.module', cut < 0 ? text : text.slice(cut + 2), { pointer });
      if (cut >= 0) sink.add(file, 'code.repository', text.slice(0, cut), { pointer });
    }
  }
}
