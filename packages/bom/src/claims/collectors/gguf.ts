// SPDX-License-Identifier: Apache-2.0
import { contentOf, type ModelFile } from '../../model-files.js';
import type { ClaimSink } from '../claim-sink.js';
import type { Collector } from '../collector.js';
import { GGUF_FILE_TYPES } from '../tensors/gguf-file-types.js';
import {
  addGgufNumbers,
  addGgufTexts,
  ggufMetadata,
  numberIn,
  textIn,
  type GgufMetadata,
  type GgufSource,
} from '../tensors/gguf-metadata.js';
import { addTensorClaims } from '../tensors/tensor-claims.js';
import { tensorGroups } from '../tensors/tensor-group.js';
import { textDigest } from '../text-digest.js';
import type { ClaimName } from '../vocabulary.js';

const TEXTS: readonly (readonly [key: string, claim: ClaimName])[] = [
  ['general.name', 'name'],
  ['general.author', 'author'],
  ['general.version', 'version'],
  ['general.organization', 'organization'],
  ['general.description', 'description'],
  ['general.quantized_by', 'quantized-by'],
  ['general.size_label', 'parameters.stated'],
  ['general.url', 'repository.url'],
  ['general.repo_url', 'repository.url'],
  ['general.source.url', 'source.url'],
  ['general.source.repo_url', 'source.url'],
  ['general.source.huggingface.repository', 'source.url'],
  ['general.doi', 'doi'],
  ['general.uuid', 'uuid'],
  ['general.tags', 'tag'],
  ['general.languages', 'language'],
  ['general.datasets', 'dataset.training'],
  ['general.architecture', 'model-type'],
  ['adapter.type', 'adapter'],
];
/** Each of these counts, in every shard, and where a key stands twice. */
const LICENSES: typeof TEXTS = [
  ['general.license', 'license'],
  ['general.license.name', 'license.name'],
  ['general.license.link', 'license.link'],
];
/** What a file is that lies beside a model, and is none. */
const BESIDE: ReadonlySet<string> = new Set([
  'adapter',
  'clip-vision',
  'imatrix',
  'lora',
  'mmproj',
  'projector',
  'vocab',
]);
/** Below the name of the architecture. */
const SIZES: readonly (readonly [key: string, claim: ClaimName])[] = [
  ['context_length', 'context-length'],
  ['embedding_length', 'hidden-size'],
  ['block_count', 'layers'],
  ['feed_forward_length', 'intermediate-size'],
  ['attention.head_count', 'attention-heads'],
  ['attention.head_count_kv', 'key-value-heads'],
];
/** Most bases and data sets that are looked at, whatever a file says that it has. */
const MAX_ORIGINS = 100;

/** `.gguf`, by their content. */
export const gguf: Collector = {
  id: 'gguf',
  reads:
    'GGUF: `general.*`, bases and data sets, sizes, file type, tokenizer and its vocabulary, chat templates; types and counts of tensors, of all shards together',
  collect() {
    // Whether a file is the model, or one of several, is known when all are there.
  },
  finish(files, sink) {
    for (const group of tensorGroups(files)) {
      if (group.format !== 'gguf') continue;
      // Only the first shard says what the model is.
      const first = group.files.find(({ index = 1 }) => index === 1);
      for (const { file } of group.files) addLicenses(file, sink, group.subject);
      if (first !== undefined) addMetadata(first.file, sink, group.subject);
      addTensorClaims(sink, group);
    }
  },
};

function addMetadata(file: ModelFile, sink: ClaimSink, subject: string): void {
  const content = contentOf(file, 'tensors');
  if (content === undefined) return;
  const metadata = ggufMetadata(content);
  const own = `file:${file.name}`;
  // What several quantised files of one model say of it, each says of the model.
  const about = isBeside(metadata, subject) ? own : 'model';
  addGgufTexts({ file, sink, metadata, subject: about }, TEXTS);
  addOrigins({ file, sink, metadata, subject: about });
  const source = { file, sink, metadata, subject };
  addSizes(source);
  addQuantization(source);
  addTokenizer({ ...source, subject: about });
}

/** @param subject - of the file and its shards: what lies there alone is the model, whatever it says of itself */
const isBeside = (metadata: GgufMetadata, subject: string): boolean =>
  subject !== 'model' &&
  (BESIDE.has(textIn(metadata, 'general.type') ?? '') || textIn(metadata, 'general.architecture') === 'clip');

/** A file beside the model is under its own, and the model with it. */
function addLicenses(file: ModelFile, sink: ClaimSink, ofGroup: string): void {
  const content = contentOf(file, 'tensors');
  if (content === undefined) return;
  if (!content.complete) sink.unread(file, 'too-large', 'the header is not read to its end');
  const subject = isBeside(ggufMetadata(content), ofGroup) ? `file:${file.name}` : 'model';
  for (const entry of content.metadata)
    addGgufTexts(
      { file, sink, metadata: new Map([[entry.key, entry]]), subject },
      LICENSES.filter(([key]) => key === entry.key),
    );
}

/** `general.base_model.0.repo_url`, or the name where there is none; data sets likewise. */
function addOrigins(source: GgufSource): void {
  for (const [kind, claim] of [
    ['base_model', 'base-model'],
    ['dataset', 'dataset.training'],
  ] as const) {
    const count = Math.min(numberIn(source.metadata, `general.${kind}.count`) ?? 0, MAX_ORIGINS);
    for (let i = 0; i < count; i++) {
      const keys = ['repo_url', 'url', 'doi', 'name'].map((key) => `general.${kind}.${i}.${key}`);
      const key = keys.find((one) => textIn(source.metadata, one) !== undefined);
      if (key !== undefined) addGgufTexts(source, [[key, claim]]);
    }
  }
}

function addSizes(source: GgufSource): void {
  const architecture = textIn(source.metadata, 'general.architecture');
  if (architecture === undefined) return;
  addGgufNumbers(
    source,
    SIZES.map(([key, claim]) => [`${architecture}.${key}`, claim] as const),
  );
}

function addQuantization({ file, sink, metadata, subject }: GgufSource): void {
  const key = 'general.file_type';
  const number = numberIn(metadata, key);
  if (number === undefined) return;
  const name = GGUF_FILE_TYPES.get(number);
  if (name !== undefined) sink.add(file, 'quantization.method', name, { subject, pointer: key });
  else sink.remark(file, 'wrong-type', { pointer: key, detail: 'a file type that is not known' });
}

function addTokenizer(source: GgufSource): void {
  const { file, sink, metadata, subject } = source;
  addGgufTexts(source, [['tokenizer.ggml.model', 'tokenizer.kind']]);
  const tokens = metadata.get('tokenizer.ggml.tokens');
  if (tokens?.type === 'string[]')
    sink.add(file, 'vocabulary.size', tokens.count, { subject, pointer: tokens.key, method: 'measured' });
  for (const [key, { value }] of metadata) {
    if (!/^tokenizer\.chat_template(?:\.|$)/.test(key)) continue;
    if (typeof value === 'string')
      sink.add(file, 'chat-template', textDigest(value), { subject, pointer: key, method: 'measured' });
    else sink.remark(file, value === undefined ? 'too-large' : 'wrong-type', { pointer: key });
  }
}
