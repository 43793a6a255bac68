// SPDX-License-Identifier: Apache-2.0
import type { Finding } from '@mpk/core';
import type { TensorDescription } from '@mpk/formats';
import type { Check } from '../check.js';
import { finding, locate } from '../findings.js';
import { partsOf, type FoundPart } from '../inspected-model.js';

const id = 'tensor-values';

/** Tensors with fewer numbers (norms, biases, scales) may well be constant. */
const MIN_ITEMS = 4096;
/** Low bits that no number of nearly all tensors uses: these were made from a type of lower precision. */
const MIN_UNUSED_BITS = 8;
/** Share of the tensors that must be of lower precision, for one that is not to be told of. */
const MOST = 0.9;

/** Numbers that no training leaves behind, and bits that should not be used. */
export const tensorValues: Check = {
  id,
  description:
    'Tensors with numbers that are none, with one number throughout, or with bits that no other tensor uses.',
  about: {
    finds:
      'Every number of F16, BF16, F32 and F64 tensors is looked at in the read that digests it: NaN, infinities, large tensors of one value; tensors that use low bits which hardly any other tensor of the file uses, where the model was made from a type of lower precision; and programs at the beginning of tensors.',
    risk: 'NaN and constants make a model fail or ignore its input. Low bits of a model that was cast up from 16 bits are zero; where they are not, something was written there, and weights are a place where nobody looks.',
    severities: [
      ['critical', 'a program at the beginning of a tensor'],
      ['medium', 'NaN; a large tensor of one value; low bits that other tensors do not use'],
      ['low', 'infinities, which masks may have'],
    ],
    fix: 'Compare with the base (`mpk inspect --base`), or have the model exported anew.',
    limits:
      'A payload in low bits that all tensors use, or that is encrypted where low bits are noise anyway, looks like weights. So does a backdoor. Quantised types are not looked at.',
    references: ['https://arxiv.org/abs/2107.08590', 'CWE-506'],
  },
  run: (model) => [...partsOf(model, 'tensors')].flatMap(valuesOf),
};

function valuesOf(found: FoundPart<'tensors'>): readonly Finding[] {
  const { file, part, content } = found;
  const tell = (severity: Finding['severity'], tensor: TensorDescription, message: string): Finding =>
    finding(
      { check: id, severity, message: `${message}: ${tensor.name}` },
      locate({ file, part, offset: tensor.offset, sizeBytes: tensor.sizeBytes }),
    );
  const each = content.tensors.flatMap((tensor): readonly Finding[] => {
    const { facts, looksLike } = tensor;
    return [
      ...(looksLike === undefined
        ? []
        : [tell('critical', tensor, `a program (${looksLike}) in the place of a tensor`)]),
      ...(facts?.nan === true ? [tell('medium', tensor, 'NaN')] : []),
      ...(facts?.infinite === true ? [tell('low', tensor, 'infinities')] : []),
      ...(facts?.constant === true && itemsOf(tensor) >= MIN_ITEMS
        ? [tell('medium', tensor, 'one value throughout')]
        : []),
    ];
  });
  return [...each, ...unlikeOthers(content.tensors).map((tensor) => tell('medium', tensor, MORE_BITS))];
}

const MORE_BITS = 'uses low bits that the other tensors of its type do not';

const itemsOf = ({ shape }: TensorDescription): number => shape.reduce((product, extent) => product * extent, 1);

/** F32 tensors that use bits which nearly no other one uses. */
function unlikeOthers(tensors: readonly TensorDescription[]): readonly TensorDescription[] {
  const large = tensors.filter(
    (one) => one.dtype === 'F32' && one.facts?.constant === false && itemsOf(one) >= MIN_ITEMS,
  );
  const fine = large.filter(({ facts }) => (facts?.unusedBits ?? 0) < MIN_UNUSED_BITS);
  return fine.length <= large.length * (1 - MOST) ? fine : [];
}
