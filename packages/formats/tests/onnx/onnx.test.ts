// SPDX-License-Identifier: Apache-2.0
import type { OnnxContent, Part } from '../../src/index.js';
import { entry, field, textField, varintField } from '../builders/protobuf.js';
import { PICKLES } from '../builders/pickles.js';
import { readFile, readParts } from '../builders/read.js';
import { graph, model, node, tensor } from './models.js';

function contentOf(part: Part | undefined): OnnxContent {
  if (part?.content?.kind !== 'onnx') throw new Error(`this is ${part?.format ?? 'nothing'}`);
  return part.content;
}

const read = (bytes: Buffer): OnnxContent => contentOf(readParts(bytes)[0]);
const kinds = (bytes: Buffer): string[] => readParts(bytes)[0]!.irregularities.map(({ kind }) => kind);
const attribute = (name: string, ...fields: Buffer[]): Buffer => Buffer.concat([textField(1, name), ...fields]);
const external = { location: 'w.bin', offset: '8', length: '8' };

describe('an ONNX model', () => {
  it('is recognised and explained to its last byte', () => {
    const bytes = model([field(1, node('Relu')), field(5, tensor('w', { raw: Buffer.alloc(8) }))]);
    const reading = readFile(bytes);
    expect(reading.parts).toHaveLength(1);
    expect(reading.parts[0]).toMatchObject({ format: 'onnx', irregularities: [], uninspected: [] });
    expect(reading.inspectedBytes).toBe(bytes.length);
    expect(contentOf(reading.parts[0])).toMatchObject({ irVersion: 8, producerName: 'test', nodes: 1, tensors: 1 });
  });

  it('may begin with a constant of many bytes', () => {
    const raw = Buffer.alloc(400_000);
    const value = field(5, tensor('c', { dims: [100_000], raw }));
    expect(read(model([field(1, node('Constant', '', attribute('value', value)))])).nodes).toBe(1);
  });

  it('is recognised by a graph of weights alone', () => {
    expect(read(model([field(5, tensor('w', { raw: Buffer.alloc(8) }))])).nodes).toBe(0);
  });

  it('has its operators counted by domain, in whatever graph or function they are', () => {
    const branch = attribute('then_branch', field(6, graph(field(1, node('Add')))));
    const fn = Buffer.concat([textField(1, 'Fn'), textField(10, 'my'), field(7, node('Relu'))]);
    const content = read(model([field(1, node('If', '', branch)), field(1, node('PyOp', 'custom'))], field(25, fn)));
    expect(content.operators).toEqual([
      { domain: '', name: 'Add', count: 1 },
      { domain: '', name: 'If', count: 1 },
      { domain: 'custom', name: 'PyOp', count: 1 },
      { domain: '', name: 'Relu', count: 1 },
    ]);
    expect(content.functions).toEqual([{ domain: 'my', name: 'Fn' }]);
    expect(content.graphs).toBe(2);
  });

  it('has the elements of its initializers counted by type, where their bytes bear them out', () => {
    const sparse = Buffer.concat([
      field(1, tensor('s', { dims: [3], raw: Buffer.alloc(12) })),
      field(2, tensor('i', { dims: [3], raw: Buffer.alloc(24), dataType: 7 })),
      varintField(3, 100),
    ]);
    const typed = Buffer.concat([varintField(1, 2), varintField(2, 1), textField(8, 't'), field(4, Buffer.alloc(8))]);
    const { initializers } = read(
      model([
        field(5, tensor('w', { dims: [2, 3], raw: Buffer.alloc(24) })),
        field(5, tensor('n', { dims: [2], raw: Buffer.alloc(16), dataType: 7 })),
        field(5, tensor('e', { dims: [1000], external: { location: 'w.bin' } })),
        field(5, tensor('lie', { dims: [1_000_000] })),
        field(5, typed),
        field(15, sparse),
        field(1, node('Constant', '', attribute('value', field(5, tensor('c', { raw: Buffer.alloc(8) }))))),
      ]),
    );
    expect(initializers).toEqual({
      elements: [
        { type: 1, count: 6 + 1000 + 2 + 3 },
        { type: 7, count: 2 },
      ],
      tensors: 5,
      odd: 1,
      externalBytes: 4000,
    });
  });

  it.each([
    ['no type', { dataType: 0, raw: Buffer.alloc(8) }],
    ['a type that nobody knows', { dataType: 99, raw: Buffer.alloc(8) }],
    ['more elements than there are numbers', { dims: [2 ** 40, 2 ** 40], external: { location: 'w.bin' } }],
  ])('counts no initializer of %s', (_, options) => {
    const { initializers } = read(model([field(5, tensor('w', options)), field(1, node('Relu'))]));
    expect(initializers).toMatchObject({ elements: [], tensors: 0, odd: 1 });
  });

  it('tells opsets, metadata and the texts of attributes', () => {
    const code = node('PyOp', 'x', attribute('code', textField(4, 'import os')), attribute('all', textField(9, 'b')));
    const content = read(model([field(1, code)], field(14, entry('author', 'me'))));
    expect(content.opsets).toEqual([{ domain: '', version: 17 }]);
    expect(content.metadata).toEqual([{ key: 'author', value: 'me' }]);
    expect(content.attributeTexts).toEqual([
      { name: 'code', text: 'import os' },
      { name: 'all', text: 'b' },
    ]);
  });

  it('lists no more different operators than a bound', () => {
    const nodes = Array.from({ length: 2100 }, (_, i) => field(1, node(`Op${i}`)));
    const content = read(model(nodes));
    expect(content.operators).toHaveLength(2000);
    expect(content.moreOperators).toBe(100);
  });
});

describe('external data', () => {
  it('is summed up by file', () => {
    const content = read(
      model([field(5, tensor('a', { external })), field(5, tensor('b', { external: { ...external, offset: '16' } }))]),
    );
    expect(content.externalData).toEqual([
      {
        location: 'w.bin',
        tensors: 2,
        firstTensor: 'a',
        places: ['initializer'],
        endBytes: 24,
        withoutLength: 0,
        undeclared: 0,
        checksums: [],
      },
    ]);
  });

  it.each([
    ['attribute', model([field(1, node('Constant', '', attribute('value', field(5, tensor('t', { external })))))])],
    ['sparse', model([field(1, node('A')), field(15, field(1, tensor('t', { external })))])],
    ['training', model([field(1, node('A'))], field(20, field(1, graph(field(5, tensor('t', { external }))))))],
    [
      'function',
      model(
        [field(1, node('A'))],
        field(25, field(7, node('C', '', attribute('v', field(5, tensor('t', { external })))))),
      ),
    ],
  ])('is found in a %s', (place, bytes) => {
    expect(read(bytes).externalData).toMatchObject([{ location: 'w.bin', places: [place] }]);
  });

  it('is told where loaders may or may not look: it is not declared as such', () => {
    const content = read(model([field(5, tensor('a', { external, location: 0 }))]));
    expect(content.externalData).toMatchObject([{ undeclared: 1 }]);
  });

  it('ends where its shape says when it has no length', () => {
    const content = read(model([field(5, tensor('a', { dims: [3], external: { location: 'w', offset: '4' } }))]));
    expect(content.externalData).toMatchObject([{ endBytes: 16, withoutLength: 1 }]);
  });

  it('shows keys that the format does not have', () => {
    const bytes = model([field(5, tensor('a', { external: { ...external, __class__: 'x' } }))]);
    expect(read(bytes).externalKeys).toEqual(['__class__']);
    expect(kinds(bytes)).toEqual(['unknown-field']);
  });

  it.each([
    ['a negative offset', { ...external, offset: '-1' }, 'bad-value'],
    ['an offset that is no number', { ...external, offset: '0x10' }, 'bad-value'],
    ['no location', { offset: '0', length: '8' }, 'bad-value'],
    ['a length that is not that of its shape', { ...external, length: '9' }, 'size-mismatch'],
  ])('is irregular with %s', (_, values, kind) => {
    expect(kinds(model([field(5, tensor('a', { external: values }))]))).toEqual([kind]);
  });

  it('is irregular where raw data is there, too', () => {
    expect(kinds(model([field(5, tensor('a', { external, raw: Buffer.alloc(8) }))]))).toEqual(['field-mismatch']);
  });

  it('is irregular where one key is there twice', () => {
    const twice = Buffer.concat([tensor('a', { external }), field(13, entry('location', '../up'))]);
    const bytes = model([field(5, twice)]);
    expect(kinds(bytes)).toEqual(['duplicate-name']);
    expect(read(bytes).externalData).toMatchObject([{ location: '../up' }]);
  });
});

describe('bytes within an ONNX model that are not what the model says', () => {
  const pickle = PICKLES['protocol 2, calls']!;

  it('are a part of their own after the end of the model', () => {
    const bytes = model([field(1, node('Relu'))]);
    const parts = readParts(Buffer.concat([bytes, pickle]));
    expect(parts.map(({ format, path }) => [format, ...path])).toEqual([['onnx'], ['pickle', `@${bytes.length}`]]);
    expect(parts[0]!.irregularities.map(({ kind }) => kind)).toEqual(['trailing-bytes']);
  });

  it.each([
    ['raw data that is larger than its shape', model([field(5, tensor('w', { raw: pickle }))])],
    ['raw data of texts', model([field(5, tensor('w', { dataType: 8, raw: pickle }))])],
    ['a field that the format does not have', model([field(1, node('A')), field(1, node('A'), field(90, pickle))])],
    ['a long attribute', model([field(1, node('A', '', attribute('x', field(4, pickle, Buffer.alloc(300)))))])],
    ['a very long text', model([field(1, node('A'), field(6, pickle, Buffer.alloc(5000)))])],
  ])('are looked into: %s', (_, bytes) => {
    const parts = readParts(bytes);
    expect(parts[0]?.format).toBe('onnx');
    expect(parts.some(({ format }) => format === 'pickle')).toBe(true);
  });

  it('are told where a shape is too large for any file', () => {
    const huge = { dims: [2 ** 40, 2 ** 40], raw: Buffer.alloc(8) };
    expect(kinds(model([field(5, tensor('w', huge))]))).toEqual(['size-mismatch']);
  });
});

describe('what is not an ONNX model', () => {
  it('stays what it is', () => {
    for (const text of ['', 'hello', ':: a text\n'.repeat(100), '{"a":1}', '\x08\x08\n']) {
      expect(readParts(text)[0]?.format).not.toBe('onnx');
    }
    for (const pickle of Object.values(PICKLES)) expect(readParts(pickle)[0]?.format).not.toBe('onnx');
  });

  it('is a message without a version, or with an impossible one', () => {
    const body = field(7, graph(field(1, node('Relu'))));
    expect(readParts(body)[0]?.format).toBe('unknown');
    expect(readParts(Buffer.concat([varintField(1, 101), body]))[0]?.format).toBe('unknown');
  });
});

describe('a broken ONNX model', () => {
  it('keeps what was read of it, and says from where on it was not', () => {
    const bytes = model([field(1, node('Relu'))]);
    const part = readParts(bytes.subarray(0, bytes.length - 3))[0]!;
    expect(part).toMatchObject({ format: 'onnx', uninspected: [{ reason: 'missing' }] });
    expect(contentOf(part).operators).toHaveLength(1);
  });

  it('is cut short within its graph', () => {
    const bytes = model([field(1, node('Relu')), field(1, node('Relu'))]);
    const cut = bytes.subarray(0, bytes.indexOf('Relu', bytes.indexOf('Relu') + 1));
    expect(readParts(cut)[0]).toMatchObject({ format: 'onnx', irregularities: [{ kind: 'truncated' }] });
  });

  it('may be nested too deep', () => {
    let inner: Buffer = node('A');
    for (let i = 0; i < 40; i++) inner = node('If', '', field(6, field(1, inner)));
    const bytes = model([field(1, node('A')), field(1, inner)]);
    expect(kinds(bytes)).toEqual(['malformed']);
  });
});
