// SPDX-License-Identifier: Apache-2.0
import { claimsIn, shownClaims, type Files } from '../../model.js';
import { field, numberField } from '../../protobuf.js';
import { makeSafetensors } from '../../safetensors.js';

const [FLOAT, INT8, INT32, INT64] = [1, 3, 6, 7];

interface Made {
  readonly type: number;
  readonly dims: readonly number[];
  readonly raw?: number;
  readonly location?: string;
}

const initializer = ({ type, dims, raw, location }: Made): Buffer =>
  field(
    5,
    ...dims.map((dim) => numberField(1, dim)),
    numberField(2, type),
    ...(raw === undefined ? [] : [field(9, Buffer.alloc(raw))]),
    ...(location === undefined ? [] : [field(13, field(1, 'location'), field(2, location)), numberField(14, 1)]),
  );
const onnx = (...made: readonly Made[]): Buffer =>
  Buffer.concat([numberField(1, 8), field(2, 'test'), field(7, field(1, field(4, 'Relu')), ...made.map(initializer))]);

const WEIGHT: Made = { type: FLOAT, dims: [2, 3], raw: 24 };

describe('the initializers of an ONNX model', () => {
  it('are counted by type, and floats are parameters', () => {
    const files = { 'm.onnx': onnx(WEIGHT, { type: INT64, dims: [2], raw: 16 }, { type: INT32, dims: [], raw: 4 }) };
    expect(shownClaims(files, 'tensor.types')).toEqual([
      '{"F32":6,"I32":1,"I64":2} <measured m.onnx#graph.initializer>',
    ]);
    expect(shownClaims(files, 'parameters.count')).toEqual(['6 <measured m.onnx#graph.initializer>']);
    expect(shownClaims(files, 'buffers.count')).toEqual(['3 <measured m.onnx#graph.initializer>']);
  });

  it('that are quantised leave the number of parameters open', () => {
    const files = { 'm.onnx': onnx(WEIGHT, { type: INT8, dims: [4], raw: 4 }) };
    expect(shownClaims(files, 'tensor.types')).toHaveLength(1);
    expect(shownClaims(files, 'parameters.count')).toEqual([]);
  });

  it('in another file are counted where that holds them', () => {
    const bytes = onnx({ type: FLOAT, dims: [1000], location: 'm.onnx_data' });
    const whole = { 'a/m.onnx': bytes, 'a/m.onnx_data': Buffer.alloc(4000) };
    expect(shownClaims(whole, 'parameters.count')).toEqual(['1000 <measured a/m.onnx#graph.initializer>']);
  });

  it.each<[string, Files]>([
    ['is not there', { 'm.onnx': onnx({ type: FLOAT, dims: [1000], location: 'm.onnx_data' }) }],
    ['is too short', { 'm.onnx': onnx({ type: FLOAT, dims: [1e12], location: 'd' }), d: Buffer.alloc(4000) }],
    [
      'several of them share',
      {
        'm.onnx': onnx(...Array.from({ length: 9 }, () => ({ type: FLOAT, dims: [1000], location: 'd' }))),
        d: Buffer.alloc(4000),
      },
    ],
    ['is their own, and says otherwise', { 'm.onnx': onnx(WEIGHT, { type: FLOAT, dims: [1e12] }) }],
  ])('in a file that %s are not counted, and remarked', (_, files) => {
    expect(shownClaims(files, 'tensor.types')).toEqual([]);
    expect(shownClaims(files, 'parameters.count')).toEqual([]);
    expect(claimsIn(files).remarks).toContainEqual(expect.objectContaining({ kind: 'malformed', file: 'm.onnx' }));
  });

  it('beside safetensors are those of the file', () => {
    const files = { 'm.onnx': onnx(WEIGHT), 'model.safetensors': makeSafetensors({ a: ['F32', 6] }) };
    expect(
      claimsIn(files)
        .claims.filter(({ name }) => name === 'parameters.count')
        .map(({ subject }) => subject),
    ).toEqual(['model', 'file:m.onnx']);
  });
});
