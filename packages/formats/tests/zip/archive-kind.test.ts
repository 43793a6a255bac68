// SPDX-License-Identifier: Apache-2.0
import { archiveKind, isRawTensor } from '../../src/zip/archive-kind.js';

describe('archiveKind', () => {
  it.each([
    ['skops', ['schema.json', '12345.npy', '678.bin']],
    ['zip', ['schema.json', 'data.csv']],
    ['mar', ['MAR-INF/MANIFEST.json', 'handler.py']],
    ['torch', ['m/data.pkl', 'm/data/0']],
    ['keras', ['config.json', 'metadata.json', 'model.weights.h5']],
    ['jar', ['META-INF/MANIFEST.MF']],
    ['npz', ['a.npy', 'b.npy']],
    ['zip', []],
  ])('is %s for its members %j', (kind, names) => {
    expect(archiveKind(names)).toBe(kind);
  });
});

describe('isRawTensor', () => {
  it.each([
    ['model/data/0', true],
    ['model/constants/12', true],
    ['model/code/0', false],
    ['model/data/0.pkl', false],
    ['a/model/data/0', false],
  ])('%s: %s', (name, expected) => {
    expect(isRawTensor(name, new Set(['model/data.pkl', 'model/constants.pkl']))).toBe(expected);
  });

  it('is none without the pickle beside its folder', () => {
    expect(isRawTensor('model/data/0', new Set(['model/constants.pkl']))).toBe(false);
  });
});
