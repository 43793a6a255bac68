// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { canonicalJson } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';

describe('canonicalJson', () => {
  it('gives the example of RFC 8785 section 3.2.3 its order of keys', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 };
    expect(canonicalJson(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\u{1f600}":5,"\ufb33":3}');
  });

  it('does not depend on the order in which members were put in', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('leaves undefined members out', () => {
    expect(canonicalJson({ a: undefined, b: null })).toBe('{"b":null}');
  });

  it.each([
    ['a lone surrogate', '\ud800'],
    ['a lone surrogate in a key', { '\ud800': 1 }],
    ['NaN', NaN],
    ['a bigint', 1n],
    ['a function', () => 1],
  ])('refuses %s', async (_, value) => {
    expect(await thrownCode(() => canonicalJson(value))).toBe('INPUT_MALFORMED');
  });
});
