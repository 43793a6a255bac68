// SPDX-License-Identifier: Apache-2.0
// Models that begin as something harmless and that loaders take for what they are.
import { field, savedModel } from '../fixtures/protobufs.js';
import { shown } from '../inspected.js';

/** A field that TensorFlow passes over; its bytes are the end of a Parquet file. */
const FOOTER = Buffer.concat([Buffer.alloc(24), Buffer.from([4, 0, 0, 0]), Buffer.from('PAR1')]);
/** `PAR1` is a field that is a number, and the beginning of one of 49 bytes. */
const asParquet = (message: Buffer): Buffer =>
  Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(0x31), message, field(10, FOOTER)]);

describe('a file that is named as a graph', () => {
  it.each(['saved_model.pb', 'model.onnx'])('and begins as another format is told of: %s', (name) => {
    expect(shown({ [name]: asParquet(savedModel('WriteFile')) }, 'format-names')).toEqual([
      expect.stringMatching(/^high /),
    ]);
  });

  it.each(['saved_model.pb', 'frozen.pb'])('and is one is fine: %s', (name) => {
    expect(shown({ [name]: savedModel('MatMul') }, 'format-names')).toEqual([]);
  });
});

it('a SavedModel as text is not looked into', () => {
  const lines = shown({ 'saved_model.pbtxt': 'saved_model_schema_version: 1\n' }, 'tensorflow-operators');
  expect(lines).toEqual([expect.stringMatching(/^inconclusive /)]);
});
