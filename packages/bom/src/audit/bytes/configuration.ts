// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, memberOf, type JsonObject } from '@mpk/formats';
import { at, numberOf } from '../../claims/values.js';
import { jsonOf } from '../../model-files.js';
import type { AuditedModel } from '../audited-model.js';

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

/** Families whose layers are all alike. */
const UNIFORM: ReadonlySet<string> = new Set(
  'llama mistral mixtral qwen2 qwen3 gemma gemma2 gemma3_text granite olmo olmo2 cohere stablelm smollm3'.split(' '),
);

export function isUniform({ value }: Configuration): boolean {
  const type = memberOf(value, 'model_type');
  return typeof type === 'string' && UNIFORM.has(type);
}
