// SPDX-License-Identifier: Apache-2.0
import { itemsText, readable } from '../../src/pages/readable.js';

describe('a value as people read it', () => {
  it.each<[unknown, string]>([
    ['{"name":"top_p","value":0.9}', 'top_p: 0.9'],
    ['{"name":"eos_token_id","value":[1,2]}', 'eos_token_id: 1, 2'],
    ['{"name":"bos_token","token":"<s>"}', 'bos_token: <s>'],
    ['["a","b"]', 'a, b'],
    [[null, true], 'nothing, true'],
  ])('is a line: %j', (value, text) => {
    expect(readable(value)).toEqual({ text });
  });

  it.each<[unknown, string]>([
    ['{"BF16":12,"F32":3}', 'BF16: 12; F32: 3'],
    ['{"method":"slerp","models":["acme/a","acme/b"]}', 'method: slerp; models: acme/a, acme/b'],
    [{ a: { b: 1, c: 2 } }, 'a (b: 1; c: 2)'],
    [[{ a: 1, b: 2 }, { a: 3 }], '(a: 1; b: 2); (a: 3)'],
  ])('is a list: %j', (value, text) => {
    const found = readable(value);
    expect(found !== undefined && 'items' in found ? itemsText(found.items) : found).toBe(text);
  });

  it.each(['', 'text', '[link](x)', '{not json', '12', 'null', `[${'1,'.repeat(20_000)}1]`])(
    'is left as it is: %.20s',
    (value) => {
      expect(readable(value)).toBeUndefined();
    },
  );

  it('is bounded in depth and in number', () => {
    const deep = `${'{"a":'.repeat(50)}{}${'}'.repeat(50)}`;
    expect(JSON.stringify(readable(deep)).length).toBeLessThan(500);
    const many = readable(Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`k${i}`, i])));
    expect(many !== undefined && 'items' in many && many.items.at(-1)).toEqual({ label: 'and 950 more' });
  });
});
