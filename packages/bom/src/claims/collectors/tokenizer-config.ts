// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, memberOf, type JsonValue } from '@mpk/formats';
import { baseNameOf, contentOf, type ModelFile } from '../../model-files.js';
import type { ClaimSink } from '../claim-sink.js';
import type { Collector } from '../collector.js';
import { keptObjectOf } from '../documents.js';
import { addNumbers, addTexts } from '../fields.js';
import { textDigest } from '../text-digest.js';
import { each, step } from '../values.js';
import { addCode } from './config.js';

/** Files of transformers that say how a text becomes tokens, or a picture numbers. */
const CONFIGURATIONS = new Set(['tokenizer_config.json', 'processor_config.json', 'preprocessor_config.json']);
const TEMPLATES = new Set([...CONFIGURATIONS, 'chat_template.json']);
const SPECIAL = ['bos_token', 'eos_token', 'unk_token', 'sep_token', 'pad_token', 'cls_token', 'mask_token'];
/** Beyond it a length is transformers' way to say that there is none. */
const MAX_LENGTH = 1e9;

/** `tokenizer_config.json`, its fellows, and the templates of chats. */
export const tokenizerConfig: Collector = {
  id: 'tokenizer-config',
  reads:
    '`tokenizer_config.json`, `processor_config.json`, `preprocessor_config.json`: class, special tokens, where it was loaded from, code that a loader takes; chat templates in them, in `chat_template.json`, `chat_template.jinja` and `additional_chat_templates/*.jinja`',
  collect(file, sink) {
    const name = baseNameOf(file);
    if (name === 'chat_template.jinja' || /(?:^|\/)additional_chat_templates\/[^/]+\.jinja$/.test(file.name))
      addTemplateFile(file, sink);
    if (!TEMPLATES.has(name)) return;
    const value = keptObjectOf(file, sink);
    if (value === undefined) return;
    addTemplates(file, sink, memberOf(value, 'chat_template'));
    if (!CONFIGURATIONS.has(name)) return;
    addCode(file, sink, memberOf(value, 'auto_map'));
    if (name !== 'tokenizer_config.json') return;
    addTexts({ file, sink, value }, [
      ['/tokenizer_class', 'tokenizer'],
      ['/name_or_path', 'training.path'],
    ]);
    addLength(file, sink, value);
    for (const token of SPECIAL) addSpecial(file, sink, token, memberOf(value, token));
  },
};

/** One template, or a list of `{name, template}`. */
function addTemplates(file: ModelFile, sink: ClaimSink, value: JsonValue | undefined): void {
  for (const [item, pointer] of each(value, '/chat_template')) {
    const isNamed = isJsonObject(item);
    const text = isNamed ? memberOf(item, 'template') : item;
    const where = isNamed ? `${pointer}/template` : pointer;
    if (typeof text === 'string') {
      sink.add(file, 'chat-template', textDigest(text), { pointer: where, method: 'measured' });
    } else sink.remark(file, 'wrong-type', { pointer: where, detail: 'no text' });
  }
}

/** The file is the template: its digest is that of the text, however long it is. */
function addTemplateFile(file: ModelFile, sink: ClaimSink): void {
  if (contentOf(file, 'text') === undefined) sink.remark(file, 'malformed', { detail: 'no text' });
  else sink.add(file, 'chat-template', file.sha256, { pointer: '', method: 'measured' });
}

function addLength(file: ModelFile, sink: ClaimSink, value: JsonValue): void {
  const length = memberOf(value, 'model_max_length');
  if (typeof length === 'number' && length > MAX_LENGTH) return;
  addNumbers({ file, sink, value }, [['/model_max_length', 'tokenizer.max-length']]);
}

/** A token is a text, or `{content, ...}`. */
function addSpecial(file: ModelFile, sink: ClaimSink, name: string, value: JsonValue | undefined): void {
  if (value === undefined || value === null) return;
  const isEntry = isJsonObject(value);
  const token = isEntry ? memberOf(value, 'content') : value;
  const pointer = `${step(name)}${isEntry ? '/content' : ''}`;
  if (typeof token === 'string') sink.add(file, 'tokenizer.special', { name, token }, { pointer });
  else sink.remark(file, 'wrong-type', { pointer, detail: 'no text' });
}
