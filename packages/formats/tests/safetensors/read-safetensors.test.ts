// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { Part } from '../../src/index.js';
import type { TensorsContent } from '../../src/tensors/tensors-content.js';
import { readFile } from '../builders/read.js';
import { makeSafetensorsOf } from '../builders/safetensors.js';

const f32 = (begin: number, end: number, shape = [(end - begin) / 4]): object => ({
  dtype: 'F32',
  shape,
  data_offsets: [begin, end],
});

const partOf = (bytes: Buffer): Part => {
  const [part] = readFile(bytes).parts;
  if (part?.format !== 'safetensors') throw new Error(`it is ${part?.format}`);
  return part;
};
const tensorsOf = (bytes: Buffer): TensorsContent => {
  const { content } = partOf(bytes);
  if (content?.kind !== 'tensors') throw new Error('no tensors');
  return content;
};
/** What is told of a file, in words. */
const told = (bytes: Buffer): string[] => partOf(bytes).irregularities.map(({ kind, detail }) => `${kind}: ${detail}`);

/** What is told of numbers that are all 0. */
const zeros = (unusedBits: number): object => ({ nan: false, infinite: false, constant: true, unusedBits });

describe('a file whose metadata states a digest of its data', () => {
  const data = Buffer.from(Array.from({ length: 3000 }, (_, i) => i % 251));
  const fileWith = (metadata: object, behind = Buffer.alloc(0)): Buffer =>
    makeSafetensorsOf({ __metadata__: metadata, a: f32(0, 1000), b: f32(1000, 3000) }, Buffer.concat([data, behind]));
  const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

  it.each(['modelspec.hash_sha256', 'sshs_model_hash'])('gives the digest for %s, whatever is stated', (key) => {
    expect(tensorsOf(fileWith({ [key]: '0x00' })).dataSha256).toBe(sha256(data));
  });

  it('gives it of all that stands behind the header', () => {
    const behind = Buffer.from('more');
    const content = tensorsOf(fileWith({ sshs_model_hash: 'x' }, behind));
    expect(content.dataSha256).toBe(sha256(Buffer.concat([data, behind])));
  });

  it('gives none where none is stated, or the data are cut short', () => {
    expect(tensorsOf(fileWith({ format: 'pt', sshs_model_hash: '' })).dataSha256).toBeUndefined();
    expect(tensorsOf(fileWith({ sshs_model_hash: 'x' }).subarray(0, -1)).dataSha256).toBeUndefined();
  });
});

describe('a file as the reference implementation writes it', () => {
  const file = makeSafetensorsOf(
    {
      __metadata__: { format: 'pt', é: '' },
      b: f32(0, 24, [2, 3]),
      a: { dtype: 'BF16', shape: [], data_offsets: [24, 26] },
    },
    Buffer.alloc(26),
  );

  it('gives its tensors and texts', () => {
    const dataStart = file.length - 26;
    expect(tensorsOf(file)).toEqual({
      kind: 'tensors',
      format: 'safetensors',
      tensors: [
        { name: 'b', dtype: 'F32', shape: [2, 3], offset: dataStart, sizeBytes: 24, facts: zeros(32) },
        { name: 'a', dtype: 'BF16', shape: [], offset: dataStart + 24, sizeBytes: 2, facts: zeros(16) },
      ],
      tensorCount: 2,
      metadata: [
        { key: 'format', type: 'string', value: 'pt' },
        { key: 'é', type: 'string', value: '' },
      ],
      complete: true,
    });
  });

  it('is explained to its last byte', () => {
    expect(readFile(file).inspectedBytes).toBe(file.length);
    expect(partOf(file)).toMatchObject({ irregularities: [], uninspected: [] });
  });

  it('may have no tensors, or empty ones, in any order', () => {
    expect(told(makeSafetensorsOf({}))).toEqual([]);
    expect(
      told(
        makeSafetensorsOf({ b: f32(8, 16), e: f32(8, 8, [0, 5]), a: f32(0, 8), z: f32(0, 0, [0]) }, Buffer.alloc(16)),
      ),
    ).toEqual([]);
  });

  it.each([
    ['F4', [3, 2], 3],
    ['F6_E2M3', [4], 3],
    ['F8_E8M0', [5], 5],
    ['F8_E5M2FNUZ', [5], 5],
    ['BOOL', [5], 5],
    ['F64', [2], 16],
    ['C64', [2], 16],
  ])('may have tensors of %s', (dtype, shape, size) => {
    expect(told(makeSafetensorsOf({ t: { dtype, shape, data_offsets: [0, size] } }, Buffer.alloc(size)))).toEqual([]);
  });

  it('keeps no text of metadata that is too long, but its name', () => {
    const { metadata } = tensorsOf(makeSafetensorsOf({ __metadata__: { tags: 'x'.repeat(70_000) }, t: f32(0, 0) }));
    expect(metadata).toEqual([{ key: 'tags', type: 'string' }]);
  });
});

describe('what the reference implementation refuses', () => {
  it.each([
    ['a size that does not follow', { t: f32(0, 8, [3]) }, 8, ['size-mismatch: t: 8 bytes for F32 [3]']],
    ['a product beyond 64 bits', { t: f32(0, 0, [2 ** 52, 2 ** 52]) }, 0, [expect.stringMatching(/^size-mismatch/)]],
    [
      'half a byte',
      { t: { dtype: 'F4', shape: [3], data_offsets: [0, 2] } },
      2,
      [expect.stringMatching(/^size-mismatch/)],
    ],
    ['an unknown dtype', { t: { dtype: 'F7', shape: [1], data_offsets: [0, 1] } }, 1, ['bad-value: t: dtype F7']],
    [
      'a tensor outside of the file',
      { t: f32(0, 8) },
      4,
      ['out-of-bounds: t: the file ends 4 bytes too early', 'truncated: undefined'],
    ],
    ['tensors that share bytes', { a: f32(0, 8), b: f32(4, 12) }, 12, ['overlap: b']],
    ['one tensor twice', { a: f32(0, 8), b: f32(0, 8) }, 8, ['overlap: b']],
    ['bytes between tensors', { a: f32(0, 4), b: f32(8, 12) }, 12, ['gap: before b']],
    ['bytes before tensors', { a: f32(4, 8) }, 8, ['gap: before a']],
    ['bytes after tensors', { a: f32(0, 4) }, 8, ['trailing-bytes: after the last tensor']],
    ['bytes and no tensors', {}, 8, ['trailing-bytes: after the last tensor']],
    [
      'an end before the beginning',
      { t: { dtype: 'F32', shape: [1], data_offsets: [8, 4] } },
      0,
      ['bad-value: t: it ends at 4, before it begins'],
    ],
    [
      'a missing shape',
      { t: { dtype: 'U8', data_offsets: [0, 0] } },
      0,
      ['bad-value: t: not a dtype, a shape and two offsets'],
    ],
    [
      'three offsets',
      { t: { dtype: 'U8', shape: [0], data_offsets: [0, 0, 0] } },
      0,
      ['bad-value: t: not a dtype, a shape and two offsets'],
    ],
    [
      'metadata that is no text',
      { __metadata__: { a: 1 }, t: f32(0, 0) },
      0,
      [expect.stringMatching(/^bad-value: __metadata__/)],
    ],
    [
      'metadata in metadata',
      { __metadata__: { a: { b: 'c' } }, t: f32(0, 0) },
      0,
      expect.arrayContaining([expect.stringMatching(/^bad-value: __metadata__/)]),
    ],
    [
      'a list as a tensor',
      { t: f32(0, 0), u: [1] },
      0,
      expect.arrayContaining([expect.stringMatching(/^bad-value: u/)]),
    ],
  ])('%s is told of', (_, header, dataBytes, faults) => {
    expect(told(makeSafetensorsOf(header, Buffer.alloc(dataBytes)))).toEqual(faults);
  });

  it.each(['1.0', '1e0', '-1', '9007199254740993', '"1"', 'null'])('an offset of %s is told of', (offset) => {
    const file = makeSafetensorsOf(`{"t":{"dtype":"U8","shape":[1],"data_offsets":[0,${offset}]}}`, Buffer.alloc(1));
    expect(told(file)[0]).toMatch(/^bad-value: t: a value of the wrong type in data_offsets/);
  });

  it('a field that no tensor has, is told of', () => {
    expect(told(makeSafetensorsOf({ t: { ...f32(0, 4), py: 'x' } }, Buffer.alloc(4)))).toEqual([
      'bad-value: t: a field that no tensor has',
    ]);
  });

  it('names that come twice, of tensors and of fields, are told of with where they stand', () => {
    const header =
      '{"t":{"dtype":"U8","shape":[1],"shape":[2],"data_offsets":[0,2]},"\\u0074":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}}';
    expect(told(makeSafetensorsOf(header, Buffer.alloc(3)))).toEqual([
      'duplicate-name: /t/shape',
      'duplicate-name: /t',
    ]);
  });

  it('a tensor of more than 64 dimensions is told of', () => {
    const shape = Array.from({ length: 70 }, () => 1);
    expect(told(makeSafetensorsOf({ t: { dtype: 'U8', shape, data_offsets: [0, 1] } }, Buffer.alloc(1)))).toEqual([
      'too-many: t: more than 64 items',
    ]);
  });
});

describe('the numbers of tensors', () => {
  it('are told of where their bytes are their own', () => {
    const data = Buffer.alloc(16);
    data.writeFloatLE(Number.POSITIVE_INFINITY, 4);
    const { tensors } = tensorsOf(
      makeSafetensorsOf({ a: f32(0, 8), b: f32(4, 12), c: { dtype: 'I32', shape: [1], data_offsets: [12, 16] } }, data),
    );
    expect(tensors.map(({ facts }) => facts)).toEqual([
      { nan: false, infinite: true, constant: false, unusedBits: 23 },
      undefined,
      undefined,
    ]);
  });
});

describe('the header', () => {
  it('is followed by spaces, and nothing else', () => {
    expect(told(makeSafetensorsOf({ t: f32(0, 4) }, Buffer.alloc(4), '  \n '))).toEqual([
      'odd-padding: other than spaces',
    ]);
    const hidden = readFile(makeSafetensorsOf({ t: f32(0, 4) }, Buffer.alloc(4), '  \0hidden'));
    expect(hidden.parts[0]?.irregularities).toMatchObject([{ kind: 'odd-padding' }]);
    expect(hidden.parts[1]).toMatchObject({
      format: 'unknown',
      sizeBytes: 7,
      uninspected: [{ reason: 'unrecognised' }],
    });
  });

  it('that is no JSON leaves the file uninspected from there on', () => {
    const part = partOf(makeSafetensorsOf('{"t":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},}', Buffer.alloc(1)));
    expect(part.irregularities).toEqual([{ kind: 'malformed', offset: 61, detail: 'not JSON' }]);
    expect(part.uninspected).toEqual([{ offset: 61, reason: 'malformed' }]);
    expect(part.content).toMatchObject({ tensorCount: 1 });
  });

  it('may not end within its JSON', () => {
    expect(told(makeSafetensorsOf('{"t":{"dtype":"U8","sh', Buffer.alloc(1)))).toEqual([
      'malformed: the header ends within its JSON',
    ]);
  });

  it('that nests without end is not followed', () => {
    const part = partOf(makeSafetensorsOf(`{"t":{"a":${'['.repeat(600)}`, Buffer.alloc(1)));
    expect(part.irregularities).toContainEqual({ kind: 'too-many', offset: 8, detail: 'tensors or metadata' });
    expect(part.uninspected.map(({ reason }) => reason)).toEqual(['too-large', 'too-large']);
  });

  it('with more tensors than are listed leaves the data uninspected', () => {
    const entries = Array.from({ length: 200_001 }, (_, i) => `"${i}":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}`);
    const part = partOf(makeSafetensorsOf(`{${entries.join(',')}}`, Buffer.alloc(8)));
    expect(part.content).toMatchObject({ tensorCount: 200_001, complete: false });
    expect(part.irregularities).toMatchObject([{ kind: 'too-many' }]);
    expect(part.uninspected).toMatchObject([{ reason: 'too-large' }]);
  });

  it('does not let many faults of one kind hide another', () => {
    const header: Record<string, object> = {};
    for (let i = 0; i < 500; i++) header[`t${i}`] = { dtype: 'X', shape: [], data_offsets: [0, 0] };
    header['last'] = f32(0, 4, [2]);
    expect(told(makeSafetensorsOf(header, Buffer.alloc(4))).at(-1)).toBe('size-mismatch: last: 4 bytes for F32 [2]');
  });
});

describe('bytes that are of no tensor', () => {
  it('are parts of their own, that are looked into', () => {
    const text = Buffer.from('{"hidden": 1}');
    const file = makeSafetensorsOf(
      { a: f32(0, 4), b: f32(17, 21) },
      Buffer.concat([Buffer.alloc(4), text, Buffer.alloc(4), Buffer.from('and some text')]),
    );
    const dataStart = file.length - 34;
    expect(readFile(file).parts.map(({ path, format, fileOffset }) => [path, format, fileOffset])).toEqual([
      [[], 'safetensors', 0],
      [[`@${dataStart + 4}`], 'json', dataStart + 4],
      [[`@${dataStart + 21}`], 'text', dataStart + 21],
    ]);
  });

  it('are read as far as they go where a tensor lies far outside of the file', () => {
    const file = makeSafetensorsOf({ a: f32(2 ** 40, 2 ** 40 + 4) }, Buffer.from('{"hidden": 1}'));
    const { parts } = readFile(file);
    expect(parts[0]?.irregularities.map(({ kind }) => kind)).toEqual(['out-of-bounds', 'gap', 'truncated']);
    expect(parts[1]?.format).toBe('json');
  });
});
