// SPDX-License-Identifier: Apache-2.0
import type { ClaimName } from '../../claims/vocabulary.js';

/** Names of the CycloneDX property taxonomy, as its tables have them; its examples and the guide differ in places. */
const TAXONOMY: ReadonlyMap<string, string> = new Map<ClaimName, string>([
  ['parameters.count', 'cdx:ai-ml:model:parameter:count'],
  ['context-length', 'cdx:ai-ml:model:hyperparameter:context_length'],
  ['hidden-size', 'cdx:ai-ml:model:hyperparameter:hidden_size'],
  ['layers', 'cdx:ai-ml:model:hyperparameter:num_hidden_layers'],
  ['attention-heads', 'cdx:ai-ml:model:hyperparameter:num_attention_heads'],
  ['key-value-heads', 'cdx:ai-ml:model:hyperparameter:num_key_value_heads'],
  ['intermediate-size', 'cdx:ai-ml:model:hyperparameter:intermediate_size'],
  ['vocabulary.size', 'cdx:ai-ml:model:hyperparameter:vocab_size'],
  ['quantization.method', 'cdx:ai-ml:model:hyperparameter:quantization'],
  ['tokenizer', 'cdx:ai-ml:model:hyperparameter:tokenizer_class'],
]);
const LANGUAGE = 'cdx:ai-ml:model:language';
const TUNE_METHOD = 'cdx:ai-ml:model:parameter:tune_method';
/** Methods of tuning that the taxonomy names, and adapters are kinds of. */
const TUNED_AS = new Set(['lora', 'qlora', 'alora', 'adapter', 'prompt']);

/** The property for a claim that has no member of its own. The taxonomy takes languages of ISO 639-1 alone. */
export function propertyNameOf(name: string, text: string): string {
  if (name === 'language' && /^[a-z]{2}$/.test(text)) return LANGUAGE;
  return TAXONOMY.get(name) ?? `mpk:${name}`;
}

/** How it was tuned, where the kind of its adapter says that in the words of the taxonomy. */
export const tuneMethodOf = (adapter: string): { readonly name: string; readonly value: string } | undefined =>
  TUNED_AS.has(adapter.toLowerCase()) ? { name: TUNE_METHOD, value: adapter.toLowerCase() } : undefined;
