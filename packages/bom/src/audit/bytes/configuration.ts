// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { isJsonObject, memberOf, type JsonObject } from '@mpk/formats';
import { at, numberOf, step } from '../../claims/values.js';
import type { ClaimName } from '../../claims/vocabulary.js';
import { jsonOf } from '../../model-files.js';
import type { AuditedModel } from '../audited-model.js';
import { declared } from '../facts.js';

/** Parts of models that see or hear, in which their language model is configured. */
const LANGUAGE_PARTS = ['text_config', 'language_config', 'llm_config'];

/** What `config.json` at the top says of the model, or of the part of it that is for language. */
export interface Configuration {
  readonly value: JsonObject;
  /** of {@link value} in its file: empty, or `/text_config` */
  readonly pointer: string;
}

/** The document whole. */
export function configJson({ files }: AuditedModel): JsonObject | undefined {
  const file = files.find(({ name }) => name === 'config.json');
  const value = file === undefined ? undefined : jsonOf(file);
  return isJsonObject(value) ? value : undefined;
}

/** The configuration of the language model: of its own part, where that tells its sizes. */
export function languageConfiguration(model: AuditedModel): Configuration | undefined {
  const value = configJson(model);
  if (value === undefined) return undefined;
  for (const name of LANGUAGE_PARTS) {
    const part = memberOf(value, name);
    if (isJsonObject(part) && memberOf(part, 'hidden_size') !== undefined) return { value: part, pointer: `/${name}` };
  }
  return { value, pointer: '' };
}

/** A number of a configuration; undefined also for lists, which have one for each layer. */
export const sizeIn = ({ value }: Configuration, name: string): number | undefined => numberOf(at(value, name));

/** What sizes of a configuration are called as facts. */
const SIZES = {
  intermediate_size: 'intermediate-size',
  moe_intermediate_size: 'intermediate-size',
  num_attention_heads: 'attention-heads',
  num_key_value_heads: 'key-value-heads',
} as const satisfies Record<string, ClaimName>;

/** That a configuration states a size. */
export const sizeFact = ({ pointer }: Configuration, name: keyof typeof SIZES, size: number): Claim =>
  declared(SIZES[name], size, { file: 'config.json', pointer: pointer + step(name) });

/** Families whose layers are all alike. */
const UNIFORM: ReadonlySet<string> = new Set(
  'llama mistral mixtral qwen2 qwen3 gemma gemma2 gemma3_text granite olmo olmo2 cohere stablelm smollm3'.split(' '),
);

export function isUniform({ value }: Configuration): boolean {
  const type = memberOf(value, 'model_type');
  return typeof type === 'string' && UNIFORM.has(type);
}
