// SPDX-License-Identifier: Apache-2.0
import type { Files } from '../model.js';
import { makeSafetensors } from '../safetensors.js';
import { llamaFolder } from './bytes/llama-folder.js';
import { llama } from './bytes/llama-gguf.js';
import { findingsIn } from './shown.js';

/** Rules of bytes and metadata: what a folder of weights alone does not say of itself is told elsewhere. */
const foundIn = (folder: Files): readonly string[] =>
  findingsIn({ folder }).flatMap(({ check, message }) =>
    /^(?:shard|index|weights|layers|projection|special|metadata|gguf)-/.test(check) ? [`${check}: ${message}`] : [],
  );

const SHARDS = 5;
const shard = (number: number): string => `model-0000${number}-of-0000${SHARDS}.safetensors`;
const numbers = Array.from({ length: SHARDS }, (_, i) => i + 1);
const tensorsOf = (number: number): readonly string[] => [
  `model.layers.${number - 1}.a`,
  `model.layers.${number - 1}.b`,
];
const weightsOf = (names: readonly string[]): Buffer =>
  makeSafetensors(Object.fromEntries(names.map((name) => [name, ['F32', 2] as const])));
const INDEX = {
  metadata: { total_size: 80 },
  weight_map: Object.fromEntries(numbers.flatMap((i) => tensorsOf(i).map((name) => [name, shard(i)]))),
};
/** A model in five files, each with two tensors, but for those that are given otherwise. */
const sharded = (others: Readonly<Record<number, readonly string[]>> = {}): Files => ({
  'config.json': { architectures: ['LlamaForCausalLM'], num_hidden_layers: SHARDS },
  'model.safetensors.index.json': INDEX,
  ...Object.fromEntries(numbers.map((i) => [shard(i), weightsOf(others[i] ?? tensorsOf(i))])),
});
const without = (files: Files, ...names: readonly string[]): Files =>
  Object.fromEntries(Object.entries(files).filter(([name]) => !names.includes(name)));

describe('one cause', () => {
  it('is none in a model that is whole', () => {
    expect(foundIn(sharded())).toEqual([]);
  });

  it('that is a missing file of weights is told once, with an index and without', () => {
    expect(foundIn(without(sharded(), shard(2)))).toEqual([
      `shard-missing: ${shard(2)} is in the index, and not there`,
    ]);
    expect(foundIn(without(sharded(), shard(2), 'model.safetensors.index.json'))).toEqual([
      `shard-missing: 1 of 5 files are not there that ${shard(1)} counts`,
    ]);
  });

  it('that is several missing files is told once', () => {
    expect(foundIn(without(sharded(), ...numbers.slice(1).map(shard)))).toEqual([
      `shard-missing: 4 of 5 files of the index are not there: ${[2, 3, 4].map(shard).join(', ')} and 1 more`,
    ]);
  });

  it('that is a file of weights which is no such is told once', () => {
    const lfs = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 5000\n`;
    expect(foundIn({ ...sharded(), [shard(2)]: lfs })).toEqual([
      `weights-not-there: ${shard(2)} is a Git LFS pointer to 5000 bytes that are not here`,
    ]);
  });

  it("that is two files with each other's names is told once", () => {
    expect(foundIn(sharded({ 2: tensorsOf(3), 3: tensorsOf(2) }))).toEqual([
      expect.stringMatching(/^shard-tensors-differ: 4 tensors are not in the file that the index names: /),
    ]);
  });

  it('that is tensors of other names is told once', () => {
    const [a = '', b = ''] = tensorsOf(2);
    expect(foundIn(sharded({ 2: [a, `${b}_scale`] }))).toEqual([
      `shard-tensors-differ: 1 tensor is in the index, and not there: ${b} of ${shard(2)}; 1 tensor is not in the index, or another file is named there: ${b}_scale of ${shard(2)}`,
    ]);
  });

  it('that is another width of the feed-forward is told once', () => {
    expect(foundIn(llamaFolder({ intermediate_size: 24 }))).toEqual([
      'projection-shapes-differ: model.layers.0.mlp.up_proj.weight has 16 rows, not 24: intermediate_size is 24; 3 more tensors differ',
    ]);
  });

  it('that is another width is told once', () => {
    const found = findingsIn({ folder: llamaFolder({ hidden_size: 16 }) }).map(({ check }) => check);
    expect(found.filter((check) => /width|projection/.test(check))).toEqual(['embedding-width-differs']);
  });

  it('that is tokens of another vocabulary is told once', () => {
    expect(foundIn(llamaFolder({ bos_token_id: 128_000, eos_token_id: [128_001, 128_009] }))).toEqual([
      'special-token-outside-vocabulary: bos_token_id is 128000, the vocabulary has 100 entries; 2 more numbers outside of it',
    ]);
  });

  it('that is many aliases is told as what it is', () => {
    const levels = 'bcdefg'.split('').map((name, i) => `${name}: &${name} [${`*${'abcdefg'[i]},`.repeat(10)}]`);
    const card = ['---', 'a: &a [1]', ...levels, 'license: mit', 'language: en', '---', ''].join('\n');
    expect(foundIn({ 'README.md': card })).toEqual(['metadata-too-large: larger than what is read: front matter']);
  });

  it('that is a name which stands three times is told once, with all that stands there', () => {
    const card = '---\nlicense: mit\nlicense: apache-2.0\nlicense: gpl-3.0\n---\n';
    const found = findingsIn({ folder: { 'README.md': card } }).filter(({ check }) => check === 'metadata-key-twice');
    expect(found.map(({ evidence }) => evidence.map(({ value }) => value))).toEqual([['mit', 'apache-2.0', 'gpl-3.0']]);
  });

  it('that is the untouched template of the Hub is told once, and a gap in a card of its own by itself', () => {
    const template = (limits: string): string =>
      [
        '# Model Card for Model ID',
        '## Uses\n### Direct Use\n[More Information Needed]',
        `## Bias, Risks, and Limitations\n${limits}`,
        '## Training Details\n### Training Data\n[More Information Needed]',
        '## Evaluation\n### Testing Data, Factors & Metrics\n[More Information Needed]\n### Results\n[More Information Needed]',
      ].join('\n\n');
    const findings = (card: string): readonly string[] =>
      findingsIn({ folder: { 'README.md': card } }).flatMap(({ check }) =>
        /^card-|section|^(?:intended-use|limitations|bias|training-data|evaluation)-missing/.test(check) ? [check] : [],
      );
    expect(findings(template('[More Information Needed]'))).toEqual(['card-not-filled-in']);
    expect(findings(template('It was trained on English alone, and knows nothing else.'))).toEqual([
      'card-not-filled-in',
      'intended-use-missing',
      'training-data-missing',
      'evaluation-missing',
    ]);
    // Nothing tells of a template there.
    expect(findings(template('<!-- -->').replaceAll('[More Information Needed]', '<!-- what? -->'))).toHaveLength(5);
  });

  it('in the header of a GGUF file is told once', () => {
    expect(foundIn({ 'm.gguf': llama({ 'llama.attention.key_length': 32 }) })).toHaveLength(1);
    expect(foundIn({ 'm.gguf': llama({ 'llama.embedding_length': 1024 }) })).toHaveLength(1);
  });
});
