// SPDX-License-Identifier: Apache-2.0
import { FORMATS } from '@mpk/formats';
import type { Collector } from '../collector.js';

/** Formats of weights and of models that a collector reads. */
const READ = new Set(['safetensors', 'gguf', 'onnx']);
const OPAQUE = new Set([
  ...FORMATS.filter(({ id, holdsWeights }) => holdsWeights && !READ.has(id)).map(({ id }) => id),
  'unknown',
  'opaque',
]);

/**
 * Files that may say much of a model and that nobody reads for that, such as `training_args.bin`: a pickle tells what it holds to
 * those who run it, and is never run. They are listed, so that it is known that something is not known.
 */
export const opaque: Collector = {
  id: 'opaque',
  reads:
    'pickles (`training_args.bin`), weights of other formats, files that are not recognised: listed, never looked into',
  collect(file, sink) {
    const { id = 'unknown', contains = [] } = file.format ?? {};
    if (!OPAQUE.has(id) && !contains.includes('opaque')) return;
    sink.add(file, 'opaque', id, { subject: `file:${file.name}`, method: 'measured' });
  },
};
