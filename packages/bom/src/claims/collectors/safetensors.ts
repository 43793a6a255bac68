// SPDX-License-Identifier: Apache-2.0
import { memberOf } from '@mpk/formats';
import { contentOf, type ModelFile } from '../../model-files.js';
import type { ClaimSink } from '../claim-sink.js';
import type { Collector } from '../collector.js';
import { jsonObjectOf } from '../documents.js';
import { addNumbers } from '../fields.js';
import { addHeaderTexts, headerPointer, type HeaderTexts } from '../tensors/header-texts.js';
import { addKohya } from '../tensors/kohya.js';
import { addModelSpec } from '../tensors/modelspec.js';
import { addTensorClaims } from '../tensors/tensor-claims.js';
import { tensorGroups } from '../tensors/tensor-group.js';

/** `.safetensors`, by their content: what stands in their headers; and what their tensors are, of all shards together. */
export const safetensors: Collector = {
  id: 'safetensors',
  reads:
    'safetensors: types, counts and telling shapes of tensors; `__metadata__` of transformers (with `license` and `base_model`), kohya (`ss_*`, `sshs_*`) and `modelspec.*`; `*.safetensors.index.json`: parameters',
  collect(file, sink) {
    if (/\.safetensors\.index\.json$/.test(file.name)) addIndex(file, sink);
    const content = contentOf(file, 'tensors');
    if (content?.format !== 'safetensors') return;
    const texts = textsIn(file, sink);
    sink.add(file, 'file.framework', texts.get('format'), {
      subject: `file:${file.name}`,
      pointer: headerPointer('format'),
    });
    addHeaderTexts({ file, sink, texts }, [
      ['license', 'license'],
      ['base_model', 'base-model'],
    ]);
    addKohya({ file, sink, texts });
    addModelSpec({ file, sink, texts });
  },
  finish(files, sink) {
    for (const group of tensorGroups(files)) if (group.format === 'safetensors') addTensorClaims(sink, group);
  },
};

function textsIn(file: ModelFile, sink: ClaimSink): HeaderTexts {
  const texts = new Map<string, string>();
  for (const { key, value } of contentOf(file, 'tensors')?.metadata ?? []) {
    if (typeof value === 'string') texts.set(key, value);
    else sink.remark(file, 'too-large', { pointer: headerPointer(key) });
  }
  return texts;
}

function addIndex(file: ModelFile, sink: ClaimSink): void {
  const value = jsonObjectOf(file, sink);
  if (memberOf(value, 'metadata') !== undefined)
    addNumbers({ file, sink, value }, [['/metadata/total_parameters', 'parameters.stated']]);
}
