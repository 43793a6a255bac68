// SPDX-License-Identifier: Apache-2.0
export { FORMATS } from './formats.js';
export type { FormatDescription } from './formats.js';
export { formatConsumer } from './format-consumer.js';
export { IRREGULARITIES } from './reading/irregularities.js';
export type { IrregularityKind } from './reading/irregularities.js';
export type { FileReading, Irregularity, Part, Uninspected, UninspectedReason } from './reading/part.js';
export type { PickleImport, PickleOddity } from './pickle/machine/reading.js';
export type { PartContent, PickleContent } from './reading/content.js';
export { parseJsonText } from './json/parse-json-text.js';
export { isJsonObject, memberOf } from './json/json-value.js';
export type { JsonMember, JsonObject, JsonValue } from './json/json-value.js';
export type { CompressedContent } from './compression/read-compressed.js';
export type { NpyContent } from './numpy/read-npy.js';
export type { TarContent } from './tar/read-tar.js';
export type { JsonContent, KeptValue } from './json/json-content.js';
export type { TokenizerCounts } from './json/tokenizer-counts.js';
export type { TextContent } from './text/text-content.js';
export type {
  GgufHeader,
  MetadataScalar,
  TensorDescription,
  TensorsContent,
  TensorsMetadata,
} from './tensors/tensors-content.js';
export { MAX_ONNX_LISTED } from './onnx/content.js';
export type { OnnxContent, OnnxExternalFile, OnnxInitializers, OnnxOperator, OnnxValue } from './onnx/content.js';
export type { Hdf5Attribute, Hdf5Content, Hdf5Object, Hdf5Reference } from './hdf5/content.js';
export type { KerasConfig, KerasObject } from './keras/content.js';
export { readKerasConfig } from './keras/config.js';
export type { SentencePieceContent } from './sentencepiece/sentencepiece.js';
export type {
  CheckpointContent,
  FingerprintContent,
  KerasMetadataContent,
  ObjectGraphContent,
  TensorflowContent,
  TensorflowOperator,
} from './tensorflow/content.js';
export { storedElements } from './tensors/stored-elements.js';
export { STATED_DATA_DIGESTS } from './tensors/tensors-content.js';
export type { TensorFacts } from './tensors/tensor-scan.js';
export type { ParquetContent } from './tables/parquet/content.js';
export type { TfliteContent, TfliteOperator } from './tflite/content.js';
export { storageBytes } from './torch/storage-bytes.js';
