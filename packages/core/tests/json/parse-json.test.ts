// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { MAX_JSON_DEPTH, parseJson } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';

const parse = (text: string | Uint8Array): unknown =>
  parseJson(typeof text === 'string' ? Buffer.from(text) : text, { maxBytes: 10_000, what: 'x' });

describe('parseJson', () => {
  it('gives what JSON.parse gives for any document without duplicate keys', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    ['two equal keys', '{"a":1,"a":2}'],
    ['two equal keys, one escaped', '{"a":1,"\\u0061":2}'],
    ['two equal keys deep inside', '[{"b":{"a":[],"x":{},"a":1}}]'],
    ['equal keys after strings with quotes and backslashes', '{"a":"\\\\","b":"\\"","a":1}'],
    ['equal keys with white space before the colon', '{"a" \n:1,"a"\t:2}'],
    ['two equal __proto__', '{"__proto__":1,"__proto__":2}'],
    ['nothing', ''],
    ['half a document', '{"a":'],
    ['trailing text', '{} x'],
    ['a byte order mark', '\ufeff{}'],
    ['NaN', '[NaN]'],
  ])('refuses %s', async (_, text) => {
    expect(await thrownCode(() => parse(text))).toBe('INPUT_MALFORMED');
  });

  it('does not take equal keys of different objects, or values, for duplicates', () => {
    expect(parse('[{"a":"a"},{"a":{"a":1}}]')).toEqual([{ a: 'a' }, { a: { a: 1 } }]);
  });

  it('refuses bytes that are not UTF-8', async () => {
    expect(await thrownCode(() => parse(Buffer.from([0x22, 0xff, 0x22])))).toBe('INPUT_MALFORMED');
  });

  it('refuses more bytes than the limit before it looks at them', async () => {
    expect(await thrownCode(() => parse('x'.repeat(10_001)))).toBe('INPUT_TOO_LARGE');
  });

  it('refuses many small values before it builds them', async () => {
    const text = Buffer.from(`[${'{},'.repeat(2_000_001)}0]`);
    expect(await thrownCode(() => parseJson(text, { maxBytes: 1e9, what: 'x' }))).toBe('INPUT_TOO_LARGE');
  });

  it('does not count what stands in strings, and ends on a string without end', async () => {
    expect(parse(JSON.stringify([',[{'.repeat(1000)]))).toHaveLength(1);
    expect(await thrownCode(() => parse('["a'))).toBe('INPUT_MALFORMED');
  });

  it('refuses nesting beyond the limit and takes nesting at it', async () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(await thrownCode(() => parse(nested(MAX_JSON_DEPTH)))).toBe('nothing thrown');
    expect(await thrownCode(() => parse(nested(MAX_JSON_DEPTH + 1)))).toBe('INPUT_MALFORMED');
  });

  it('never quotes the input in its error', () => {
    expect(() => parse('{"token": "s3cret" oops')).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('s3cret') }),
    );
  });
});
