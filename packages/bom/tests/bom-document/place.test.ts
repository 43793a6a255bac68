// SPDX-License-Identifier: Apache-2.0
import { itemsOf, memberOf, placeAt, placesAt, stepOf, textAt } from '../../src/bom-document/place.js';
import { shownText, stableText } from '../../src/bom-document/stable-text.js';

const root = {
  value: { list: [{ a: 'x' }, null, { a: ' ' }, { a: 'y' }], n: null, 'a/b~': 1, text: 't' },
  pointer: '',
};

describe('places in a document', () => {
  it.each([
    ['list/*/a', ['/list/0/a', '/list/2/a', '/list/3/a']],
    ['list/*', ['/list/0', '/list/2', '/list/3']],
    ['n', []],
    ['text/x', []],
    ['text/*', []],
    ['constructor/name', []],
    ['', ['']],
  ])('at %s stand %j', (path, expected) => {
    expect(placesAt(root, path).map(({ pointer }) => pointer)).toEqual(expected);
  });

  it('gives no more than it was asked for', () => {
    expect(placesAt(root, 'list/*/a', 2)).toHaveLength(2);
    expect(placeAt(root, 'list/*/a')?.value).toBe('x');
  });

  it('writes pointers as RFC 6901 has them', () => {
    expect(memberOf(root, 'a/b~')?.pointer).toBe('/a~1b~0');
    expect(stepOf(3)).toBe('/3');
  });

  it('takes the first text that says something', () => {
    expect(textAt({ value: [{ a: ' ' }, { a: 2 }, { a: ' y ' }], pointer: '' }, '*/a')).toBe('y');
    expect(textAt(root, 'a/b~')).toBeUndefined();
    expect(itemsOf(undefined)).toEqual([]);
  });
});

describe('texts of values', () => {
  it('are equal for equal values', () => {
    expect(stableText({ b: [1, null], a: 'x' })).toBe('{"a":"x","b":[1,null]}');
    expect(stableText('\ud800')).toBe('"\\ud800"');
  });

  it('are short and well-formed where they are shown', () => {
    expect(shownText(`${'x'.repeat(199)}😀😀`)).toBe(`${'x'.repeat(199)}\ufffd…`);
    expect(shownText({ a: 1 })).toBe('{"a":1}');
  });
});
