// SPDX-License-Identifier: Apache-2.0
import type { ClaimValue } from '@mpk/core';
import type { OnnxValue } from '@mpk/formats';
import { contentOf, type ModelFile } from '../../model-files.js';
import type { ClaimSink } from '../claim-sink.js';
import type { Collector } from '../collector.js';
import type { ClaimName } from '../vocabulary.js';

/** TensorProto.DataType of ONNX 1.23. */
const TYPES = [
  'undefined',
  'float',
  'uint8',
  'int8',
  'uint16',
  'int16',
  'int32',
  'int64',
  'string',
  'bool',
  'float16',
  'double',
  'uint32',
  'uint64',
  'complex64',
  'complex128',
  'bfloat16',
  'float8e4m3fn',
  'float8e4m3fnuz',
  'float8e5m2',
  'float8e5m2fnuz',
  'uint4',
  'int4',
  'float4e2m1',
  'float8e8m0',
  'uint2',
  'int2',
  'float6e2m3',
  'float6e3m2',
];
/** Keys of `metadata_props`, free pairs of texts, that mean the same wherever they are written. */
const METADATA: ReadonlyMap<string, ClaimName> = new Map([
  ['author', 'author'],
  ['model_author', 'author'],
  ['license', 'license'],
  ['model_license', 'license'],
  ['description', 'description'],
  ['model_name', 'name'],
  ['task', 'task'],
  ['version', 'version'],
  ['url', 'repository.url'],
]);

/** ONNX models, by their content. */
export const onnx: Collector = {
  id: 'onnx',
  reads: 'ONNX: producer, versions of format and operators, inputs and outputs, `metadata_props`, doc string',
  collect() {
    // Whether a file is the model, or one of several, is known when all are there.
  },
  finish(files, sink) {
    const models = files.filter((file) => contentOf(file, 'onnx') !== undefined);
    for (const file of models) addModel(file, sink, models.length === 1 ? 'model' : `file:${file.name}`);
  },
};

function addModel(file: ModelFile, sink: ClaimSink, subject: string): void {
  const content = contentOf(file, 'onnx');
  if (content === undefined) return;
  const add = (name: ClaimName, value: ClaimValue, pointer: string): void => {
    sink.add(file, name, value, { subject, pointer });
  };
  add('library.version', `${content.producerName} ${content.producerVersion}`, 'producer_name');
  add('description', content.docString, 'doc_string');
  if (content.modelVersion !== 0) add('version', String(content.modelVersion), 'model_version');
  add('opset', `ir ${content.irVersion}`, 'ir_version');
  for (const { domain, version } of content.opsets)
    add('opset', `${domain === '' ? 'ai.onnx' : domain} ${version}`, 'opset_import');
  // Before version 4, every initializer is an input, too: which ones a user gives is not told.
  if (content.irVersion >= 4) for (const one of content.inputs) add('input', shown(one), 'graph.input');
  for (const one of content.outputs) add('output', shown(one), 'graph.output');
  for (const { key, value } of content.metadata) {
    const claim = METADATA.get(key.toLowerCase());
    if (claim !== undefined) add(claim, value, `metadata_props/${key}`);
  }
  if (content.moreEntries > 0)
    sink.remark(file, 'too-large', { detail: 'more inputs, metadata or texts than are listed' });
}

const shown = ({ name, kind, elementType, shape }: OnnxValue): ClaimValue => ({
  name,
  type: elementType === 0 ? kind : (TYPES[elementType] ?? `type ${elementType}`),
  shape: shape?.map((size) => (size === '' ? '?' : size)),
});
