// SPDX-License-Identifier: Apache-2.0
import { memberOf } from '@mpk/formats';
import { baseNameOf } from '../../model-files.js';
import type { Collector } from '../collector.js';
import { jsonObjectOf } from '../documents.js';
import { addSettings, addTexts, textAt } from '../fields.js';

/** Settings that change what is generated. */
const SETTINGS = [
  'do_sample',
  'temperature',
  'top_k',
  'top_p',
  'min_p',
  'typical_p',
  'epsilon_cutoff',
  'eta_cutoff',
  'repetition_penalty',
  'length_penalty',
  'no_repeat_ngram_size',
  'num_beams',
  'num_return_sequences',
  'penalty_alpha',
  'guidance_scale',
  'max_length',
  'max_new_tokens',
  'min_length',
  'min_new_tokens',
  'early_stopping',
  'use_cache',
  'cache_implementation',
  'bos_token_id',
  'eos_token_id',
  'pad_token_id',
  'decoder_start_token_id',
  'forced_bos_token_id',
  'forced_eos_token_id',
  'bad_words_ids',
  'suppress_tokens',
  'begin_suppress_tokens',
];

/** `generation_config.json` of transformers. */
export const generationConfig: Collector = {
  id: 'generation-config',
  reads: '`generation_config.json`: settings of generation, code of another repository that generates',
  collect(file, sink) {
    if (baseNameOf(file) !== 'generation_config.json') return;
    const value = jsonObjectOf(file, sink);
    if (value === undefined) return;
    const source = { file, sink, value };
    addSettings(source, 'generation.parameter', SETTINGS);
    // A name of a repository whose code replaces the loop of generation.
    if (memberOf(value, 'custom_generate') !== undefined) addTexts(source, [['/custom_generate', 'code.repository']]);
    const version = textAt(value, '/transformers_version');
    if (version !== undefined)
      sink.add(file, 'library.version', `transformers ${version}`, { pointer: '/transformers_version' });
  },
};
