// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { JsonScan } from '../../src/text/json-scan.js';
import { TextScan } from '../../src/text/text-scan.js';

function scan(text: string, chunkBytes: number): boolean {
  const json = new JsonScan();
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunkBytes) json.push(bytes.subarray(at, at + chunkBytes));
  return json.finish();
}

const parses = (text: string): boolean => {
  try {
    return typeof JSON.parse(text) === 'object' && JSON.parse(text) !== null;
  } catch {
    return false;
  }
};

describe('JsonScan', () => {
  it('accepts every object and array that JSON.parse does, however it is cut', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 1, max: 9 }), (value, chunkBytes) => {
        const text = JSON.stringify([value], null, chunkBytes % 3);
        expect(scan(text, chunkBytes)).toBe(true);
      }),
    );
  });

  it('agrees with JSON.parse on damaged JSON', () => {
    const damaged = fc.tuple(
      fc.jsonValue(),
      fc.nat(),
      fc.constantFrom('', ',', '"', '}', ']', ':', '0', 'e', '\\', 'x', ' '),
    );
    fc.assert(
      fc.property(damaged, ([value, at, insert]) => {
        const text = JSON.stringify({ a: value });
        const where = at % text.length;
        const broken = text.slice(0, where) + insert + text.slice(where + 1);
        expect(scan(broken, 5)).toBe(parses(broken));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    '1',
    '"a"',
    'true',
    '',
    ' ',
    '[1,]',
    '{"a":}',
    '{,}',
    '[01]',
    '[+1]',
    '[.5]',
    '[1.]',
    '[tru]',
    "['a']",
    '{a:1}',
    '[]]',
    '[NaN]',
    '[1 2]',
    '["a\tb"]',
    '["\\x"]',
    '["\\u12g4"]',
  ])('refuses %j', (text) => {
    expect(scan(text, 1)).toBe(false);
  });

  it('refuses what is nested too deep', () => {
    expect(scan('['.repeat(500) + ']'.repeat(500), 100)).toBe(true);
    expect(scan('['.repeat(600) + ']'.repeat(600), 100)).toBe(false);
  });

  it('accepts a byte order mark', () => {
    expect(scan('\ufeff{"a":1}', 2)).toBe(true);
  });
});

describe('TextScan', () => {
  const isText = (bytes: Buffer, chunkBytes: number): boolean => {
    const text = new TextScan();
    for (let at = 0; at < bytes.length; at += chunkBytes) text.push(bytes.subarray(at, at + chunkBytes));
    return text.finish();
  };

  it('accepts every Unicode text, however it is cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 5 }), (text, chunkBytes) => {
        const clean = text.replace(/[\0-\x08\x0b\x0e-\x1f]/g, '').toWellFormed();
        expect(isText(Buffer.from(clean), chunkBytes)).toBe(true);
      }),
    );
  });

  it.each([
    ['a lone continuation byte', 'a\x80'],
    ['an overlong slash', '\xc0\xaf'],
    ['a surrogate', '\xed\xa0\x80'],
    ['a character that ends early', 'a\xe2\x82'],
    ['a byte that UTF-8 does not have', '\xff'],
    ['a NUL', 'a\0b'],
    ['an escape', 'a\x1b[2J'],
  ])('refuses %s', (_, text) => {
    for (const chunkBytes of [1, 2, 100]) expect(isText(Buffer.from(text, 'latin1'), chunkBytes)).toBe(false);
  });
});
