// SPDX-License-Identifier: Apache-2.0
import { isDate, isDescription, isStrongHash, isVersion, kindOfValue } from '../../src/score/values.js';

describe('kindOfValue', () => {
  it.each([
    ['MIT', 'value'],
    [0, 'value'],
    [false, 'value'],
    [{ a: ['', { b: 'x' }] }, 'value'],
    ['', 'nothing'],
    [' \t', 'nothing'],
    ['TBD', 'nothing'],
    ['N/A', 'nothing'],
    ['---', 'nothing'],
    ['[More Information Needed]', 'nothing'],
    [{}, 'nothing'],
    [[], 'nothing'],
    [null, 'nothing'],
    [{ a: '', b: [] }, 'nothing'],
    ['Unknown', 'unknown'],
    ['NOASSERTION', 'unknown'],
    [['', 'unknown'], 'unknown'],
  ])('takes %j for %s', (value, kind) => {
    expect(kindOfValue(value)).toBe(kind);
  });

  it('does not look for ever into what is deep', () => {
    expect(kindOfValue([[[[[['x']]]]]])).toBe('nothing');
  });
});

describe('what more is asked of texts', () => {
  it.each([
    ['2026-10-30', true],
    ['2026-10-30T12:00:00Z', true],
    ['2026-10-30T12:00:00.123+02:00', true],
    ['2026-13-40', false],
    ['yesterday', false],
  ])('%s is a date: %s', (text, expected) => {
    expect(isDate(text)).toBe(expected);
  });

  it('a version does not move, and a description is not made of the name', () => {
    expect(['1.0', 'v2', 'b'.repeat(40)].every(isVersion)).toBe(true);
    expect(['latest', 'main', 'HEAD'].some(isVersion)).toBe(false);
    expect(isDescription('AI model acme/toy')).toBe(false);
    expect(isDescription('AI model for chats')).toBe(true);
  });

  it.each([
    ['SHA-256', 'a'.repeat(64), true],
    ['BLAKE3', 'A'.repeat(64), true],
    ['SHA-512', 'a'.repeat(64), false],
    ['SHA-256', 'g'.repeat(64), false],
    ['SHA-1', 'a'.repeat(40), false],
    ['MD5', 'a'.repeat(32), false],
    ['constructor', 'a'.repeat(64), false],
  ])('%s of %s binds: %s', (alg, content, expected) => {
    expect(isStrongHash(alg, content)).toBe(expected);
  });
});
