// SPDX-License-Identifier: Apache-2.0
import { memberOf, type JsonValue } from '@mpk/formats';
import { baseNameOf, type ModelFile } from '../../model-files.js';
import type { ClaimSink } from '../claim-sink.js';
import type { Collector } from '../collector.js';
import { jsonObjectOf } from '../documents.js';
import { addTexts, textAt } from '../fields.js';
import { step } from '../values.js';

/** Most parts of a pipeline; those of 2026 have some dozen. */
const MAX_PARTS = 200;

/** `model_index.json` of diffusers. */
export const diffusers: Collector = {
  id: 'diffusers',
  reads: '`model_index.json` of diffusers: class of the pipeline, its parts, code that it brings with it',
  collect(file, sink) {
    if (baseNameOf(file) !== 'model_index.json') return;
    const value = jsonObjectOf(file, sink);
    if (value === undefined) return;
    addClass(file, sink, memberOf(value, '_class_name'));
    addTexts({ file, sink, value }, [['/_name_or_path', 'training.path']]);
    const version = textAt(value, '/_diffusers_version');
    if (version !== undefined) {
      const pointer = '/_diffusers_version';
      sink.add(file, 'library.name', 'diffusers', { pointer, method: 'inferred' });
      sink.add(file, 'library.version', `diffusers ${version}`, { pointer });
    }
    for (const [name, part] of value.members.slice(0, MAX_PARTS)) addPart(file, sink, name, part);
  },
};

/** A class of diffusers, or `[file, class]` where it is in a file beside. */
function addClass(file: ModelFile, sink: ClaimSink, value: JsonValue | undefined): void {
  const pointer = '/_class_name';
  if (typeof value === 'string') sink.add(file, 'architecture', value, { pointer });
  else if (Array.isArray(value)) {
    const [module, name] = value as readonly JsonValue[];
    if (typeof module === 'string' && typeof name === 'string') {
      sink.add(file, 'architecture', name, { pointer: `${pointer}/1` });
      sink.add(file, 'code.module', `${module}.${name}`, { pointer });
      return;
    }
    sink.remark(file, 'wrong-type', { pointer, detail: 'no file and class' });
  } else if (value !== undefined) sink.remark(file, 'wrong-type', { pointer, detail: 'no text' });
}

/** `"unet": ["diffusers", "UNet2DConditionModel"]`; a part that is not there is `[null, null]`. */
function addPart(file: ModelFile, sink: ClaimSink, name: string, value: JsonValue): void {
  if (name.startsWith('_') || !Array.isArray(value)) return;
  const [library, class_] = value as readonly JsonValue[];
  if (typeof library !== 'string' || typeof class_ !== 'string') {
    if (library !== null) sink.remark(file, 'wrong-type', { pointer: step(name), detail: 'no library and class' });
    return;
  }
  sink.add(file, 'component', { name, library, class: class_ }, { pointer: step(name) });
}
