// SPDX-License-Identifier: Apache-2.0
import type { ClaimValue } from '@mpk/core';
import { MAX_ONNX_LISTED, type OnnxValue } from '@mpk/formats';
import { contentOf, type ModelFile } from '../../model-files.js';
import type { ClaimSink } from '../claim-sink.js';
import type { Collector } from '../collector.js';
import { addInitializers } from '../onnx/initializers.js';
import { ONNX_TYPES } from '../onnx/types.js';
import type { ClaimName } from '../vocabulary.js';

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
  reads:
    'ONNX: producer, versions of format and operators, inputs and outputs, `metadata_props`, doc string; types and counts of initializers, also of those in other files',
  collect() {
    // Whether a file is the model, or one of several, is known when all are there.
  },
  finish(files, sink) {
    const models = files.filter((file) => contentOf(file, 'onnx') !== undefined);
    const isAlone = models.length === 1;
    // Weights of another format beside it are of the same model: what was counted of them is said of it.
    const isOnly = isAlone && !files.some((file) => contentOf(file, 'tensors') !== undefined);
    for (const file of models) {
      addModel(file, sink, isAlone ? 'model' : `file:${file.name}`);
      addInitializers(file, files, sink, isOnly ? 'model' : `file:${file.name}`);
    }
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
  add('ir-version', content.irVersion, 'ir_version');
  for (const { domain, version } of content.opsets)
    add('opset', `${domain === '' ? 'ai.onnx' : domain} ${version}`, 'opset_import');
  // Before version 4, every initializer is an input, too: which ones a user gives is not told.
  if (content.irVersion >= 4) for (const one of content.inputs) add('input', shown(one), 'graph.input');
  for (const one of content.outputs) add('output', shown(one), 'graph.output');
  for (const { key, value } of content.metadata) {
    const claim = METADATA.get(key.toLowerCase());
    const pointer = `metadata_props/${key}`;
    // Under which licence one of several files is, the model is.
    if (claim === 'license') sink.add(file, claim, value, { subject: 'model', pointer });
    else if (claim !== undefined) add(claim, value, pointer);
  }
  if (content.moreEntries > 0 && content.metadata.length >= MAX_ONNX_LISTED)
    sink.unread(file, 'too-large', 'more metadata than is listed');
  else if (content.moreEntries > 0)
    sink.remark(file, 'too-large', { detail: 'more inputs, metadata or texts than are listed' });
}

const shown = ({ name, kind, elementType, shape }: OnnxValue): ClaimValue => ({
  name,
  type: elementType === 0 ? kind : (ONNX_TYPES[elementType] ?? `type ${elementType}`),
  shape: shape?.map((size) => (size === '' ? '?' : size)),
});
