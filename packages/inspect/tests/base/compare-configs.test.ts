// SPDX-License-Identifier: Apache-2.0
import { compareConfigs, MAX_POINTERS, type ConfigDifference } from '../../src/base/compare-configs.js';
import { inspectedModel } from '../inspected.js';

const compare = (model: string, base: string, name = 'config.json'): readonly ConfigDifference[] =>
  compareConfigs(inspectedModel({ [name]: model }), inspectedModel({ [name]: base }));
const pointers = (model: string, base: string): readonly string[] => compare(model, base)[0]?.pointers ?? [];

describe('configurations of a model and its base', () => {
  it.each([
    ['are the same in another order', '{"a":1,"b":[2]}', '{"b":[2],"a":1}', []],
    ['have other values', '{"a":1,"b":{"c":[1,2]}}', '{"a":2,"b":{"c":[1,3]}}', ['/a', '/b/c/1']],
    ['have other types', '{"a":"1","b":[],"c":null}', '{"a":1,"b":{},"c":false}', ['/a', '/b', '/c']],
    ['have values that the other lacks', '{"a":1}', '{"b":{"c":1}}', ['/a', '/b']],
    ['have lists of other lengths', '{"a":[1,2]}', '{"a":[1]}', ['/a/1']],
    ['are not compared in what only tells who wrote them', '{"transformers_version":"4"}', '{"_name_or_path":"x"}', []],
    ['are not compared in templates, which another part does', '{"chat_template":"4"}', '{}', []],
    ['have names that need escapes', '{"a/~b":1}', '{}', ['/a~1~0b']],
    ['have names that objects have of their own', '{"__proto__":1,"toString":2}', '{}', ['/__proto__', '/toString']],
    ['say one name twice, of which the last counts', '{"a":1,"a":2}', '{"a":2}', []],
  ])('%s', (_, model, base, expected) => {
    expect(pointers(model, base)).toEqual(expected);
  });

  it('are of files that both have, and of known names', () => {
    expect(compare('{"a":1}', '{}', 'other.json')).toEqual([]);
    expect(compareConfigs(inspectedModel({ 'config.json': '{"a":1}' }), inspectedModel({}))).toEqual([]);
  });

  it('are listed in part, and counted', () => {
    const many = JSON.stringify(Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, i])));
    const [difference] = compare(many, '{}');
    expect([difference?.count, difference?.pointers.length]).toEqual([500, MAX_POINTERS]);
  });

  it('have long names around very many values, which takes no long', () => {
    const deep = `{"${'k'.repeat(60_000)}":[${'1,'.repeat(20_000)}1]}`;
    const [difference] = compare(deep, deep.replaceAll('1', '2'));
    expect(difference?.count).toBe(20_001);
    expect(difference?.pointers[0]?.length).toBeLessThanOrEqual(200);
  });

  it('are nested as deeply as their writer likes', () => {
    const nested = (value: number): string => `{"a":${'['.repeat(400)}${value}${']'.repeat(400)}}`;
    expect(compare(nested(1), nested(2))[0]?.count).toBe(1);
  });

  it('are not known where they are not kept whole', () => {
    const large = (value: number): string => JSON.stringify({ a: 'x'.repeat(2e6), b: value });
    expect(compare(large(1), large(2))).toMatchObject([{ unknown: true }]);
    expect(compare(large(1), large(1))).toEqual([]);
  });
});
