// SPDX-License-Identifier: Apache-2.0
import type { Part, TensorsContent } from '../../src/index.js';
import {
  bool,
  makeGgufOf,
  raw,
  text,
  texts,
  u32,
  u32s,
  u64,
  type GgufOptions,
  type GgufTensor,
} from '../builders/gguf.js';
import { readFile, readParts } from '../builders/read.js';

const F32 = 0;
const Q4_K = 12;

const tensor = (
  name: string,
  dimensions: readonly (number | bigint)[],
  offset: number | bigint,
  type = F32,
): GgufTensor => ({
  name,
  dimensions,
  type,
  offset,
});

const partOf = (bytes: Buffer): Part => {
  const [part] = readFile(bytes).parts;
  if (part?.format !== 'gguf') throw new Error(`it is ${part?.format}`);
  return part;
};
const tensorsOf = (bytes: Buffer): TensorsContent => {
  const { content } = partOf(bytes);
  if (content?.kind !== 'tensors') throw new Error('no tensors');
  return content;
};
/** What is told of a file, in words. */
const told = (options: GgufOptions): string[] =>
  partOf(makeGgufOf(options)).irregularities.map(({ kind, detail }) => `${kind}: ${detail}`);

describe('a file as llama.cpp writes it', () => {
  const options: GgufOptions = {
    metadata: [
      ['general.architecture', text('llama')],
      ['general.alignment', u32(64)],
      ['llama.big', u64(2n ** 63n)],
      ['llama.rope', bool(1)],
      ['tokenizer.ggml.tokens', texts(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'])],
      ['llama.heads', u32s([1, 2, 3])],
      ['split.no', raw(2, Buffer.from([0, 0]))],
    ],
    tensors: [tensor('token_embd.weight', [256, 2], 0, Q4_K), tensor('norm', [5], 320)],
    data: Buffer.alloc(384),
    alignment: 64,
  };

  it('gives its metadata and tensors', () => {
    const file = makeGgufOf(options);
    const dataStart = file.length - 384;
    expect(tensorsOf(file)).toEqual({
      kind: 'tensors',
      format: 'gguf',
      tensors: [
        { name: 'token_embd.weight', dtype: 'Q4_K', shape: [2, 256], offset: dataStart, sizeBytes: 288 },
        {
          name: 'norm',
          dtype: 'F32',
          shape: [5],
          offset: dataStart + 320,
          sizeBytes: 20,
          facts: { nan: false, infinite: false, constant: true, unusedBits: 32 },
        },
      ],
      tensorCount: 2,
      metadata: [
        { key: 'general.architecture', type: 'string', value: 'llama' },
        { key: 'general.alignment', type: 'u32', value: 64 },
        { key: 'llama.big', type: 'u64', value: '9223372036854775808' },
        { key: 'llama.rope', type: 'bool', value: true },
        { key: 'tokenizer.ggml.tokens', type: 'string[]', value: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], count: 10 },
        { key: 'llama.heads', type: 'u32[]', value: [1, 2, 3], count: 3 },
        { key: 'split.no', type: 'u16', value: 0 },
      ],
      complete: true,
      gguf: { version: 3, byteOrder: 'little', alignment: 64 },
    });
    expect(partOf(file)).toMatchObject({ irregularities: [], uninspected: [] });
    expect(readFile(file).inspectedBytes).toBe(file.length);
  });

  it.each([
    [1, false],
    [2, false],
    [2, true],
    [3, true],
  ])('may be of version %i, with the largest byte first: %s', (version, big) => {
    const metadata = (options.metadata ?? []).filter(([key]) => key !== 'split.no');
    const file = makeGgufOf({ ...options, metadata, version, big });
    const { tensors, gguf, metadata: read } = tensorsOf(file);
    // Numbers with their largest byte first are not looked at.
    expect(tensors[1]?.facts === undefined).toBe(big);
    expect(gguf).toEqual({ version, byteOrder: big ? 'big' : 'little', alignment: 64 });
    expect(tensors.map(({ shape }) => shape)).toEqual([[2, 256], [5]]);
    expect(read).toHaveLength(6);
    expect(partOf(file).irregularities).toEqual([]);
  });

  it('may hold a vocabulary alone, with or without padding', () => {
    expect(told({ metadata: [['a', text('b')]] })).toEqual([]);
    expect(told({ metadata: [['a', text('b')]], alignment: 1 })).toEqual([]);
  });

  it('may end behind its last tensor, without padding', () => {
    expect(told({ tensors: [tensor('a', [1], 0)], data: Buffer.alloc(4) })).toEqual([]);
  });

  it('keeps a template whole, and other texts up to 64 KiB', () => {
    const { metadata } = tensorsOf(
      makeGgufOf({
        metadata: [
          ['tokenizer.chat_template.tool', text('t'.repeat(200_000))],
          ['tokenizer.chat_template', text('t'.repeat(1_100_000))],
          ['general.description', text('t'.repeat(70_000))],
        ],
      }),
    );
    expect(metadata.map(({ value }) => String(value).length)).toEqual([
      200_000,
      'undefined'.length,
      'undefined'.length,
    ]);
  });
});

describe('metadata that no writer writes', () => {
  it.each([
    [
      'a key twice',
      [
        ['a', u32(1)],
        ['b', u32(1)],
        ['a', u32(2)],
      ],
      ['duplicate-name: a'],
    ],
    ['an empty key', [['', u32(1)]], ['bad-value: an empty key']],
    ['a truth value of 2', [['a', bool(2)]], ['bad-value: a truth value of 2']],
    ['a text that is no UTF-8', [['a', text(Buffer.from([0xff]))]], ['bad-value: a is no UTF-8']],
    ['a type that is not known', [['a', raw(13)]], ['malformed: a has a value of type 13']],
    ['an array of arrays', [['a', raw(9, Buffer.from([9, 0, 0, 0]))]], ['malformed: an array of items of type 9']],
    ['more items than bytes', [['a', u32s([1], 1000)]], ['malformed: an array of 4000 bytes']],
    ['items beyond 64 bits', [['a', u32s([1], 2n ** 63n)]], ['malformed: a size of 9223372036854775808']],
    ['items that overflow', [['a', u32s([1], 2n ** 52n)]], ['malformed: an array of 18014398509481984 bytes']],
    ['an alignment of 0', [['general.alignment', u32(0)]], ['malformed: an alignment of u32 0']],
    ['an alignment of 48', [['general.alignment', u32(48)]], ['malformed: an alignment of u32 48']],
    ['an alignment of another type', [['general.alignment', u64(32)]], ['malformed: an alignment of u64 32']],
  ] as const)('%s is told of', (_, metadata, faults) => {
    expect(told({ metadata: metadata })).toEqual(faults);
  });

  it('a text longer than the file ends the reading', () => {
    const file = makeGgufOf({ metadata: [['a', raw(8, Buffer.from('ffffff0000000000', 'hex'))]] });
    const part = partOf(file);
    expect(part.irregularities).toEqual([{ kind: 'malformed', offset: 45, detail: 'a string of 16777215 bytes' }]);
    expect(part.uninspected).toEqual([{ offset: 45, reason: 'malformed' }]);
  });

  it('a key longer than the specification has it ends the reading', () => {
    expect(told({ metadata: [['k'.repeat(65_536), u32(1)]] })).toEqual(['malformed: a key of 65536 bytes']);
  });

  it('the first of two alignments counts, as in llama.cpp', () => {
    const metadata = [
      ['general.alignment', u32(64)],
      ['general.alignment', u32(32)],
    ] as const;
    expect(tensorsOf(makeGgufOf({ metadata, alignment: 64 })).gguf?.alignment).toBe(64);
  });

  it('of more keys than are listed, all are read, and those that are not kept are told', () => {
    const metadata = Array.from({ length: 10_001 }, (_, i) => [`k${i}`, u32(i)] as const);
    const bytes = makeGgufOf({ metadata, tensors: [tensor('a', [1], 0)], data: Buffer.alloc(32) });
    const content = tensorsOf(bytes);
    expect(readParts(bytes)[0]?.uninspected).toMatchObject([{ sizeBytes: 0, reason: 'too-large' }]);
    expect(content.metadata).toHaveLength(10_000);
    expect(content.tensors).toHaveLength(1);
    expect(content.complete).toBe(false);
  });
});

describe('tensors that llama.cpp refuses', () => {
  const data = Buffer.alloc(64);

  it.each([
    ['a name twice', { tensors: [tensor('a', [1], 0), tensor('a', [1], 32)], data }, ['duplicate-name: a']],
    ['a name of 64 bytes', { tensors: [tensor('n'.repeat(64), [16], 0)], data }, ['bad-value: a name of 64 bytes']],
    ['a name of 513 bytes', { tensors: [tensor('n'.repeat(513), [16], 0)], data }, ['malformed: a name of 513 bytes']],
    ['a name with a zero', { tensors: [tensor('a\0b', [16], 0)], data }, ['bad-value: a name with a zero in it']],
    ['five dimensions', { tensors: [tensor('a', [1, 1, 1, 1, 1], 0)], data }, ['malformed: a has 5 dimensions']],
    [
      'a negative dimension',
      { tensors: [tensor('a', [2n ** 64n - 1n], 0)], data },
      ['malformed: a size of 18446744073709551615'],
    ],
    [
      'a product beyond 64 bits',
      { tensors: [tensor('a', [2n ** 40n, 2n ** 40n], 0)], data },
      ['size-mismatch: a: 1208925819614629174706176 elements', 'trailing-bytes: after the last tensor'],
    ],
    [
      'a row of half a block',
      { tensors: [tensor('a', [128, 2], 0, Q4_K)], data: Buffer.alloc(160) },
      ['size-mismatch: a: rows of 128 elements are no whole blocks of Q4_K'],
    ],
    [
      'a type that was removed',
      { tensors: [tensor('a', [32], 0, 31)], data: Buffer.alloc(32) },
      ['bad-value: a: type Q4_0_4_4, which is no longer read'],
    ],
    [
      'tensors out of order',
      { tensors: [tensor('a', [8], 32), tensor('b', [8], 0)], data },
      ['odd-order: a at 32, expected at 0', 'odd-order: b at 0, expected at 64'],
    ],
    [
      'tensors that share bytes',
      { tensors: [tensor('a', [16], 0), tensor('b', [8], 32)], data },
      ['odd-order: b at 32, expected at 64', 'overlap: b'],
    ],
    [
      'an offset that is not aligned',
      { tensors: [tensor('a', [1], 0), tensor('b', [1], 8)], data: Buffer.alloc(32) },
      ['odd-order: b at 8, expected at 32'],
    ],
    [
      'an offset far outside',
      { tensors: [tensor('a', [1], 2n ** 63n)], data },
      ['malformed: a lies at 9223372036854775808'],
    ],
    [
      'a tensor that is longer than the file',
      { tensors: [tensor('a', [17], 0)], data },
      ['out-of-bounds: a: the file ends 4 bytes too early', 'truncated: undefined'],
    ],
  ] as const)('%s is told of', (_, options, faults) => {
    expect(told(options)).toEqual(faults);
  });

  it('of a type that is not known are parts of their own, which nobody knows', () => {
    const { parts } = readFile(
      makeGgufOf({ tensors: [tensor('a', [8], 0, 99), tensor('b', [8], 32)], data: Buffer.alloc(64, 0xff) }),
    );
    expect(parts[0]?.irregularities.map(({ kind }) => kind)).toEqual(['bad-value', 'odd-order', 'gap']);
    expect(parts[1]).toMatchObject({ format: 'unknown', sizeBytes: 32, uninspected: [{ reason: 'unrecognised' }] });
  });

  it('more of them than are listed leave the file uninspected', () => {
    const file = makeGgufOf({ tensors: [], tensorCount: 200_001, data: Buffer.alloc(200_001 * 24) });
    expect(partOf(file)).toMatchObject({
      content: { complete: false, tensorCount: 200_001 },
      irregularities: [{ kind: 'too-many' }],
      uninspected: [{ reason: 'too-large', offset: 24 }],
    });
  });
});

describe('bytes that are of no tensor', () => {
  const tensors = [tensor('a', [1], 0), tensor('b', [1], 32)];

  it('are zeros between tensors', () => {
    const data = Buffer.alloc(64);
    data[10] = 1;
    data[50] = 1;
    expect(told({ tensors, data })).toEqual(['odd-padding: other than zeros', 'odd-padding: other than zeros']);
  });

  it('are zeros before the first', () => {
    const file = makeGgufOf({ tensors: [tensor('a', [1], 0)], data: Buffer.alloc(32) });
    file[file.length - 33] = 1;
    expect(partOf(file).irregularities.map(({ kind }) => kind)).toEqual(['odd-padding']);
  });

  it('are parts of their own where they are more than padding', () => {
    const data = Buffer.concat([
      Buffer.alloc(32),
      Buffer.from('{"hidden": 1}'.padEnd(32)),
      Buffer.alloc(32),
      Buffer.from('and text'),
    ]);
    const { parts } = readFile(makeGgufOf({ tensors: [tensor('a', [1], 0), tensor('b', [1], 64)], data }));
    expect(parts.map(({ format }) => format)).toEqual(['gguf', 'json', 'text']);
    expect(parts[0]?.irregularities.map(({ kind }) => kind)).toEqual(['odd-order', 'gap', 'trailing-bytes']);
  });
});
