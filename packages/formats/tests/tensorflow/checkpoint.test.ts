// SPDX-License-Identifier: Apache-2.0
import type { CheckpointContent, Part } from '../../src/index.js';
import { field, varint, varintField } from '../builders/protobuf.js';
import { PICKLES } from '../builders/pickles.js';
import { readFile, readParts } from '../builders/read.js';
import { le } from '../hdf5/builder.js';

interface Entry {
  readonly key: string;
  readonly value: Buffer;
  /** bytes that it says to share with the key before */
  readonly shared?: number;
}

/** A block of a table, with its trailer. */
const block = (entries: readonly Entry[], compression = 0): Buffer =>
  Buffer.concat([
    ...entries.map(({ key, value, shared = 0 }) =>
      Buffer.concat([
        Buffer.from([...varint(shared), ...varint(key.length), ...varint(value.length)]),
        Buffer.from(key),
        value,
      ]),
    ),
    le(4, 0, 1),
    le(1, compression),
    le(4, 0),
  ]);

const place = (at: number, bytes: Buffer): Buffer => Buffer.from([...varint(at), ...varint(bytes.length - 5)]);

/** A whole table with one block of data, and bytes that nothing refers to before its footer. */
function table(
  entries: readonly Entry[],
  { compression = 0, gap = Buffer.alloc(0) }: { compression?: number; gap?: Buffer } = {},
): Buffer {
  const data = block(entries, compression);
  const meta = block([]);
  const index = block([{ key: 'z', value: place(0, data) }]);
  const handles = Buffer.concat([place(data.length, meta), place(data.length + meta.length, index)]);
  const padding = Buffer.alloc(40 - handles.length);
  return Buffer.concat([data, meta, index, gap, handles, padding, Buffer.from('57fb808b247547db', 'hex')]);
}

const header = (shards: number): Entry => ({
  key: '',
  value: Buffer.concat([varintField(1, shards), field(3, varintField(1, 1))]),
});

interface TensorOptions {
  readonly dims?: readonly number[];
  readonly shard?: number;
  readonly offset: number;
  readonly size: number;
}

const tensor = (key: string, { dims = [2], shard = 0, offset, size }: TensorOptions): Entry => ({
  key,
  value: Buffer.concat([
    varintField(1, 1),
    field(2, ...dims.map((dim) => field(2, varintField(1, dim)))),
    varintField(3, shard),
    varintField(4, offset),
    varintField(5, size),
  ]),
});

function contentOf(part: Part | undefined): CheckpointContent {
  if (part?.content?.kind !== 'tensorflow-checkpoint') throw new Error(`this is ${part?.format ?? 'nothing'}`);
  return part.content;
}

const read = (bytes: Buffer): CheckpointContent => contentOf(readParts(bytes)[0]);
const kinds = (bytes: Buffer): string[] => readParts(bytes)[0]!.irregularities.map(({ kind }) => kind);
const two = [header(1), tensor('a', { offset: 0, size: 8 }), tensor('b', { offset: 8, size: 8 })];

describe('the index of a checkpoint', () => {
  it('says which bytes of which file each tensor is, and is explained to its last byte', () => {
    const bytes = table(two);
    const { parts, inspectedBytes } = readFile(bytes);
    expect(parts).toMatchObject([{ format: 'tensorflow-checkpoint', irregularities: [], uninspected: [] }]);
    expect(inspectedBytes).toBe(bytes.length);
    expect(contentOf(parts[0])).toEqual({
      kind: 'tensorflow-checkpoint',
      shards: [{ sizeBytes: 16, isWhole: true }],
      tensors: [
        { name: 'a', shard: 0, offset: 0, sizeBytes: 8 },
        { name: 'b', shard: 0, offset: 8, sizeBytes: 8 },
      ],
      tensorCount: 2,
    });
  });

  it('has keys that share their beginnings', () => {
    const second = { ...tensor('b', { offset: 8, size: 8 }), shared: 1 };
    expect(read(table([header(1), tensor('a', { offset: 0, size: 8 }), second])).tensors[1]?.name).toBe('ab');
  });

  it.each<[string, readonly Entry[]]>([
    ['a gap', [header(1), tensor('a', { offset: 4, size: 8 })]],
    ['an overlap', [header(1), tensor('a', { offset: 0, size: 8 }), tensor('b', { offset: 4, size: 8 })]],
  ])('tells of a file that is not its tensors alone: %s', (_, entries) => {
    expect(read(table(entries)).shards).toMatchObject([{ isWhole: false }]);
  });

  it('has several files', () => {
    const entries = [header(2), tensor('a', { offset: 0, size: 8 }), tensor('b', { shard: 1, offset: 0, size: 8 })];
    expect(read(table(entries)).shards).toEqual([
      { sizeBytes: 8, isWhole: true },
      { sizeBytes: 8, isWhole: true },
    ]);
  });

  it('is irregular where a tensor has another size than its shape', () => {
    expect(kinds(table([header(1), tensor('a', { offset: 0, size: 9 })]))).toEqual(['size-mismatch']);
  });

  it('has what nothing refers to looked into', () => {
    const parts = readParts(table(two, { gap: PICKLES['protocol 2, calls']! }));
    expect(parts[0]!.irregularities).toMatchObject([{ kind: 'gap' }]);
    expect(parts[1]!.format).toBe('pickle');
  });
});

describe('an index that lies', () => {
  it.each<[string, Buffer]>([
    ['it has no footer', table(two).subarray(0, -1)],
    ['a block is compressed', table(two, { compression: 1 })],
    ['a key shares more than there is', table([header(1), { ...tensor('a', { offset: 0, size: 8 }), shared: 5 }])],
    ['an entry is no message', table([header(1), { key: 'a', value: Buffer.from([0x80]) }])],
    ['an entry has a field that it does not have', table([header(1), { key: 'a', value: varintField(99, 1) }])],
    ['there are too many files', table([header(1_000_000)])],
    ['a block has more starts than room', spoilt()],
  ])('is malformed where %s', (_, bytes) => {
    const part = readParts(bytes).find(({ format }) => format === 'tensorflow-checkpoint');
    expect(part).toMatchObject({ irregularities: [{ kind: 'malformed' }], uninspected: [{ reason: 'malformed' }] });
  });

  function spoilt(): Buffer {
    const bytes: Buffer = table(two);
    bytes.writeUInt32LE(0xffffffff, block(two).length - 9);
    return bytes;
  }

  it('in any one byte never makes the reader fail', () => {
    const bytes = table(two);
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0xff;
      const reasons = readParts(changed).flatMap(({ uninspected }) => uninspected.map(({ reason }) => reason));
      expect(reasons).not.toContain('reader-failed');
    }
  });
});
