// SPDX-License-Identifier: Apache-2.0
import type { Hdf5Content, Part } from '../../src/index.js';
import { PICKLES } from '../builders/pickles.js';
import { readFile, readParts } from '../builders/read.js';
import {
  attribute,
  contiguous,
  fixedText,
  FLOAT32,
  hdf5,
  Hdf5Builder,
  hdf5Of,
  heapText,
  le,
  message,
  opaque,
  space,
} from './builder.js';

const pickle = PICKLES['protocol 2, calls']!;
const floats = (count: number): Buffer => Buffer.alloc(4 * count, 1);

function contentOf(part: Part | undefined): Hdf5Content {
  if (part?.content?.kind !== 'hdf5') throw new Error(`this is ${part?.format ?? 'nothing'}`);
  return part.content;
}

const read = (bytes: Buffer): Hdf5Content => contentOf(readParts(bytes)[0]);
const kinds = (bytes: Buffer): string[] => readParts(bytes)[0]!.irregularities.map(({ kind }) => kind);
const details = (bytes: Buffer): string =>
  readParts(bytes)[0]!
    .irregularities.map(({ detail }) => detail ?? '')
    .join('; ');

const textAttribute = (name: string, text: string): ReturnType<typeof attribute> =>
  attribute(name, fixedText(text.length), [], Buffer.from(text));

describe('an HDF5 file', () => {
  it('is followed from group to group, and explained to its last byte', () => {
    const bytes = hdf5((file) => {
      const inner = file.header(file.symbolTable({ w: file.dataset([2, 3], floats(6)) }));
      return { layer: inner, b: file.dataset([], floats(1)) };
    });
    const { parts, inspectedBytes } = readFile(bytes);
    expect(parts).toHaveLength(1);
    expect(parts[0]).toMatchObject({ format: 'hdf5', irregularities: [], uninspected: [] });
    expect(inspectedBytes).toBe(bytes.length);
    expect(contentOf(parts[0]).objects).toEqual([
      { path: '', kind: 'group' },
      { path: '/layer', kind: 'group' },
      { path: '/b', kind: 'dataset', shape: [], dtype: 'float32', layout: 'contiguous', storedBytes: 4 },
      { path: '/layer/w', kind: 'dataset', shape: [2, 3], dtype: 'float32', layout: 'contiguous', storedBytes: 24 },
    ]);
  });

  it('has its links told that lead elsewhere', () => {
    const name = Buffer.from('x');
    const external = Buffer.concat([le(1, 0), Buffer.from('other.h5\0/there\0')]);
    const link = (type: number, value: Buffer): ReturnType<typeof message> =>
      message(6, le(1, 1, 8, type, name.length), name, le(2, value.length), value);
    const bytes = hdf5Of(() => [link(64, external), link(1, Buffer.from('/y')), link(70, Buffer.from('?'))]);
    expect(read(bytes).references).toEqual([
      { path: '/x', kind: 'external', file: 'other.h5', target: '/there' },
      { path: '/x', kind: 'soft', target: '/y' },
      { path: '/x', kind: 'user-defined', target: 'type 70' },
    ]);
  });

  it('has its old soft links told', () => {
    const bytes = hdf5Of((file) => [file.symbolTable({}, { s: '/over/there' })]);
    expect(read(bytes).references).toEqual([{ path: '/s', kind: 'soft', target: '/over/there' }]);
  });

  it('has datasets told whose elements are those of other files', () => {
    const bytes = hdf5((file) => {
      const heap = file.localHeap(Buffer.from('\0\0\0\0\0\0\0\0/etc/passwd\0'));
      const files = message(7, le(1, 1, 0, 0, 0), le(2, 1, 1), le(8, heap, 8, 0, 16));
      return { e: file.header(message(1, space(4)), message(3, FLOAT32), contiguous(-1, 16), files) };
    });
    expect(read(bytes).references).toEqual([{ path: '/e', kind: 'external-storage', file: '/etc/passwd' }]);
  });

  it('has virtual datasets told, with every file that they name', () => {
    const all = Buffer.concat([le(4, 3, 1, 0, 0)]);
    const source = (file: string): Buffer => Buffer.concat([Buffer.from(`${file}\0data\0`), all, all]);
    const bytes = hdf5((file) => {
      const heap = file.globalHeap(Buffer.concat([le(1, 0), le(8, 2), source('.'), source('/etc/passwd'), le(4, 0)]));
      return {
        v: file.header(message(1, space(4)), message(3, FLOAT32), message(8, le(1, 4, 3), le(8, heap), le(4, 1))),
      };
    });
    expect(read(bytes).references).toMatchObject([
      { path: '/v', kind: 'virtual', file: '.' },
      { path: '/v', kind: 'virtual', file: '/etc/passwd' },
    ]);
  });

  it('has chunks, each of them found', () => {
    const bytes = hdf5((file) => {
      const chunks = [file.add(floats(2)), file.add(floats(2))];
      const keys = chunks.map((_, i) => Buffer.concat([le(4, 8, 0), le(8, 2 * i, 0)]));
      const tree = file.tree(1, 0, chunks, { keyBytes: 24, room: 64, keys });
      const layout = message(8, le(1, 3, 2, 2), le(8, tree), le(4, 2, 4));
      const filters = message(11, le(1, 2, 1), le(2, 1, 0, 1), le(4, 6));
      return { c: file.header(message(1, space(4)), message(3, FLOAT32), layout, filters) };
    });
    expect(read(bytes).objects[1]).toMatchObject({ layout: 'chunked', storedBytes: 16, filters: [1] });
    expect(readFile(bytes).inspectedBytes).toBe(bytes.length);
  });
});

describe('attributes', () => {
  it('are told with their texts, in place or on the global heap', () => {
    const bytes = hdf5Of((file) => {
      const heap = file.globalHeap(Buffer.from('on the heap'));
      const reference = Buffer.concat([le(4, 11), le(8, heap), le(4, 1)]);
      return [
        textAttribute('backend', 'tensorflow'),
        attribute('names', fixedText(2), [2], Buffer.from('a\0bc')),
        attribute('heap', heapText, [], reference),
        attribute('n', FLOAT32, [1], floats(1)),
      ];
    });
    expect(read(bytes).attributes).toEqual([
      { object: '', name: 'backend', dtype: 'string[10]', shape: [], texts: ['tensorflow'] },
      { object: '', name: 'names', dtype: 'string[2]', shape: [2], texts: ['a', 'bc'] },
      { object: '', name: 'heap', dtype: 'string', shape: [], texts: ['on the heap'] },
      { object: '', name: 'n', dtype: 'float32', shape: [1] },
    ]);
  });

  it('that configure a model of Keras are read as such', () => {
    const config = { class_name: 'Lambda', config: { function: ['4wEAAAAAAAAAAAAAAAIAAAADAAAA', null, null] } };
    const { keras } = read(hdf5Of(() => [textAttribute('model_config', JSON.stringify(config))]));
    expect(keras).toMatchObject([
      {
        attribute: 'model_config',
        config: { objects: [{ className: 'Lambda', hasCode: true }, { pointer: '/config' }] },
      },
    ]);
  });

  it('are looked into to the last of their texts', () => {
    const texts = Buffer.concat([
      ...Array.from({ length: 100 }, () => Buffer.alloc(40, 'x')),
      pickle,
      Buffer.alloc(40 - pickle.length),
    ]);
    const bytes = hdf5Of(() => [attribute('names', fixedText(40), [101], texts)]);
    expect(readParts(bytes)[1]).toMatchObject({ format: 'pickle' });
  });

  it('of more texts than are read are uninspected', () => {
    const bytes = hdf5Of(() => [attribute('names', fixedText(1), [20_000], Buffer.alloc(20_000, 'x'))]);
    expect(readParts(bytes)[0]!.uninspected).toMatchObject([{ reason: 'too-large' }]);
  });

  it('are parsed as configurations only so often, and looked into as texts then', () => {
    const bytes = hdf5Of(() => Array.from({ length: 10 }, () => textAttribute('model_config', '{"class_name":"X."}')));
    expect(read(bytes).keras).toHaveLength(8);
    expect(read(bytes).attributes).toHaveLength(10);
  });

  it('keep so much of their texts and no more, however many of them share one', () => {
    const bytes = hdf5Of((file) => {
      const heap = file.globalHeap(Buffer.alloc(4000, 'x'));
      const reference = Buffer.concat([le(4, 4000), le(8, heap), le(4, 1)]);
      const sixteen = Buffer.concat(Array.from({ length: 16 }, () => reference));
      return Array.from({ length: 300 }, (_, i) => attribute(`a${i}`, heapText, [16], sixteen));
    });
    const kept = read(bytes).attributes.flatMap(({ texts }) => texts ?? []);
    expect(kept).toHaveLength(4800);
    expect(kept.join('').length).toBe(4_000_000);
  });

  it('that should configure a model and are no JSON are told, and looked into', () => {
    const bytes = hdf5Of(() => [attribute('model_config', fixedText(pickle.length), [], pickle)]);
    expect(readParts(bytes).map(({ format, path }) => [format, ...path])).toEqual([
      ['hdf5'],
      ['pickle', '@model_config'],
    ]);
    expect(kinds(bytes)).toEqual(['bad-value']);
  });

  it.each([
    ['opaque', opaque(pickle.length)],
    ['text', fixedText(pickle.length)],
  ])('that hold a pickle as %s are looked into', (_, type) => {
    expect(readParts(hdf5Of(() => [attribute('TITLE', type, [], pickle)])).map(({ format }) => format)).toEqual([
      'hdf5',
      'pickle',
    ]);
  });

  it.each([
    ['says more bytes than it has', attribute('a', fixedText(4000), [], Buffer.from('x'))],
    ['is on a heap that is none', attribute('a', heapText, [], Buffer.concat([le(4, 3), le(8, 8), le(4, 1)]))],
    [
      'is on a heap outside of the file',
      attribute('a', heapText, [], Buffer.concat([le(4, 3), le(8, 2 ** 40), le(4, 1)])),
    ],
    ['has a type that is none', attribute('a', Buffer.alloc(8), [], Buffer.from('x'))],
  ])('are malformed where one %s, and what else there is stays', (_, bad) => {
    const bytes = hdf5Of(() => [bad, textAttribute('b', 'good')]);
    expect(kinds(bytes)).toEqual(['malformed']);
    expect(read(bytes).attributes).toMatchObject([{ name: 'b' }]);
    expect(readParts(bytes)[0]!.uninspected).toMatchObject([{ reason: 'malformed' }]);
  });
});

describe('bytes that nothing refers to', () => {
  const withGap = (bytes: Buffer): Buffer =>
    hdf5((file) => {
      file.add(bytes);
      return { w: file.dataset([2], floats(2)) };
    });

  it('need no look where they are zeros', () => {
    expect(readParts(withGap(Buffer.alloc(10_000)))).toHaveLength(1);
  });

  it('are free space where they are few, and begin as nothing known', () => {
    const bytes = withGap(Buffer.alloc(600, 0x2b));
    expect(kinds(bytes)).toEqual([]);
    expect(readFile(bytes).inspectedBytes).toBe(bytes.length);
  });

  it('are free space where they are names that a group had, even many', () => {
    const names = Buffer.concat(Array.from({ length: 1000 }, (_, i) => Buffer.from(`layer_${i}`.padEnd(16, '\0'))));
    const bytes = withGap(Buffer.concat([names, le(8, 1, 0)]));
    expect(kinds(bytes)).toEqual([]);
    expect(readFile(bytes).inspectedBytes).toBe(bytes.length);
  });

  it.each([
    ['lines', Buffer.from('import os\nos.system("id")\n\0'.repeat(300))],
    ['a long text', Buffer.alloc(5000, 'x')],
  ])('are no names where they are %s', (_, content) => {
    expect(kinds(withGap(content))).toEqual(['gap']);
  });

  it('are a part of their own where they are many', () => {
    const [file, gap] = readParts(withGap(Buffer.alloc(5000, 0xd5)));
    expect(file!.irregularities).toMatchObject([{ kind: 'gap', offset: 96 }]);
    expect(gap).toMatchObject({
      path: ['@96'],
      sizeBytes: 5000,
      fileOffset: 96,
      uninspected: [{ reason: 'unrecognised' }],
    });
  });

  it('are a part of their own where they are few, and begin as a pickle or a program', () => {
    const elf = Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(57)]);
    expect(readParts(withGap(pickle))[1]).toMatchObject({ format: 'pickle' });
    expect(readParts(withGap(elf)).map(({ format }) => format)).toEqual(['hdf5', 'elf']);
  });

  it('are a part of their own behind the end that the file says', () => {
    const bytes = hdf5(() => ({}));
    const parts = readParts(Buffer.concat([bytes, pickle]));
    expect(parts.map(({ format, path }) => [format, ...path])).toEqual([['hdf5'], ['pickle', `@${bytes.length}`]]);
    expect(parts[0]!.irregularities).toMatchObject([{ kind: 'trailing-bytes' }]);
  });

  it('are a part of their own before the superblock', () => {
    const block = Buffer.concat([pickle, Buffer.alloc(512 - pickle.length)]);
    const parts = readParts(Buffer.concat([block, hdf5(() => ({}))]));
    expect(contentOf(parts[0]).userBlockBytes).toBe(512);
    expect(parts[0]!.irregularities.map(({ kind }) => kind)).toEqual(['leading-bytes']);
    expect(parts.find(({ path }) => path[0] === '@0')).toMatchObject({ format: 'pickle' });
  });

  it('are what is beyond the elements of a dataset', () => {
    const bytes = hdf5((file) => {
      const at = file.add(floats(2), pickle);
      return { w: file.header(message(1, space(2)), message(3, FLOAT32), contiguous(at, 8 + pickle.length)) };
    });
    expect(kinds(bytes)).toEqual(['size-mismatch', 'gap']);
    expect(readParts(bytes)[1]).toMatchObject({ format: 'pickle' });
  });

  it('are told where raw data begins as a program', () => {
    const elf = Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(57)]);
    expect(read(hdf5((file) => ({ w: file.dataset([16], elf) }))).looksLike).toMatchObject([{ path: '/w' }]);
  });
});

describe('a file that lies', () => {
  const dataset = (...messages: ReturnType<typeof message>[]): Buffer =>
    hdf5((file) => ({ d: file.header(...messages) }));

  it.each<[string, Buffer, string]>([
    [
      'elements outside of the file',
      dataset(message(1, space(10_000)), message(3, FLOAT32), contiguous(96, 40_000)),
      'out-of-bounds',
    ],
    [
      'elements where something else is',
      dataset(message(1, space(8)), message(3, FLOAT32), contiguous(0, 32)),
      'overlap',
    ],
    [
      'more elements than any file',
      dataset(message(1, space(2 ** 52, 2 ** 52)), message(3, FLOAT32), contiguous(-1, 0)),
      'size-mismatch',
    ],
    ['a dataset without a type', dataset(message(1, space(2)), contiguous(-1, 8)), 'malformed'],
    ['a layout of no class', dataset(message(1, space(2)), message(3, FLOAT32), message(8, le(1, 3, 9))), 'malformed'],
    [
      'too many dimensions',
      dataset(message(1, le(1, 1, 200, 0, 0)), message(3, FLOAT32), contiguous(-1, 8)),
      'malformed',
    ],
    [
      'too many filters',
      dataset(message(1, space(2)), message(3, FLOAT32), contiguous(-1, 8), message(11, le(1, 2, 99))),
      'malformed',
    ],
    ['a message of no type', hdf5Of(() => [message(0x99, le(4, 0))]), 'malformed'],
    ['a driver of several files', driverFile(), 'external-data'],
  ])('about %s is irregular', (_, bytes, kind) => {
    expect(kinds(bytes)).toContain(kind);
  });

  function driverFile(): Buffer {
    const bytes = hdf5(() => ({}));
    bytes.writeBigUInt64LE(96n, 48);
    return bytes;
  }

  it('about where it ends is cut short', () => {
    const bytes = hdf5(() => ({}));
    bytes.writeBigUInt64LE(BigInt(bytes.length + 8), 40);
    expect(readParts(bytes)[0]).toMatchObject({
      irregularities: [{ kind: 'truncated' }],
      uninspected: [{ reason: 'missing' }],
    });
  });

  it('about where it begins is irregular', () => {
    const bytes = hdf5(() => ({}));
    bytes.writeBigUInt64LE(4096n, 24);
    expect(kinds(bytes)).toContain('field-mismatch');
  });

  it('with groups in themselves is read to an end', () => {
    const builder = new Hdf5Builder();
    // The header comes after its symbol table, of a known size.
    const header = builder.end + 328 + 544 + 24 + 32;
    const table = builder.symbolTable({ loop: header, again: header });
    const root = builder.header(table);
    expect(root).toBe(header);
    expect(read(builder.build(root)).objects).toEqual([{ path: '', kind: 'group' }]);
  });

  it('with a header that continues in itself is read to an end', () => {
    const builder = new Hdf5Builder();
    const root = builder.header(message(16, le(8, builder.end + 16, 24)));
    expect(details(builder.build(root))).toContain('continues in itself');
  });

  it('with a tree that holds itself is read to an end', () => {
    const builder = new Hdf5Builder();
    const heap = builder.localHeap(Buffer.alloc(8));
    const tree = builder.tree(0, 1, [builder.end], { keyBytes: 8, room: 32 });
    const bytes = builder.build(builder.header(message(17, le(8, tree, heap))));
    expect(details(bytes)).toContain('out of order');
  });

  it('with a name outside of its heap is malformed', () => {
    const builder = new Hdf5Builder();
    const table = builder.symbolTable({ a: 96 });
    const bytes = builder.build(builder.header(table));
    const entry = bytes.indexOf('SNOD') + 8;
    bytes.writeBigUInt64LE(4000n, entry);
    expect(details(bytes)).toContain('outside of its heap');
  });

  it('in its superblock is not read at all', () => {
    const bytes = hdf5(() => ({}));
    bytes[8] = 9;
    expect(readParts(bytes)[0]).toMatchObject({
      irregularities: [{ kind: 'malformed' }],
      uninspected: [{ reason: 'malformed' }],
    });
    bytes[8] = 0;
    bytes[13] = 3;
    expect(kinds(bytes)).toEqual(['malformed']);
  });

  it('is cut anywhere and never makes the reader fail', () => {
    const bytes = hdf5((file) => ({ w: file.dataset([2, 3], floats(6), textAttribute('a', 'text')) }));
    for (let end = 0; end < bytes.length; end += 5) {
      for (const part of readParts(bytes.subarray(0, end))) {
        expect(part.uninspected.map(({ reason }) => reason)).not.toContain('reader-failed');
      }
    }
  });

  it('in any one byte never makes the reader fail', () => {
    const bytes = hdf5((file) => ({ w: file.dataset([2, 3], floats(6), textAttribute('a', 'text')) }));
    for (let at = 8; at < bytes.length; at += 3) {
      const spoilt = Buffer.from(bytes);
      spoilt[at] = (spoilt[at] ?? 0) ^ 0xff;
      const reasons = readParts(spoilt).flatMap(({ uninspected }) => uninspected.map(({ reason }) => reason));
      expect(reasons).not.toContain('reader-failed');
    }
  });
});
