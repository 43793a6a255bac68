// SPDX-License-Identifier: Apache-2.0
import { posix } from 'node:path';
import { isJsonObject, memberOf, type JsonObject, type JsonValue, type TensorDescription } from '@mpk/formats';
import { numberOf, step } from '../../claims/values.js';
import { baseNameOf, contentOf, jsonOf, type ModelFile } from '../../model-files.js';
import type { AuditedModel } from '../audited-model.js';

/** One matrix of a LoRA adapter, as peft names and shapes it. */
export interface LoraMatrix {
  /** the tensor; attacker-controlled */
  readonly name: string;
  readonly file: string;
  readonly tensor: TensorDescription;
  /** the module that it is added to, without what peft puts before */
  readonly module: string;
  readonly rank: number;
}

/** A LoRA adapter of peft, with its configuration. */
export interface LoraAdapter {
  readonly file: ModelFile;
  readonly config: JsonObject;
  readonly matrices: readonly LoraMatrix[];
}

const WEIGHTS = /^adapter_model(?:-\d{5}-of-\d{5})?\.safetensors$/;

/** Every adapter with safetensors beside its configuration; of other kinds than LoRA none. */
export const loraAdapters = ({ files }: AuditedModel): readonly LoraAdapter[] =>
  files.flatMap((file): readonly LoraAdapter[] => {
    const config = baseNameOf(file) === 'adapter_config.json' ? jsonOf(file) : undefined;
    if (!isJsonObject(config) || memberOf(config, 'peft_type') !== 'LORA') return [];
    const folder = posix.dirname(file.name);
    const beside = files.filter((one) => posix.dirname(one.name) === folder && WEIGHTS.test(baseNameOf(one)));
    const matrices = beside.flatMap((one) =>
      (contentOf(one, 'tensors')?.tensors ?? []).flatMap((tensor) => matrixOf(one.name, tensor)),
    );
    return [{ file, config, matrices }];
  });

/** `base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight`, of [rank, in]; `lora_B` of [out, rank]. */
function matrixOf(file: string, tensor: TensorDescription): readonly LoraMatrix[] {
  const { name, shape } = tensor;
  const cut = name.search(/\.lora_(?:embedding_)?[AB](?:\.|$)/);
  const rank = /^\.lora_(?:embedding_)?A/.test(name.slice(cut)) ? shape[0] : shape[1];
  if (cut < 0 || shape.length < 2 || rank === undefined) return [];
  return [{ name, file, tensor, module: name.slice(0, cut).replace(/^base_model\.model\./, ''), rank }];
}

/** Most steps of a module's name by which a list may name its end. */
const MAX_STEPS = 32;

/** What may stand in a list for a module: its whole name, and each of its ends. */
export function namesFor(module: string): readonly string[] {
  const steps = module.split('.').slice(-MAX_STEPS);
  return [module, ...steps.map((_, i) => steps.slice(i).join('.'))];
}

/** Most different ranks that expressions give. */
const MAX_RANKS = 64;

/** Names alone. Expressions are never run: they are the model's word. */
const isPlainName = (key: string): boolean => /^[\w.]+$/.test(key);

/** Ranks that a module may have, by the configuration. */
export interface StatedRanks {
  readonly ranks: readonly number[];
  /** where the first of them stands */
  readonly pointer: string;
}

/** @returns what the configuration says of a module */
export function createRanks(config: JsonObject): (module: string) => StatedRanks {
  const rank = numberOf(memberOf(config, 'r'));
  const pattern = memberOf(config, 'rank_pattern');
  const ranks = (isJsonObject(pattern) ? pattern.members : []).flatMap(
    ([key, value]): readonly (readonly [string, number])[] => {
      const one = numberOf(value);
      return one === undefined ? [] : [[key, one]];
    },
  );
  const own = new Map(ranks.filter(([key]) => isPlainName(key)));
  const perhaps = [...new Set(ranks.flatMap(([key, one]) => (isPlainName(key) ? [] : [one])))].slice(0, MAX_RANKS);
  return (module) => {
    const name = namesFor(module).find((one) => own.has(one));
    const stated = (name === undefined ? undefined : own.get(name)) ?? rank;
    const pointer = name === undefined ? '/r' : `/rank_pattern${step(name)}`;
    return { ranks: stated === undefined ? perhaps : [stated, ...perhaps], pointer };
  };
}

/** Names of modules that are tuned; undefined where an expression or a word for many says it. */
export function targetsOf(config: JsonObject): ReadonlySet<string> | undefined {
  const targets = memberOf(config, 'target_modules');
  if (!Array.isArray(targets)) return undefined;
  return new Set((targets as readonly JsonValue[]).filter((one) => typeof one === 'string'));
}

/** Parameters that are tuned by themselves, such as those of all experts in one: their matrices are of several ranks in one. */
export const hasTargetParameters = (config: JsonObject): boolean => {
  const parameters = memberOf(config, 'target_parameters');
  return Array.isArray(parameters) && parameters.length > 0;
};
