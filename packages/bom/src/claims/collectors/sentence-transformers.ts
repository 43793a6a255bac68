// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, memberOf, type JsonValue } from '@mpk/formats';
import { baseNameOf, contentOf, type ModelFile } from '../../model-files.js';
import type { ClaimSink } from '../claim-sink.js';
import type { Collector } from '../collector.js';
import { jsonObjectOf } from '../documents.js';
import { addNumbers, textAt } from '../fields.js';
import { each, step } from '../values.js';

/** Most modules of one model. */
const MAX_MODULES = 100;
const LIBRARY = 'sentence_transformers';
/** How the libraries are called in the file, and elsewhere. */
const VERSIONS = [
  ['sentence_transformers', 'sentence_transformers'],
  ['transformers', 'transformers'],
  ['pytorch', 'torch'],
] as const;

/** Files of sentence-transformers. */
export const sentenceTransformers: Collector = {
  id: 'sentence-transformers',
  reads:
    '`modules.json`, `config_sentence_transformers.json`, `sentence_bert_config.json`: parts, versions, longest input, code that a loader takes',
  collect(file, sink) {
    const name = baseNameOf(file);
    if (name === 'modules.json') addModules(file, sink);
    else if (name === 'config_sentence_transformers.json') addVersions(file, sink);
    else if (name === 'sentence_bert_config.json') {
      const value = jsonObjectOf(file, sink);
      if (value !== undefined) addNumbers({ file, sink, value }, [['/max_seq_length', 'tokenizer.max-length']]);
    }
  },
};

/** `[{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"}]` */
function addModules(file: ModelFile, sink: ClaimSink): void {
  const modules = contentOf(file, 'json')?.value;
  if (!Array.isArray(modules)) {
    sink.remark(file, modules === undefined ? 'malformed' : 'wrong-type', { detail: 'no list of modules' });
    return;
  }
  for (const [module, pointer] of each(modules as JsonValue, '').slice(0, MAX_MODULES)) {
    const type = isJsonObject(module) ? textAt(module, '/type') : undefined;
    if (type === undefined) {
      sink.remark(file, 'wrong-type', { pointer, detail: 'no module with a type' });
      continue;
    }
    const cut = type.indexOf('.');
    const library = cut < 0 ? undefined : type.slice(0, cut);
    const name = textAt(module, '/name') ?? textAt(module, '/path');
    sink.add(file, 'component', { name, library, class: type }, { pointer });
    const place = { pointer: `${pointer}/type` };
    if (library === LIBRARY) sink.add(file, 'library.name', 'sentence-transformers', { ...place, method: 'inferred' });
    // Any other name is imported, from the folder of the model first.
    else sink.add(file, 'code.module', type, place);
  }
}

function addVersions(file: ModelFile, sink: ClaimSink): void {
  const versions = memberOf(jsonObjectOf(file, sink), '__version__');
  for (const [key, library] of VERSIONS) {
    const version = textAt(versions, step(key));
    if (version !== undefined)
      sink.add(file, 'library.version', `${library} ${version}`, { pointer: `/__version__${step(key)}` });
  }
}
