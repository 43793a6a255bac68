// SPDX-License-Identifier: Apache-2.0
import { FORMATS, type PartContent } from '@mpk/formats';
import { contentOf, isCard, textOf } from '../../model-files.js';
import type { Collector } from '../collector.js';

/** Formats that a collector reads, with what their reader makes of them. */
const READ: ReadonlyMap<string, PartContent['kind']> = new Map([
  ['safetensors', 'tensors'],
  ['gguf', 'tensors'],
  ['onnx', 'onnx'],
  ['parquet', 'parquet'],
]);
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
    'pickles (`training_args.bin`), weights of other formats, files that are not recognised or were not read: listed, never looked into',
  collect(file, sink) {
    const { id = 'unknown', contains = [] } = file.format ?? {};
    const kind = READ.get(id);
    const isUnread = kind !== undefined && contentOf(file, kind) === undefined;
    // A card with a few control characters is not recognised, and read.
    if (isCard(file) && textOf(file) !== undefined) return;
    if (!OPAQUE.has(id) && !contains.includes('opaque') && !isUnread) return;
    sink.add(file, 'opaque', id, { subject: `file:${file.name}`, method: 'measured' });
  },
};
