// SPDX-License-Identifier: Apache-2.0
import type { JsonMember } from './json-value.js';

/** Names at the top of documents that grow with a training or a vocabulary, whose values say what a model is. */
const NAMES = new Set([
  // trainer_state.json, which has a log of every step
  'global_step',
  'epoch',
  'total_flos',
  'best_model_checkpoint',
  'max_steps',
  'num_train_epochs',
  'train_batch_size',
  // tokenizer_config.json, which may list every token
  'model_max_length',
  'bos_token',
  'eos_token',
  'pad_token',
  'unk_token',
  'transformers_version',
  // config.json, which may name every class
  'license',
  'model_type',
  'torch_dtype',
  'dtype',
  '_name_or_path',
]);
/** Most values that are kept: names may come again. */
const MAX_FACTS = 100;
/** Longest text of one, in bytes. */
const MAX_FACT_BYTES = 1024;

/** Keeps texts, numbers and truth values that stand at the top of an object of any size, under names that are known. */
export class TopFacts {
  readonly facts: JsonMember[] = [];
  #depth = 0;
  #name: string | undefined;

  /** Most bytes that are wanted now. */
  get wantedBytes(): number {
    return this.#name === undefined ? 0 : MAX_FACT_BYTES;
  }

  begin(): void {
    this.#depth++;
    this.#name = undefined;
  }

  end(): void {
    this.#depth--;
  }

  name(name: string): void {
    this.#name = this.#depth === 1 && NAMES.has(name) && this.facts.length < MAX_FACTS ? name : undefined;
  }

  /** @param value - undefined: a string that is too long */
  scalar(value: string | number | boolean | null | undefined): void {
    const tooLong = typeof value === 'string' && value.length > MAX_FACT_BYTES;
    if (this.#name !== undefined && value !== undefined && value !== null && !tooLong)
      this.facts.push([this.#name, value]);
    this.#name = undefined;
  }
}
