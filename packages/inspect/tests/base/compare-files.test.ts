// SPDX-License-Identifier: Apache-2.0
import { compareFiles, type FileDifference } from '../../src/base/compare-files.js';
import { makeTensors } from '../fixtures/tensors.js';
import { inspectedModel, type Files } from '../inspected.js';

const PICKLE = '\x80\x04}q\x00.';
const OTHER = '\x80\x04}q\x00X\x01\x00\x00\x00aK\x01s.';
const compare = (model: Files, base: Files): FileDifference =>
  compareFiles(inspectedModel(model), inspectedModel(base));

describe('files of a model and its base', () => {
  it.each<[string, Files, Files, readonly string[], readonly string[]]>([
    ['are the same', { 'a.pkl': PICKLE }, { 'a.pkl': PICKLE }, [], []],
    ['are the same under another name', { 'b.pkl': PICKLE }, { 'a.pkl': PICKLE }, [], []],
    ['may hold other weights', { 'a.pkl': OTHER }, { 'a.pkl': PICKLE }, ['a.pkl'], []],
    ['may hold weights that the base lacks', { 'a.pkl': PICKLE }, {}, ['a.pkl'], []],
    ['are nothing that is known, and may hold weights', { a: '\xf1\xf2\xf3' }, {}, ['a'], []],
    ['hold tensors that are compared elsewhere', { a: makeTensors({ a: 1 }) }, {}, [], []],
    ['are text, which holds no weights', { 'README.md': '# a', 'a.py': 'a\n' }, { 'README.md': '# b' }, [], []],
    ['are of the tokenizer', { 'vocab.txt': 'a\n' }, { 'vocab.txt': 'b\n' }, [], ['vocab.txt']],
    ['are of a tokenizer that the base lacks', { 'vocab.txt': 'a\n' }, {}, [], []],
    ['are empty', { 'a.bin': '' }, {}, [], []],
  ])('%s', (_, model, base, weights, tokenizer) => {
    expect(compare(model, base)).toEqual({ weights, tokenizer });
  });
});
