// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import type { TensorDescription } from '@mpk/formats';
import { declared, nameSays } from '../facts.js';
import type { GgufModel } from './gguf-model.js';

/** `Q4_K_M` in a name, as llama.cpp writes it. */
const QUANTIZED = /(?:^|[-_.])((?:I?Q\d(?:_[A-Z0-9]+)*|TQ\d_\d|MXFP4(?:_MOE)?|NVFP4))(?=\.gguf$|[-_.])/gi;
const FLOAT = /(?:^|[-_.])(F32|F16|BF16|FP32|FP16)(?=\.gguf$|[-_.])/gi;
/** Tables of tokens and what gives them back are often stored otherwise, and of small models are most of it. */
const TABLES = /^(?:token_embd|output|per_layer_token_embd)\.weight$/;
/** Some models are published with these types alone, and keep them under every name. */
const NATIVE: ReadonlySet<string> = new Set(['MXFP4', 'NVFP4']);

/** What is said of how most weights of a file are stored. */
export interface Label {
  readonly where: 'the name' | 'the header';
  readonly text: string;
  /** mixed by hand, type by type: `UD-`, `_XL` */
  readonly isMixed: boolean;
}

/** Labels of the name, where one of several may be of the tables, and of the header. */
export function labelsOf({ baseName, fileType }: GgufModel): readonly Label[] {
  const isMixed = /(?:^|[-_.])UD(?=[-_.])/i.test(baseName);
  const named = [QUANTIZED, FLOAT].flatMap((pattern) => [...baseName.matchAll(pattern)].map(([, text = '']) => text));
  return [
    ...named.map((text) => toLabel('the name', text.toUpperCase().replace(/^FP/, 'F'), isMixed)),
    ...(fileType === undefined ? [] : [toLabel('the header', fileType, isMixed)]),
  ];
}

const toLabel = (where: Label['where'], text: string, isMixed: boolean): Label => ({
  where,
  text,
  isMixed: isMixed || text.endsWith('_XL'),
});

export const isFloat = ({ text }: Label): boolean => /^B?F\d\d$/.test(text);

/** Whether the name of a file says that it is quantised. */
export const isNamedQuantized = (name: string): boolean => name.search(QUANTIZED) >= 0;

/** The first of the weights in layers whose type most of them have; undefined where there are none. */
export function mainTensor({ tensors }: GgufModel): TensorDescription | undefined {
  const counts = new Map<string, { readonly first: TensorDescription; values: number }>();
  for (const tensor of tensors) {
    if (tensor.shape.length < 2 || TABLES.test(tensor.name)) continue;
    const ofType = counts.get(tensor.dtype) ?? { first: tensor, values: 0 };
    ofType.values += tensor.shape.reduce((all, size) => all * size, 1);
    counts.set(tensor.dtype, ofType);
  }
  return [...counts.values()].sort((a, b) => b.values - a.values)[0]?.first;
}

/** The type that most weights in layers have; undefined where there are none. */
export const mainType = (gguf: GgufModel): string | undefined => mainTensor(gguf)?.dtype;

/** Where a label stands. */
export const labelFact = ({ file }: GgufModel, { where, text }: Label): Claim =>
  where === 'the name'
    ? nameSays(file, text)
    : declared('quantization.method', text, { file, pointer: 'general.file_type' });

/** What llama.cpp takes where the rows of a tensor are no whole blocks of the type. */
const INSTEAD: Readonly<Record<string, readonly string[]>> = {
  Q2_K: ['IQ4_NL', 'Q4_0'],
  Q3_K: ['IQ4_NL', 'Q4_0'],
  Q4_K: ['Q5_0'],
  Q5_K: ['Q5_1'],
  Q6_K: ['Q8_0'],
  TQ1_0: ['Q4_0'],
  TQ2_0: ['Q4_0'],
};

/**
 * Whether most weights may be of that type in a file of that label.
 *
 * @see https://github.com/ggml-org/llama.cpp/blob/master/src/llama-quant.cpp
 */
export function fits({ text, isMixed }: Label, type: string): boolean {
  if (NATIVE.has(type)) return true;
  // IQ3_XS is of IQ3_S and IQ3_XXS; what stands in for any of them is IQ4_NL.
  if (text.startsWith('IQ')) return type.startsWith(text.slice(0, 3)) || type === 'IQ4_NL' || isNextTo(text, type);
  // Q4_K_M is of Q4_K, and of others less; `q4` alone is of any of them.
  const plain = /^(?:B?F\d\d|Q\d_[K0-3]|TQ\d_\d)/.exec(text)?.[0];
  if (plain === undefined || isMixed) return Math.abs(bitsOf(type) - bitsOf(text)) <= 1;
  return type.startsWith(plain) || INSTEAD[plain]?.includes(type) === true;
}

/** Of one bit and two most layers are raised to the next type. */
const isNextTo = (text: string, type: string): boolean => text.startsWith('IQ1') && type.startsWith('IQ2');

const bitsOf = (type: string): number => Number(/^[IT]?Q(\d)/.exec(type)?.[1] ?? Number.NaN);
