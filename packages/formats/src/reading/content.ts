// SPDX-License-Identifier: Apache-2.0
import type { CompressedContent } from '../compression/read-compressed.js';
import type { Hdf5Content } from '../hdf5/content.js';
import type { JsonContent } from '../json/json-content.js';
import type { NpyContent } from '../numpy/read-npy.js';
import type { OnnxContent } from '../onnx/content.js';
import type { SentencePieceContent } from '../sentencepiece/sentencepiece.js';
import type {
  CheckpointContent,
  FingerprintContent,
  KerasMetadataContent,
  ObjectGraphContent,
  TensorflowContent,
} from '../tensorflow/content.js';
import type { ParquetContent } from '../tables/parquet/content.js';
import type { PickleReading } from '../pickle/machine/reading.js';
import type { TarContent } from '../tar/read-tar.js';
import type { TensorsContent } from '../tensors/tensors-content.js';
import type { TextContent } from '../text/text-content.js';
import type { RawContent } from '../torch/tensor-data.js';
import type { TfliteContent } from '../tflite/content.js';
import type { ZipContent } from '../zip/read-zip.js';

/** A pickle, or several of them one after another. */
export interface PickleContent extends PickleReading {
  readonly kind: 'pickle';
}

/** What a reader found in a part; which kinds there are grows with the readers. */
// prettier-ignore: one a line, for those who add to it
export type PartContent =
  | PickleContent
  | JsonContent
  | RawContent
  | TensorsContent
  | TextContent
  | ZipContent
  | CompressedContent
  | TarContent
  | NpyContent
  | OnnxContent
  | Hdf5Content
  | TensorflowContent
  | KerasMetadataContent
  | FingerprintContent
  | ObjectGraphContent
  | CheckpointContent
  | SentencePieceContent
  | TfliteContent
  | ParquetContent;
