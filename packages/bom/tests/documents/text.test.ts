// SPDX-License-Identifier: Apache-2.0
import { cleanText, isVersion, lineText, timeOf, valueText } from '../../src/documents/text.js';
import { referenceOf } from '../../src/documents/references.js';
import { webUrl } from '../../src/documents/web-url.js';

describe('text of others', () => {
  it('loses what no format can write, and nothing else', () => {
    expect(cleanText('a\u0000\u0008\u000b\u001f\ud800\ufffe\t\n\r\u007f\u{1f600}')).toBe(
      'a\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\t\n\r\u007f\u{1f600}',
    );
  });

  it('is one line where that is asked for', () => {
    expect(lineText('  a \r\n\t b\u2028c ')).toBe('a b c');
  });

  it('is JSON where it is a list or an object, and a number as it is', () => {
    expect([valueText({ a: [1, true] }), valueText(1e21), valueText(-0), valueText(false)]).toEqual([
      '{"a":[1,true]}',
      '1e+21',
      '0',
      'false',
    ]);
  });

  it('is a version up to the length that the schema has for one', () => {
    expect([isVersion('1'), isVersion('x'.repeat(1024)), isVersion('x'.repeat(1025)), isVersion(' \n')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('a stated time', () => {
  it.each([
    ['2026-01-31', '2026-01-31T00:00:00.000Z'],
    ['2026-01-31T10:00Z', '2026-01-31T10:00:00.000Z'],
    ['2026-01-31T10:00:00.123456Z', '2026-01-31T10:00:00.123Z'],
    ['2026-01-31T10:00:00+02:00', '2026-01-31T08:00:00.000Z'],
  ])('%s is %s, wherever it is read', (text, time) => {
    expect(timeOf(text)).toBe(time);
  });

  it.each([
    '',
    'yesterday',
    '2026',
    '2026-13-01',
    '2026-01-01T25:00',
    '20260101',
    '0000-01-01',
    // Of which zone?
    '2026-01-31T10:00',
    '2026-01-31T10:00:00',
    '2026-01-01T00:00:60Z',
    ' 2026-01-01',
  ])('%j is none', (text) => {
    expect(timeOf(text)).toBeUndefined();
  });
});

describe('references', () => {
  it('are other ones for other names, whatever is in these', () => {
    const names = [
      'a',
      'a ',
      'a\u0000',
      'a\u0001',
      'a%00',
      'a%u0',
      'a\ud800',
      'a\ud801',
      'a\ufffd',
      'a\u200b',
      'a%',
      'a%25',
      'a\ufffe',
    ];
    expect(new Set(names.map(referenceOf)).size).toBe(names.length);
    expect(names.map(referenceOf).join('')).toMatch(/^[\x21-\x7e\ufffd]*$/);
  });

  it('are the names where these are plain', () => {
    expect(referenceOf('dir/Über-model_1.0.safetensors')).toBe('dir/Über-model_1.0.safetensors');
  });
});

describe('a URL of the web', () => {
  it.each([
    ['https://a.example', 'https://a.example/'],
    ['HTTPS://A.example:8443/x y?q={1}|#a#b', 'https://a.example:8443/x%20y?q=%7B1%7D%7C#a%23b'],
    ['http://xn--bcher-kva.example/%zz%41', 'http://xn--bcher-kva.example/%25zz%41'],
    ['https://bücher.example/ü', 'https://xn--bcher-kva.example/%C3%BC'],
    ['https://user:secret@a.example/x', 'https://a.example/x'],
  ])('%s is %s', (text, url) => {
    expect(webUrl(text)).toBe(url);
  });

  it.each([
    '',
    'a.example',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'http://[::1]/',
    'https://',
    'https://a b/',
    ` https://a.example`,
    `https://a.example/${'x'.repeat(2000)}`,
  ])('%j is none', (text) => {
    expect(webUrl(text)).toBeUndefined();
  });
});
