// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { COLLECTORS, VOCABULARY } from '@mpk/bom';
import { claimsIn } from '../../model.js';
import { makeGguf } from '../../gguf.js';
import { makeParquet } from '../../parquet.js';
import { field, numberField } from '../../protobuf.js';
import { makeSafetensors } from '../../safetensors.js';

/** Files that are JSON or YAML, with members that collectors look for in them. */
const DOCUMENTS: Readonly<Record<string, readonly string[]>> = {
  'config.json': ['architectures', 'vocab_size', 'text_config', 'quantization_config', 'auto_map', 'dtype'],
  'generation_config.json': ['temperature', 'eos_token_id', 'custom_generate', 'transformers_version'],
  'tokenizer_config.json': ['tokenizer_class', 'chat_template', 'auto_map', 'model_max_length', 'eos_token'],
  'chat_template.json': ['chat_template'],
  'tokenizer.json': ['model', 'added_tokens'],
  'adapter_config.json': ['peft_type', 'base_model_name_or_path', 'revision', 'r', 'task_type', 'auto_mapping'],
  'trainer_state.json': ['global_step', 'epoch', 'best_model_checkpoint', 'log_history'],
  MLmodel: ['flavors', 'python_function', 'sklearn', 'signature', 'inputs', 'run_id', 'utc_time_created'],
  'conda.yaml': ['dependencies', 'pip', 'python'],
  'model_index.json': ['_class_name', '_diffusers_version', 'unet'],
  'modules.json': ['type', 'name'],
  'config_sentence_transformers.json': ['__version__', 'pytorch'],
  '.eval_results/a.yaml': ['dataset', 'id', 'value', 'source'],
  'mergekit_config.yml': ['models', 'model', 'slices', 'sources', 'base_model', 'path', 'merge_method'],
  'croissant.json': ['@type', 'conformsTo', 'name', 'distribution', 'recordSet', 'field', 'rai:dataBiases', '@id'],
  'model.safetensors.index.json': ['metadata', 'total_parameters', 'weight_map'],
};

/** Any JSON, and objects whose members have the names that are looked for, down to some depth. */
const documentWith = (names: readonly string[]): fc.Arbitrary<unknown> =>
  fc.letrec<{ value: unknown; object: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.jsonValue({ maxDepth: 1 }),
      tie('object'),
      fc.array(tie('value'), { maxLength: 3 }),
    ),
    object: fc.dictionary(fc.oneof(fc.constantFrom(...names, '__proto__'), fc.string()), tie('value'), { maxKeys: 6 }),
  })).object;

/** Whether something stands at an RFC 6901 pointer. */
function isThere(document: unknown, pointer: string): boolean {
  let value = document;
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return false;
    value = (value as Record<string, unknown>)[name];
  }
  return true;
}

describe('documents of any types', () => {
  it.each(Object.entries(DOCUMENTS))(
    'in %s give claims of the vocabulary or remarks, and never throw',
    (name, names) => {
      fc.assert(
        fc.property(documentWith(names), (document) => {
          const { claims, remarks } = claimsIn({ [name]: JSON.stringify(document) });
          for (const claim of claims) {
            expect(VOCABULARY).toHaveProperty([claim.name]);
            expect(JSON.parse(JSON.stringify(claim))).toEqual(claim);
            const { pointer = '' } = claim.source;
            expect([pointer, isThere(document, pointer)]).toEqual([pointer, true]);
          }
          for (const remark of remarks) expect(remark.file).toBe(name);
        }),
        { numRuns: 60 },
      );
    },
  );
});

describe('front matter of any types', () => {
  const names = ['license', 'tags', 'model-index', 'pretty_name', 'dataset_info', 'splits', 'features', 'results'];

  it.each(['README.md', 'data/README.md'])('in %s gives claims or remarks, and never throws', (name) => {
    fc.assert(
      fc.property(documentWith(names), (document) => {
        const { claims } = claimsIn({ [name]: `---\n${JSON.stringify(document)}\n---\n# Toy\n` });
        for (const claim of claims) expect(VOCABULARY).toHaveProperty([claim.name]);
      }),
      { numRuns: 60 },
    );
  });
});

/** Files of bytes as they should be. */
const BYTES: Readonly<Record<string, Buffer>> = {
  'model.safetensors': makeSafetensors(
    { 'model.embed_tokens.weight': ['BF16', 8, 4], 'lm_head.weight': ['F32', 2] },
    { format: 'pt', ss_dataset_dirs: '{"a": {"img_count": 1}}', 'modelspec.tags': 'a,b' },
  ),
  'toy.gguf': makeGguf(
    { 'general.architecture': 'llama', 'general.tags': ['a', 'b'], 'llama.block_count': 2, 'general.file_type': 1 },
    { 'token_embd.weight': { shape: [2, 256], type: 12, sizeBytes: 288 } },
  ),
  'm.onnx': Buffer.concat([
    numberField(1, 8),
    field(2, 'x'),
    field(7, field(1, field(4, 'Relu')), field(11, field(1, 'in'), field(2, field(1, numberField(1, 7))))),
    field(8, field(1, ''), numberField(2, 17)),
  ]),
  'train.parquet': makeParquet({ rows: 3, columns: ['a', 'b'], metadata: { huggingface: '{"info": {}}' } }),
};

describe('bytes that were changed', () => {
  it.each(Object.entries(BYTES))('in %s give claims of what is there or remarks, and never throw', (name, bytes) => {
    const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 8 });
    fc.assert(
      fc.property(changes, fc.option(fc.nat(bytes.length)), (changed, cut) => {
        const hostile = Buffer.from(bytes);
        for (const [at, byte] of changed) hostile[at] = byte;
        const { claims } = claimsIn({ [name]: hostile.subarray(0, cut ?? hostile.length) });
        for (const claim of claims) {
          expect(VOCABULARY).toHaveProperty([claim.name]);
          // As many values as there are bits at most, whatever a header says; GGUF's smallest have less than two.
          if (claim.name === 'parameters.count') expect(Number(claim.value)).toBeLessThanOrEqual(8 * bytes.length);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('every collector', () => {
  it('says what it reads, under a name of its own', () => {
    expect(new Set(COLLECTORS.map(({ id }) => id)).size).toBe(COLLECTORS.length);
    for (const { reads } of COLLECTORS) expect(reads).not.toBe('');
  });
});
