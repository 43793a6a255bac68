// SPDX-License-Identifier: Apache-2.0
import type { Part, TensorflowContent } from '../../src/index.js';
import { field, textField, varintField } from '../builders/protobuf.js';
import { PICKLES } from '../builders/pickles.js';
import { readFile, readParts } from '../builders/read.js';
import { attribute, fn, graph, node, savedModel, tensor } from './graphs.js';

const pickle = PICKLES['protocol 2, calls']!;

function contentOf(part: Part | undefined): TensorflowContent {
  if (part?.content?.kind !== 'tensorflow') throw new Error(`this is ${part?.format ?? 'nothing'}`);
  return part.content;
}

const read = (bytes: Buffer): TensorflowContent => contentOf(readParts(bytes)[0]);
const kinds = (bytes: Buffer): string[] => readParts(bytes)[0]!.irregularities.map(({ kind }) => kind);
const lambda = { class_name: 'Lambda', config: { function: ['4wEAAAAAAAAAAAAAAAIAAAADAAAA', null, null] } };

describe('a SavedModel', () => {
  it('is recognised and explained to its last byte', () => {
    const bytes = savedModel(
      graph([node('Placeholder'), node('Const', 'c', attribute('value', field(8, tensor({}))))]),
    );
    const { parts, inspectedBytes } = readFile(bytes);
    expect(parts).toMatchObject([{ format: 'saved-model', irregularities: [], uninspected: [] }]);
    expect(inspectedBytes).toBe(bytes.length);
    expect(contentOf(parts[0])).toMatchObject({
      tensorflowVersion: '2.21.0',
      tags: ['serve'],
      metaGraphs: 1,
      nodes: 2,
    });
  });

  it('has the operators of its graph and functions counted, its own functions last', () => {
    const inner = fn('__inference_f_12', node('ReadFile', 'read'), node('Const'));
    const bytes = savedModel(graph([node('__inference_f_12', 'call'), node('Const')], [inner]));
    expect(read(bytes)).toMatchObject({ functions: 1, nodes: 4 });
    expect(read(bytes).operators).toEqual([
      { name: 'Const', count: 2, nodes: ['const', 'const'], isFunction: false },
      { name: 'ReadFile', count: 1, nodes: ['read'], isFunction: false },
      { name: '__inference_f_12', count: 1, nodes: ['call'], isFunction: true },
    ]);
  });

  it('takes no description of an operator for a function of that name', () => {
    const stripped = field(1, field(2, field(1, textField(1, 'PyFunc'))));
    const bytes = savedModel(graph([node('PyFunc'), node('Const')]), stripped);
    expect(read(bytes).operators[0]).toMatchObject({ name: 'PyFunc', isFunction: false });
  });

  it('tells signatures, assets and objects', () => {
    const objects = field(7, field(1, field(4, textField(1, '_tf_keras_layer'), textField(3, JSON.stringify(lambda)))));
    const asset = field(6, textField(2, 'vocab.txt'));
    const signature = field(5, textField(1, 'serving_default'), field(2, textField(3, 'method')));
    const content = read(savedModel(graph([node('NoOp')]), signature, asset, objects));
    expect(content).toMatchObject({
      signatures: ['serving_default'],
      assets: ['vocab.txt'],
      objects: [{ identifier: '_tf_keras_layer', count: 1 }],
    });
    expect(content.keras[0]?.objects[0]).toMatchObject({ className: 'Lambda', hasCode: true });
  });

  it('tells paths in attributes and in constants', () => {
    const text = attribute('value', field(8, tensor({ dtype: 7, texts: ['/etc/passwd', 'relu'] })));
    const plain = attribute('filename', textField(2, 'https://example.com/x'));
    const list = attribute('all', field(1, textField(2, '../up')));
    const bytes = savedModel(graph([node('Const', 'c', text), node('Custom', 'd', plain, list)]));
    expect(read(bytes).paths).toEqual([
      { node: 'c', operator: 'Const', text: '/etc/passwd' },
      { node: 'd', operator: 'Custom', text: 'https://example.com/x' },
      { node: 'd', operator: 'Custom', text: '../up' },
    ]);
  });

  it('lists no more operators than a bound, and counts the nodes of the others', () => {
    const nodes = Array.from({ length: 2500 }, (_, i) => node(`Op${i}`));
    const content = read(savedModel(graph(nodes)));
    expect(content.operators).toHaveLength(2000);
    expect(content.moreNodes).toBe(500);
  });
});

describe('a graph by itself', () => {
  it('is recognised by its nodes', () => {
    const bytes = graph([node('Placeholder', 'x'), node('Relu', 'y')]);
    expect(readParts(bytes)[0]).toMatchObject({ format: 'tensorflow-graph', content: { form: 'graph', nodes: 2 } });
  });

  it('may have one node alone', () => {
    expect(readParts(graph([node('NoOp')]))[0]!.format).toBe('tensorflow-graph');
  });

  it('is no message of such a form whose nodes have no operator', () => {
    expect(readParts(graph([Buffer.concat([textField(1, 'x')])]))[0]!.format).toBe('unknown');
    expect(readParts(graph([node('not an operator'), node('Const')]))[0]!.format).toBe('unknown');
  });
});

describe('bytes in a graph that are not what it says', () => {
  const withTensor = (options: Parameters<typeof tensor>[0]): Buffer =>
    savedModel(graph([node('NoOp'), node('Const', 'c', attribute('value', field(8, tensor(options))))]));

  it('are passed over where a tensor has the bytes of its shape', () => {
    expect(readParts(withTensor({ dims: [2], content: Buffer.alloc(8) }))).toHaveLength(1);
  });

  it.each([
    ['a tensor that has more', withTensor({ dims: [2], content: pickle })],
    ['a tensor of texts', withTensor({ dtype: 7, content: pickle })],
  ])('are looked into: %s', (_, bytes) => {
    expect(kinds(bytes)).toEqual(['size-mismatch']);
    expect(readParts(bytes)[1]).toMatchObject({ format: 'pickle' });
  });

  it.each([
    ['a long text', withTensor({ dtype: 7, texts: [PICKLES['protocol 0, calls']!.toString() + 'x'.repeat(5000)] })],
    ['a field that the format does not have', savedModel(graph([node('NoOp'), node('A', 'a', field(77, pickle))]))],
    ['what follows', Buffer.concat([savedModel(graph([node('NoOp')])), pickle])],
  ])('are looked into: %s', (_, bytes) => {
    expect(readParts(bytes).map(({ format }) => format)).toContain('pickle');
  });

  it('may be of a shape larger than any file', () => {
    expect(kinds(withTensor({ dims: [2 ** 40, 2 ** 40], content: Buffer.alloc(8) }))).toEqual(['size-mismatch']);
  });

  it('keep what was read before them where they break', () => {
    const bytes = savedModel(graph([node('ReadFile'), node('Const')]));
    const part = readParts(bytes.subarray(0, bytes.length - 4))[0]!;
    expect(part.irregularities).toMatchObject([{ kind: 'truncated' }]);
    expect(contentOf(part).operators).toMatchObject([{ name: 'ReadFile' }]);
  });
});

describe('what else lies in a SavedModel', () => {
  const saved = (metadata: string): Buffer =>
    field(1, varintField(2, 1), textField(3, 'root.layer'), textField(4, '_tf_keras_layer'), textField(5, metadata));

  it('is the metadata of Keras, with what is made of them', () => {
    const [part] = readParts(saved(JSON.stringify(lambda)));
    expect(part).toMatchObject({ format: 'keras-metadata', irregularities: [], uninspected: [] });
    expect(part!.content).toMatchObject({
      nodes: [
        { path: 'root.layer', identifier: '_tf_keras_layer', config: { objects: [{ className: 'Lambda' }, {}] } },
      ],
    });
  });

  it('is told where metadata are no JSON', () => {
    expect(kinds(saved('{'))).toEqual(['bad-value']);
  });

  it('is its fingerprint', () => {
    const bytes = Buffer.concat([1, 2, 3, 4, 5].map((number) => varintField(number, 2 ** 40 + number)));
    expect(readParts(bytes)).toMatchObject([{ format: 'tensorflow-fingerprint', irregularities: [], uninspected: [] }]);
    expect(readParts(bytes.subarray(0, 14))[0]!.format).toBe('unknown');
  });

  it('is no fingerprint where it is long', () => {
    const hashes = Buffer.concat([1, 2, 3, 4].map((number) => varintField(number, number)));
    expect(readParts(Buffer.concat([hashes, textField(7, 'x'.repeat(5000))]))[0]!.format).toBe('unknown');
  });

  it('is the graph of its objects', () => {
    const child = field(1, varintField(1, 1), textField(2, 'layer'));
    const bytes = Buffer.concat([field(1, child), field(1, field(2, textField(1, 'VARIABLE_VALUE')))]);
    expect(readParts(bytes)[0]!.format).toBe('tensorflow-object-graph');
  });
});

describe('what is none of TensorFlow', () => {
  it('stays what it is', () => {
    for (const text of ['', '\n', '\n\n\n\n\n', 'a: b\n', '\n# title\n\ntext', '{"a":1}', '\x08\x01\x12']) {
      expect(readParts(text)[0]!.format).not.toMatch(/tensorflow|saved-model|keras/);
    }
    for (const one of Object.values(PICKLES)) expect(readParts(one)[0]!.format).not.toMatch(/tensorflow|saved-model/);
  });
});
