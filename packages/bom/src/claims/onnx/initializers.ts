// SPDX-License-Identifier: Apache-2.0
import type { OnnxContent } from '@mpk/formats';
import { contentOf, type ModelFile } from '../../model-files.js';
import type { ClaimSink } from '../claim-sink.js';
import { tensorType } from './types.js';

/** Types of parameters, and of buffers that nothing quantises weights to; of integers of fewer bits nobody says which they are. */
const PARAMETERS = new Set(['F64', 'F32', 'F16', 'BF16', 'C64', 'F8_E4M3', 'F8_E5M2']);
const BUFFERS = new Set(['I64', 'U64', 'I32', 'U32', 'BOOL', 'string']);

/** Claims what the initializers of a model's own graph are, counted from shapes that their bytes agree with. */
export function addInitializers(file: ModelFile, files: readonly ModelFile[], sink: ClaimSink, subject: string): void {
  const content = contentOf(file, 'onnx');
  if (content === undefined || content.initializers.tensors + content.initializers.odd === 0) return;
  const { elements, tensors, odd, externalBytes } = content.initializers;
  if (odd > 0 || externalBytes > bytesBeside(file, files, content)) {
    sink.remark(file, 'malformed', { pointer: 'graph.initializer', detail: 'data are not what their shapes say' });
    return;
  }
  const measured = { subject, pointer: 'graph.initializer', method: 'measured' } as const;
  const counts = elements
    .map(({ type, count }) => [tensorType(type), count] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  sink.add(file, 'tensor.types', Object.fromEntries(counts), measured);
  sink.add(file, 'tensor.count', tensors, measured);
  const sum = (types: ReadonlySet<string>): number =>
    counts.reduce((all, [type, count]) => (types.has(type) ? all + count : all), 0);
  const isPlain = counts.every(([type]) => PARAMETERS.has(type) || BUFFERS.has(type));
  if (!isPlain || !counts.some(([type]) => PARAMETERS.has(type))) return;
  sink.add(file, 'parameters.count', sum(PARAMETERS), measured);
  if (sum(BUFFERS) > 0) sink.add(file, 'buffers.count', sum(BUFFERS), measured);
}

/** Bytes of the files that its tensors lie in; none where one of them is not there, or ends before they do. */
function bytesBeside(file: ModelFile, files: readonly ModelFile[], { externalData }: OnnxContent): number {
  const folder = file.name.slice(0, file.name.lastIndexOf('/') + 1);
  const beside = externalData.map(({ location, endBytes }) => {
    const found = files.find(({ name }) => name === folder + location.replace(/^\.\//, ''));
    return found !== undefined && found.sizeBytes >= endBytes ? found.sizeBytes : NaN;
  });
  const bytes = beside.reduce((all, one) => all + one, 0);
  return Number.isNaN(bytes) ? 0 : bytes;
}
