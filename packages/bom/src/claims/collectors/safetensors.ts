// SPDX-License-Identifier: Apache-2.0
import { memberOf } from '@mpk/formats';
import { contentOf, type ModelFile } from '../../model-files.js';
import type { ClaimSink } from '../claim-sink.js';
import type { Collector } from '../collector.js';
import { jsonObjectOf } from '../documents.js';
import { addNumbers } from '../fields.js';
import { addHeaderTexts, headerPointer, isUnset, type HeaderTexts } from '../tensors/header-texts.js';
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
    addLicenses(file, sink);
    addHeaderTexts({ file, sink, texts }, [['base_model', 'base-model']]);
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

/** Names under which headers state a licence. */
const LICENSES = ['license', 'modelspec.license'];

/** Licences count wherever their file lies, and each of a name that comes twice: readers take one or the other. */
function addLicenses(file: ModelFile, sink: ClaimSink): void {
  const content = contentOf(file, 'tensors');
  if (content?.complete === false) sink.unread(file, 'too-large', 'the header is not read to its end');
  for (const key of LICENSES) {
    const all = (content?.metadata ?? []).filter((entry) => entry.key === key);
    for (const [i, { value }] of all.entries()) {
      const pointer = headerPointer(key) + (i + 1 < all.length ? ` (${i + 1} of ${all.length})` : '');
      if (typeof value !== 'string') sink.unread(file, 'wrong-type', 'the licence is no text, or a long one');
      else if (!isUnset(value)) sink.add(file, 'license', value, { subject: 'model', pointer });
    }
  }
}

function addIndex(file: ModelFile, sink: ClaimSink): void {
  const value = jsonObjectOf(file, sink);
  if (memberOf(value, 'metadata') !== undefined)
    addNumbers({ file, sink, value }, [['/metadata/total_parameters', 'parameters.stated']]);
}
