// SPDX-License-Identifier: Apache-2.0
import { claimsIn, showClaim, shownClaims } from '../../model.js';
import { field, numberField } from '../../protobuf.js';

const NODE = field(1, field(4, 'Relu'));
const tensor = (name: string, type: number, ...dims: Buffer[]): Buffer =>
  Buffer.concat([
    field(1, name),
    field(2, field(1, numberField(1, type), field(2, ...dims.map((dim) => field(1, dim))))),
  ]);
const model = (irVersion: number, graph: readonly Buffer[], ...rest: readonly Buffer[]): Buffer =>
  Buffer.concat([
    numberField(1, irVersion),
    field(2, 'pytorch'),
    field(3, '2.9'),
    field(7, ...graph),
    field(8, field(1, ''), numberField(2, 17)),
    ...rest,
  ]);
const INPUT = field(11, tensor('ids', 7, field(2, 'batch'), numberField(1, 128)));
const OUTPUT = field(12, tensor('out', 1, numberField(1, 2)));

describe('an ONNX file', () => {
  it('tells what wrote it, and what goes in and comes out', () => {
    const bytes = model(
      8,
      [NODE, INPUT, OUTPUT],
      numberField(5, 3),
      field(6, 'It is a toy.'),
      field(14, field(1, 'License'), field(2, 'mit')),
      field(14, field(1, 'stride'), field(2, '32')),
    );
    expect(claimsIn({ 'm.onnx': bytes }).claims.map((claim) => `${claim.name}: ${showClaim(claim)}`)).toEqual([
      'library.version: pytorch 2.9 <declared m.onnx#producer_name>',
      'description: It is a toy. <declared m.onnx#doc_string>',
      'version: 3 <declared m.onnx#model_version>',
      'ir-version: 8 <declared m.onnx#ir_version>',
      'opset: ai.onnx 17 <declared m.onnx#opset_import>',
      'input: {"name":"ids","type":"int64","shape":["batch",128]} <declared m.onnx#graph.input>',
      'output: {"name":"out","type":"float","shape":[2]} <declared m.onnx#graph.output>',
      'license: mit <declared m.onnx#metadata_props/License>',
    ]);
  });

  it('of an old version tells no inputs, for its weights are among them', () => {
    const files = { 'm.onnx': model(3, [NODE, INPUT, OUTPUT]) };
    expect(shownClaims(files, 'input')).toEqual([]);
    expect(shownClaims(files, 'output')).toHaveLength(1);
  });

  it('of types that nobody knows tells their numbers', () => {
    const files = { 'm.onnx': model(8, [NODE, field(12, tensor('x', 99, Buffer.alloc(0)))]) };
    expect(shownClaims(files, 'output')).toEqual([
      '{"name":"x","type":"type 99","shape":["?"]} <declared m.onnx#graph.output>',
    ]);
  });

  it('that is one of several speaks for itself', () => {
    const files = { 'a.onnx': model(8, [NODE, INPUT]), 'b.onnx': model(8, [NODE, OUTPUT]) };
    expect(shownClaims(files, 'input')).toEqual([
      'file:a.onnx {"name":"ids","type":"int64","shape":["batch",128]} <declared a.onnx#graph.input>',
    ]);
  });

  it('with more inputs than are listed is remarked', () => {
    const inputs = Array.from({ length: 600 }, (_, i) => field(11, tensor(`i${i}`, 1)));
    const { claims, remarks } = claimsIn({ 'm.onnx': model(8, [NODE, ...inputs]) });
    expect(claims.filter(({ name }) => name === 'input')).toHaveLength(500);
    expect(remarks.map(({ kind }) => kind)).toEqual(['too-large']);
  });
});
