// SPDX-License-Identifier: Apache-2.0
import type { Part, TfliteContent } from '../../src/index.js';
import { makeZip } from '../builders/archives.js';
import { PICKLES } from '../builders/pickles.js';
import { readFile, readParts } from '../builders/read.js';
import { le } from '../hdf5/builder.js';
import { buffer, flatbuffer, operatorCode, table, text, tflite, vector } from './builder.js';

const pickle = PICKLES['protocol 2, calls']!;
const elf = Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(57)]);

function contentOf(part: Part | undefined): TfliteContent {
  if (part?.content?.kind !== 'tflite') throw new Error(`this is ${part?.format ?? 'nothing'}`);
  return part.content;
}

const read = (bytes: Buffer): TfliteContent => contentOf(readParts(bytes)[0]);
const kinds = (bytes: Buffer): string[] => readParts(bytes)[0]!.irregularities.map(({ kind }) => kind);
const formats = (bytes: Buffer): string[] => readParts(bytes).map(({ format }) => format);

describe('a model of TensorFlow Lite', () => {
  it('is followed from its root, and explained to its last byte', () => {
    const tensor = table(undefined, undefined, le(4, 1), text('w'));
    const operator = table(le(4, 1));
    const subgraph = table(vector(tensor), undefined, undefined, vector(operator, operator), text('main'));
    const codes = [operatorCode(9), operatorCode(32, 'FlexReadFile')];
    const bytes = tflite({ codes, subgraphs: [subgraph], buffers: [table(), buffer(Buffer.alloc(16, 1))] });
    const { parts, inspectedBytes } = readFile(bytes);
    expect(parts).toMatchObject([{ format: 'tflite', irregularities: [], uninspected: [] }]);
    expect(inspectedBytes).toBe(bytes.length);
    expect(contentOf(parts[0])).toEqual({
      kind: 'tflite',
      schemaVersion: 3,
      description: 'a model',
      operators: [
        { code: 9, customName: '', version: 1, uses: 0 },
        { code: 32, customName: 'FlexReadFile', version: 1, uses: 2 },
      ],
      metadata: [],
      signatures: [],
      externalGroups: [],
      subgraphs: 1,
      tensors: 1,
      buffers: 2,
      bufferBytes: 16,
      moreEntries: 0,
      looksLike: [],
    });
  });

  it('has codes beyond the old ones', () => {
    expect(read(tflite({ codes: [operatorCode(150)] })).operators).toMatchObject([{ code: 150 }]);
  });

  it('has data outside of its tables where it is large', () => {
    const bytes = tflite({ buffers: [table(undefined, le(8, 200), le(8, 32))] });
    const whole = Buffer.concat([bytes, Buffer.alloc(200 - bytes.length), elf.subarray(0, 32)]);
    expect(contentOf(readParts(whole)[0])).toMatchObject({ bufferBytes: 32, looksLike: [0] });
    expect(kinds(whole)).toEqual([]);
  });

  it('may have files appended to it in a zip archive', () => {
    const zip = makeZip([{ name: 'labels.txt', content: Buffer.from('a\nb\n') }]);
    const parts = readParts(Buffer.concat([tflite({}), zip]));
    expect(parts[0]!.irregularities).toEqual([]);
    expect(parts.map(({ format }) => format)).toContain('zip');
  });

  it('has metadata told, and those looked into that are something known', () => {
    const entry = (name: string, index: number): ReturnType<typeof table> => table(text(name), le(4, index));
    const bytes = tflite({
      buffers: [buffer(Buffer.from('1.14.0\0\0')), buffer(pickle)],
      metadata: [entry('min_runtime_version', 0), entry('odd', 1)],
    });
    expect(read(bytes).metadata).toEqual([
      { name: 'min_runtime_version', sizeBytes: 8 },
      { name: 'odd', sizeBytes: pickle.length },
    ]);
    expect(readParts(bytes).map(({ path, format }) => [format, ...path])).toEqual([['tflite'], ['pickle', 'odd']]);
  });

  it('has buffers told that begin as programs', () => {
    expect(read(tflite({ buffers: [table(), buffer(elf)] })).looksLike).toEqual([1]);
  });
});

describe('bytes of a model that nothing refers to', () => {
  it('are a part of their own after its end', () => {
    const bytes = Buffer.concat([tflite({}), pickle]);
    expect(kinds(bytes)).toEqual(['trailing-bytes']);
    expect(formats(bytes)).toContain('pickle');
  });

  it('are a part of their own where they are many, or begin as something', () => {
    // The root is moved behind them.
    const withGap = (gap: Buffer): Buffer => {
      const bytes = tflite({});
      const moved = Buffer.concat([bytes.subarray(0, 8), gap, bytes.subarray(8)]);
      moved.writeUInt32LE(bytes.readUInt32LE(0) + gap.length, 0);
      return moved;
    };
    expect(kinds(withGap(Buffer.alloc(5000, 0xd5)))).toEqual(['gap']);
    expect(formats(withGap(elf))).toContain('elf');
    expect(kinds(withGap(Buffer.alloc(100, 0xd5)))).toEqual([]);
  });
});

describe('a model that lies', () => {
  const spoil = (bytes: Buffer, at: number, value: number): Buffer => {
    bytes.writeUInt32LE(value, at);
    return bytes;
  };

  it.each<[string, Buffer]>([
    ['a root outside of the file', spoil(tflite({}), 0, 60_000)],
    ['a vtable outside of the file', spoil(tflite({}), tflite({}).readUInt32LE(0), 0x7fffffff)],
    [
      'a vector longer than the file',
      flatbuffer(table(le(4, 3), () => ({ bytes: le(4, 0xffffffff), references: [], entry: 0 }))),
    ],
    ['a reference outside of the file', spoil(tflite({}), tflite({}).readUInt32LE(0) + 8, 0xfffffff0)],
    ['a buffer outside of the file', tflite({ buffers: [table(undefined, le(8, 2 ** 40), le(8, 32))] })],
    ['a field outside of its table', withField(60)],
    ['a vtable of an odd size', withVtable(5)],
  ])('about %s is malformed', (_, bytes) => {
    const padded = Buffer.concat([bytes, Buffer.alloc(64)]);
    padded.writeUInt32LE(bytes.readUInt32LE(0), 0);
    const part = readParts(padded).find(({ format }) => format === 'tflite' || format === 'unknown');
    expect(part?.uninspected.map(({ reason }) => reason)).not.toContain('reader-failed');
    expect(part?.uninspected).not.toEqual([]);
  });

  function withField(offset: number): Buffer {
    const bytes = tflite({});
    bytes.writeUInt16LE(offset, 8 + 4);
    return bytes;
  }

  function withVtable(size: number): Buffer {
    const bytes = tflite({});
    bytes.writeUInt16LE(size, 8);
    return bytes;
  }

  it('with tables in themselves is read to an end', () => {
    const bytes = tflite({ subgraphs: [table(), table()], codes: [operatorCode(1)] });
    // All subgraphs are one.
    expect(read(bytes).subgraphs).toBe(2);
  });

  it('in any one byte never makes the reader fail', () => {
    const bytes = tflite({
      codes: [operatorCode(32, 'x')],
      subgraphs: [table(vector(table(undefined, undefined, le(4, 0), text('t'))))],
      buffers: [buffer(Buffer.alloc(4))],
    });
    for (let at = 0; at < bytes.length; at++) {
      const spoilt = Buffer.from(bytes);
      spoilt[at] = (spoilt[at] ?? 0) ^ 0xff;
      const reasons = readParts(spoilt).flatMap(({ uninspected }) => uninspected.map(({ reason }) => reason));
      expect(reasons).not.toContain('reader-failed');
    }
  });
});
