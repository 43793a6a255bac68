// SPDX-License-Identifier: Apache-2.0
import type { JsonMember, JsonValue } from './json-value.js';
import type { TokenizerCounts } from './tokenizer-counts.js';

/** A JSON object or array. */
export interface JsonContent {
  readonly kind: 'json';
  /** the document; undefined where it is larger than what is kept whole */
  readonly value?: JsonValue;
  /** values under names that tell of code and of other models, in order; within one of them no further ones are looked for */
  readonly kept: readonly KeptValue[];
  /** `kept` has all of them */
  readonly complete: boolean;
  /** where there is no `value`: texts, numbers and truth values at the top of an object under names that tell of a model */
  readonly facts?: readonly JsonMember[];
  /** of a document that is laid out as `tokenizer.json` is, of any size */
  readonly tokenizer?: TokenizerCounts;
}

export interface KeptValue {
  /** RFC 6901; attacker-controlled */
  readonly pointer: string;
  /** undefined: larger than what is kept */
  readonly value?: JsonValue;
}
