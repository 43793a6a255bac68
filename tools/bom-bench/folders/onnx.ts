// SPDX-License-Identifier: Apache-2.0
import { field, numberField } from '../../../packages/bom/tests/protobuf.ts';
import { createFolder } from '../truth.ts';

const value = (name: string, type: number, ...dims: readonly Buffer[]): Buffer =>
  Buffer.concat([
    field(1, name),
    field(2, field(1, numberField(1, type), field(2, ...dims.map((dim) => field(1, dim))))),
  ]);
const FLOAT = 1;
const INT64 = 7;

const MODEL = Buffer.concat([
  numberField(1, 8),
  field(2, 'pytorch'),
  field(3, '2.9.1'),
  numberField(5, 3),
  field(6, 'It tells letters from bills.'),
  field(
    7,
    field(1, field(1, 'letter_ids'), field(2, 'verdict_scores'), field(4, 'Cast')),
    field(2, 'main'),
    field(11, value('letter_ids', INT64, field(2, 'batch'), numberField(1, 128))),
    field(12, value('verdict_scores', FLOAT, field(2, 'batch'), numberField(1, 2))),
  ),
  field(8, field(1, ''), numberField(2, 17)),
  field(14, field(1, 'license'), field(2, 'mit')),
  field(14, field(1, 'author'), field(2, 'Ada Acme')),
]);

/** A model of one file without a card. */
export const ONNX = createFolder(
  { name: 'charlie', what: 'ONNX: one file' },
  {
    'model.onnx': [
      MODEL,
      ['use', 'It tells letters from bills.'],
      ['library', ['pytorch 2.9.1', '2.9.1']],
      ['library', ['ai.onnx 17', '17'], /opset/i],
      ['version', '3', /version/i],
      ['license', 'mit', /licen/i],
      ['name', 'Ada Acme'],
      ['library', ['ir 8', '8'], /ir|opset/i],
      ['architecture', 'Cast'],
      ['name', 'main', /graph|name/i],
      ['interface', 'letter_ids'],
      ['interface', 'verdict_scores'],
    ],
  },
);
