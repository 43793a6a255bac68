// SPDX-License-Identifier: Apache-2.0

/** What a tensor is for, as far as its name tells. */
export const TENSOR_KINDS = ['attention', 'mlp', 'embedding', 'norm', 'head', 'other'] as const;
export type TensorKind = (typeof TENSOR_KINDS)[number];

/** Longest part of a name that is looked at: names are the attacker's. */
const MAX_NAME_CHARS = 512;

/** Words by which frameworks, and ggml, call them; the first that fits counts: `attn_norm` is a norm. */
const WORDS: readonly (readonly [kind: TensorKind, words: readonly string[]])[] = [
  ['norm', ['norm', 'ln_', 'layer_norm', 'bn']],
  ['embedding', ['embed', 'embd', 'wte', 'wpe']],
  ['head', ['lm_head', 'score', 'classifier', 'cls']],
  ['attention', ['attn', 'attention', 'q_proj', 'k_proj', 'v_proj', 'o_proj', 'query', 'qkv']],
  [
    'mlp',
    ['mlp', 'ffn', 'feed_forward', 'fc', 'dense', 'gate_proj', 'up_proj', 'down_proj', 'experts', 'intermediate'],
  ],
];

/** @param name - attacker-controlled */
export function kindOf(name: string): TensorKind {
  const text = name.slice(0, MAX_NAME_CHARS).toLowerCase();
  // ggml's own name for it.
  if (text === 'output.weight') return 'head';
  return WORDS.find(([, words]) => words.some((word) => text.includes(word)))?.[0] ?? 'other';
}

/**
 * The layer that a tensor belongs to: its name up to the first number, as in `model.layers.3`, `h.3`, `blk.3`; without a number
 * the module, which is its name without the last step: `lm_head`.
 *
 * @param name - attacker-controlled
 */
export function layerOf(name: string): string {
  const steps = name.slice(0, MAX_NAME_CHARS).split('.');
  const number = steps.findIndex((step, i) => i > 0 && /^\d{1,6}$/.test(step));
  return steps.slice(0, number > 0 ? number + 1 : Math.max(1, steps.length - 1)).join('.');
}
