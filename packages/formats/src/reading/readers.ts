// SPDX-License-Identifier: Apache-2.0
import type { RangeReader } from '@mpk/core';
import { readGguf } from '../gguf/read-gguf.js';
import { readJsonFile } from '../json/read-json-file.js';
import { readSafetensors } from '../safetensors/read-safetensors.js';
import { readTextFile } from '../text/read-text-file.js';
import { DECODERS } from '../compression/decoders.js';
import { readCompressed } from '../compression/read-compressed.js';
import { readGif } from '../media/gif.js';
import { readIsoMedia } from '../media/iso-media.js';
import { readJpeg } from '../media/jpeg.js';
import { readPng } from '../media/png.js';
import { readRiff } from '../media/riff.js';
import { readArrow, readParquet } from '../tables/footer.js';
import { readSqlite } from '../tables/sqlite.js';
import { readTar } from '../tar/read-tar.js';
import { readLegacyData } from '../torch/legacy-data.js';
import { readNpy } from '../numpy/read-npy.js';
import type { SequentialReader } from './drive.js';
import { readTensorData } from '../torch/tensor-data.js';
import { planZipReader } from '../zip/read-zip.js';
import { planHdf5Reader } from '../hdf5/hdf5.js';
import { planTfliteReader } from '../tflite/tflite.js';
import { planCheckpointReader } from '../tensorflow/checkpoint.js';
import { readOnnx } from '../onnx/onnx.js';
import { readSentencePiece } from '../sentencepiece/sentencepiece.js';
import {
  readFingerprint,
  readGraph,
  readKerasMetadata,
  readObjectGraph,
  readSavedModel,
} from '../tensorflow/tensorflow.js';
import type { PartBuilder } from './part-builder.js';

/** Reads a part out of order, as whole as it likes; throws as a {@link SequentialReader} does. */
export type RandomReader = (ranges: RangeReader, part: PartBuilder) => void;

/** Looks ahead first, at a directory say, and then reads the part from its beginning to its end. */
export type PlannedReader = (ranges: RangeReader, part: PartBuilder) => SequentialReader;

/** How a format is read. */
export type Reader =
  { readonly sequential: SequentialReader } | { readonly random: RandomReader } | { readonly planned: PlannedReader };

/**
 * Readers by format id, for what its first bytes give away.
 *
 * Every format that is recognised and has none here is reported as not looked into.
 */
export const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['gguf', { sequential: readGguf }],
  ['safetensors', { sequential: readSafetensors }],
  ['script', { sequential: readTextFile }],
  ['tensorflow-checkpoint', { planned: planCheckpointReader }],
  ['tflite', { planned: planTfliteReader }],
  ['tensor-data', { sequential: readTensorData }],
  ['zip', { planned: planZipReader }],
  ...Object.entries(DECODERS).map(([id, kind]): [string, Reader] => [id, { sequential: readCompressed(kind) }]),
  ['torch-legacy-data', { sequential: readLegacyData }],
  ['npy', { sequential: readNpy }],
  ['png', { sequential: readPng }],
  ['jpeg', { sequential: readJpeg }],
  ['gif', { sequential: readGif }],
  ['webp', { sequential: readRiff }],
  ['wav', { sequential: readRiff }],
  ['mp4', { sequential: readIsoMedia }],
  ['parquet', { sequential: readParquet }],
  ['arrow', { sequential: readArrow }],
  ['sqlite', { sequential: readSqlite }],
  ['tar', { sequential: readTar }],
  ['hdf5', { planned: planHdf5Reader }],
]);

/**
 * Readers that are tried on what nothing gives away. Each sets `part.recognised` once it is sure, and throws `Malformed` as soon
 * as the bytes cannot be its own.
 */
export const CANDIDATES: readonly (readonly [id: string, read: SequentialReader])[] = [
  ['onnx', readOnnx],
  ['saved-model', readSavedModel],
  ['tensorflow-graph', readGraph],
  ['keras-metadata', readKerasMetadata],
  ['tensorflow-fingerprint', readFingerprint],
  ['tensorflow-object-graph', readObjectGraph],
  ['sentencepiece', readSentencePiece],
  ['json', readJsonFile],
  ['text', readTextFile],
];
