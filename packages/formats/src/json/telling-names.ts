// SPDX-License-Identifier: Apache-2.0

/**
 * Names whose values say what code or which other model a loader takes, in the JSON files of model hubs, of Keras, Hydra, NeMo
 * and diffusers: they are kept of documents of any size, wherever they stand.
 */
const NAMES = new Set([
  // transformers, diffusers and peft
  'auto_map',
  'auto_mapping',
  'custom_pipelines',
  'custom_generate',
  'experts_implementation',
  'trust_remote_code',
  'architectures',
  'model_type',
  '_class_name',
  '_name_or_path',
  'name_or_path',
  'base_model_name_or_path',
  'revision',
  '_commit_hash',
  'code_revision',
  'tokenizer_class',
  'processor_class',
  'image_processor_type',
  'feature_extractor_type',
  'tokenizer_file',
  'chat_template',
  'chat_templates',
  'weight_map',
  'library_name',
  // Keras
  'class_name',
  'registered_name',
  'module',
  'fn_module',
  'function_type',
  'vocabulary',
  'compile_config',
  // Hydra, NeMo, spaCy and others that name a class
  '_target_',
  'target',
  '@class',
  '__class__',
  '__module__',
  '__reduce__',
  'py/object',
  'py/reduce',
]);

/** Of all attention implementations some are names of repositories with code: `_attn_implementation_internal` and the like. */
const ATTENTION = 'attn_implementation';

/** @param name - attacker-controlled */
export const isTellingName = (name: string): boolean =>
  NAMES.has(name) || (name.length >= ATTENTION.length && name.length < 100 && name.includes(ATTENTION));

/** Most memory that a value under a name takes, in bytes; the tensors of a model are listed under one: 140,000 of the largest. */
export const keptBytesUnder = (name: string): number => (name === 'weight_map' ? 32 : 1) * 1024 * 1024;
