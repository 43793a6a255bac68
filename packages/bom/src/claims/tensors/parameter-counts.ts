// SPDX-License-Identifier: Apache-2.0
import { storedElements, type TensorDescription } from '@mpk/formats';
import type { TensorGroup } from './tensor-group.js';

/** Values of tensors, by what a model has them for. */
export interface ParameterCounts {
  /** what training sets */
  readonly parameters: number;
  /** what a model carries along, such as positions and running means */
  readonly buffers: number;
}

/** Types of parameters: integers have no gradient. */
const PARAMETERS = new Set(['F64', 'F32', 'F16', 'BF16', 'C64', 'F8_E4M3', 'F8_E5M2']);
/** Types of buffers that nothing packs weights into. */
const BUFFERS = new Set(['I64', 'U64', 'BOOL']);
/**
 * Buffers by their names, whatever their type: of batch norms, of rotary positions, and of positions and masks of attention in
 * transformers. Causal masks of GPT-2 are called as a bias is, and have four dimensions.
 */
const BUFFER =
  /(?:^|[._])(?:position_ids|token_type_ids|relative_position_index|num_batches_tracked|running_mean|running_var|inv_freq|masked_bias)$/;
const isMask = ({ name, shape }: TensorDescription): boolean =>
  /(?:^|\.)attn(?:\.attention)?\.bias$/.test(name) && shape.length === 4 && shape[0] === 1 && shape[1] === 1;
/** Scales of quantised weights: numbers that are no parameters. */
const SCALE = /(?:_scale|_scale_inv|\.scales?|\.qscale|\.SCB|\.absmax|\.quant_map|_blocks|\.g_idx|\.qzeros)$/;

/**
 * Counts parameters as frameworks do, where every value stands for itself.
 *
 * Of other integers nothing is counted: GPTQ and AWQ pack eight weights into an I32, bitsandbytes and MXFP4 two into a U8, and nothing
 * in the file says how many. All of GGUF is counted, as llama.cpp does, for its types say how many values a block has.
 *
 * @param group - of which every tensor was found to be what its header says
 * @returns undefined where weights may be packed, and where there is nothing but buffers
 */
export function countParameters({ format, files }: TensorGroup): ParameterCounts | undefined {
  const tensors = files.flatMap(({ content }) => content.tensors);
  const sum = (some: readonly TensorDescription[]): number =>
    some.reduce((all, tensor) => all + (storedElements(format, tensor) ?? 0), 0);
  if (format === 'gguf') return { parameters: sum(tensors), buffers: 0 };
  const [buffers, others] = [tensors.filter(isBuffer), tensors.filter((tensor) => !isBuffer(tensor))];
  const arePlain = others.every(({ dtype, name }) => PARAMETERS.has(dtype) && !SCALE.test(name));
  if (!arePlain || (others.length === 0 && buffers.length > 0)) return undefined;
  return { parameters: sum(others), buffers: sum(buffers) };
}

const isBuffer = (tensor: TensorDescription): boolean =>
  (BUFFERS.has(tensor.dtype) && !SCALE.test(tensor.name)) || BUFFER.test(tensor.name) || isMask(tensor);
