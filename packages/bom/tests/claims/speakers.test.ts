// SPDX-License-Identifier: Apache-2.0
import { claimsIn, modelFiles } from '../model.js';
import { speakersOf } from '../../src/claims/speakers.js';

const speakersAmong = (...names: readonly string[]): readonly string[] =>
  [...speakersOf(modelFiles(Object.fromEntries(names.map((name) => [name, '']))))].map(({ name }) => name);

describe('the files that speak for a model', () => {
  it.each([
    [['config.json', '1_Pooling/config.json'], ['config.json']],
    [['unet/config.json', 'vae/config.json'], []],
    [['unet/config.json', 'vae/config.json', 'a/b/config.json'], []],
    [['model/config.json', 'model/data/config.json'], ['model/config.json']],
    [['a/x', 'x', 'b/x'], ['x']],
    [
      ['a', 'b/c'],
      ['a', 'b/c'],
    ],
    [[], []],
  ])('of %j are %j', (names, expected) => {
    expect(speakersAmong(...names)).toEqual(expected);
  });

  it('are those whose facts are the model, and of others they are their own', () => {
    const config = (hidden_size: number): object => ({ hidden_size });
    const { claims } = claimsIn({ 'config.json': config(1), 'sub/config.json': config(2) });
    expect(claims.map(({ subject, value }) => [subject, value])).toEqual([
      ['model', 1],
      ['file:sub/config.json', 2],
    ]);
  });
});
