// SPDX-License-Identifier: Apache-2.0
import { parseJsonValue } from '../../src/json/parse-json-value.js';

const parse = (text: string, maxBytes = 1000): unknown => parseJsonValue(Buffer.from(text), maxBytes, () => undefined);

describe('a JSON text within something else', () => {
  it('is given as a value, with all members of objects', () => {
    expect(parse(' {"a": [1, "x", null], "a": true} ')).toEqual({
      members: [
        ['a', [1, 'x', null]],
        ['a', true],
      ],
    });
    expect(parse('"text"')).toBe('text');
  });

  it('has told what no writer writes', () => {
    const seen: string[] = [];
    parseJsonValue(Buffer.from('{"a":NaN,"a":1}'), 1000, (kind, offset) => seen.push(`${kind}@${offset}`));
    expect(seen).toEqual(['bad-value@5', 'duplicate-name@9']);
  });

  it.each(['', '{', '{"a":}', '{} x', '\xff', '['.repeat(600)])('is none: %s', (text) => {
    expect(parse(text)).toBeUndefined();
  });

  it('is not kept where it is too large', () => {
    expect(parse(JSON.stringify(Array.from({ length: 100 }, () => 1)))).toBeUndefined();
    expect(parse(JSON.stringify('x'.repeat(2000)))).toBeUndefined();
  });
});
