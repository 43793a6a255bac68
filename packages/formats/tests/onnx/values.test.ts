// SPDX-License-Identifier: Apache-2.0
import type { OnnxContent } from '../../src/index.js';
import { field, textField, varintField } from '../builders/protobuf.js';
import { readParts } from '../builders/read.js';
import { graph, model, node } from './models.js';

const read = (bytes: Buffer): OnnxContent => {
  const content = readParts(bytes)[0]?.content;
  if (content?.kind !== 'onnx') throw new Error('no ONNX');
  return content;
};
/** A ValueInfoProto of a type. */
const value = (name: string, ...type: Buffer[]): Buffer =>
  Buffer.concat([textField(1, name), ...(type.length === 0 ? [] : [field(2, ...type)])]);
const tensorType = (elementType: number, ...dims: Buffer[]): Buffer =>
  field(1, varintField(1, elementType), field(2, ...dims.map((dim) => field(1, dim))));

describe('the inputs and outputs of an ONNX model', () => {
  it('are told with their types and shapes', () => {
    const bytes = model([
      field(1, node('Relu')),
      field(11, value('ids', tensorType(7, textField(2, 'batch'), varintField(1, 128), Buffer.alloc(0)))),
      field(12, value('out', tensorType(1))),
      field(12, value('rest', field(4, field(1, tensorType(1))))),
      field(12, value('bare')),
    ]);
    expect(read(bytes)).toMatchObject({
      inputs: [{ name: 'ids', elementType: 7, shape: ['batch', 128, ''] }],
      outputs: [
        { name: 'out', elementType: 1, shape: [] },
        { name: 'rest', kind: 'sequence', elementType: 0 },
        { name: 'bare', elementType: 0 },
      ],
    });
  });

  it('are not those of graphs within it', () => {
    const branch = graph(field(11, value('inner', tensorType(1))));
    const bytes = model([field(1, node('If', '', Buffer.concat([textField(1, 'then'), field(6, branch)])))]);
    expect(read(bytes).inputs).toEqual([]);
  });

  it('are listed up to a bound', () => {
    const inputs = Array.from({ length: 600 }, (_, i) => field(11, value(`i${i}`)));
    const content = read(model([field(1, node('Relu')), ...inputs]));
    expect(content.inputs).toHaveLength(500);
    expect(content.moreEntries).toBe(100);
  });
});

describe('an ONNX model', () => {
  it('tells its version and what it says of itself', () => {
    const bytes = model([field(1, node('Relu'))], varintField(5, 3), textField(6, 'It is a toy.'));
    expect(read(bytes)).toMatchObject({ modelVersion: 3, docString: 'It is a toy.' });
  });
});
