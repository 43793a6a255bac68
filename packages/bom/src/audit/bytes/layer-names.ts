// SPDX-License-Identifier: Apache-2.0

/** Layers of a language model, wherever it lies in another one; those of what sees or hears have other names. */
const LAYER =
  /^(?:(?:model|language_model|language|llm|transformer|text_model)\.){0,4}(?:decoder\.)?layers\.(\d{1,5})\.([\w.]{1,80})\.weight$/;

/** Which layer of a language model a tensor is of, as Llama and its kin name them, and what of it: `mlp.up_proj`. */
export function layerTensor(name: string): { readonly layer: number; readonly kind: string } | undefined {
  const [, layer, kind] = LAYER.exec(name) ?? [];
  return layer === undefined || kind === undefined ? undefined : { layer: Number(layer), kind };
}
