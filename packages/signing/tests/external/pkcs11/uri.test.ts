// SPDX-License-Identifier: Apache-2.0
import { isMpkError } from '@mpk/core';
import { MAX_PKCS11_URI_LENGTH, isPkcs11Uri, parsePkcs11Uri } from '../../../src/external/pkcs11/uri.js';
import { everythingOf } from '../../leaks.js';

function errorOf(uri: string): { code: string; message: string; hint: string | undefined } {
  try {
    parsePkcs11Uri(uri);
  } catch (error) {
    if (isMpkError(error)) return error;
    throw error;
  }
  return { code: 'nothing thrown', message: '', hint: undefined };
}

describe('a PKCS#11 URI', () => {
  it('may say everything', () => {
    const uri = parsePkcs11Uri(
      'pkcs11:token=The%20Software%20PKCS%2311;manufacturer=ACME;serial=4fb;model=v1;library-manufacturer=L;' +
        'library-description=D;library-version=2.6;slot-description=SD;slot-manufacturer=SM;slot-id=327;' +
        'object=my-key;type=private;id=%69%00%95%5c?module-path=/usr/lib/p.so&module-name=p&pin-source=file:/etc/pin',
    );
    expect(uri).toEqual({
      text: {
        token: 'The Software PKCS#11',
        manufacturer: 'ACME',
        serial: '4fb',
        model: 'v1',
        'library-manufacturer': 'L',
        'library-description': 'D',
        'slot-description': 'SD',
        'slot-manufacturer': 'SM',
        object: 'my-key',
      },
      id: Buffer.from([0x69, 0x00, 0x95, 0x5c]),
      slotId: 327,
      libraryVersion: '2.6',
      modulePath: '/usr/lib/p.so',
      moduleName: 'p',
      pinSource: 'file:/etc/pin',
      pinValue: undefined,
    });
  });

  it('may say nothing, and then leaves everything open', () => {
    const { text, ...rest } = parsePkcs11Uri('pkcs11:');
    expect([...Object.values(text), ...Object.values(rest)].every((value) => value === undefined)).toBe(true);
  });

  it.each([
    ['text beyond ASCII', 'pkcs11:object=caf%C3%A9', 'café'],
    ['characters that stand for themselves', "pkcs11:object=a-._~:[]@!$'()*+,=&z", "a-._~:[]@!$'()*+,=&z"],
    ['separators, encoded', 'pkcs11:object=a%3Bb%3Fc%2Fd%25', 'a;b?c/d%'],
    ['an empty name', 'pkcs11:object=', ''],
    ['lower-case hex', 'pkcs11:object=%c3%a9', 'é'],
    ['a scheme in capitals', 'PKCS11:object=x', 'x'],
  ])('reads %s', (_, uri, object) => {
    expect(parsePkcs11Uri(uri).text.object).toBe(object);
  });

  it('reads a PIN, and a path with its slashes', () => {
    const uri = parsePkcs11Uri('pkcs11:?pin-value=1%262&module-path=/opt/a|b/c.so');
    expect([uri.pinValue, uri.modulePath]).toEqual(['1&2', '/opt/a|b/c.so']);
  });

  it('skips what it does not know of the query, repeated or not', () => {
    expect(parsePkcs11Uri('pkcs11:?x-vendor=1&x-vendor=2&pin-value=1').pinValue).toBe('1');
  });

  it.each(['pkcs11:', 'PKCS11:x', 'pkcs11:object=a'])('is told from a path: %s', (text) => {
    expect(isPkcs11Uri(text)).toBe(true);
  });

  it.each(['key.pem', './pkcs11:x', 'pkcs11', '/pkcs11:'])('is not %s', (text) => {
    expect(isPkcs11Uri(text)).toBe(false);
  });
});

describe('a PKCS#11 URI is refused', () => {
  it.each([
    ['does not begin with pkcs11:', 'pkcs12:object=a'],
    ['has the attribute tokne in its path', 'pkcs11:tokne=a'],
    ['has the attribute x-vendor in its path', 'pkcs11:object=a;x-vendor=b'],
    ['has the attribute pin-value in its path', 'pkcs11:object=a;pin-value=b'],
    ['has the attribute Object in its path', 'pkcs11:Object=a'],
    ['has the attribute object twice', 'pkcs11:object=a;object=a'],
    ['has the attribute pin-value twice', 'pkcs11:?pin-value=1&pin-value=2'],
    ['that is not NAME=VALUE', 'pkcs11:object'],
    ['that is not NAME=VALUE', 'pkcs11:=a'],
    ['that is not NAME=VALUE', 'pkcs11:object=a;'],
    ['that is not NAME=VALUE', 'pkcs11:;object=a'],
    ['that is not NAME=VALUE', 'pkcs11:?module-path=/a&'],
    ['that is not NAME=VALUE', 'pkcs11:obj ect=a'],
    ['that is not NAME=VALUE', `pkcs11:${'a'.repeat(65)}=b`],
    ['must be percent-encoded', 'pkcs11:object=my key'],
    ['must be percent-encoded', 'pkcs11:object=a/b'],
    ['must be percent-encoded', 'pkcs11:object=a#b'],
    ['must be percent-encoded', 'pkcs11:object=café'],
    ['must be percent-encoded', 'pkcs11:object=100%'],
    ['must be percent-encoded', 'pkcs11:object=%4'],
    ['must be percent-encoded', 'pkcs11:object=%zz'],
    ['must be percent-encoded', 'pkcs11:?pin-value=a;b'],
    ['must be percent-encoded', 'pkcs11:object=a\n'],
    ['is not UTF-8', 'pkcs11:object=%ff'],
    ['is not UTF-8', 'pkcs11:?pin-value=%c3'],
    ['with a NUL', 'pkcs11:object=a%00b'],
    ['with a NUL', 'pkcs11:?module-path=/a%00b'],
    ['has both pin-source and pin-value', 'pkcs11:?pin-source=file:/a&pin-value=1'],
    ['slot-id that is not a whole number', 'pkcs11:slot-id=0x1'],
    ['slot-id that is not a whole number', 'pkcs11:slot-id=-1'],
    ['slot-id that is not a whole number', 'pkcs11:slot-id='],
    ['slot-id that is not a whole number', 'pkcs11:slot-id=99999999999999999999'],
    ['slot-id that is not a whole number', 'pkcs11:slot-id=9999999999999999'],
    ['library-version that is not', 'pkcs11:library-version=2.'],
    ['library-version that is not', 'pkcs11:library-version=v2'],
    ['a type that does not exist', 'pkcs11:type=key'],
  ])('because it %s: %s', (message, uri) => {
    expect(errorOf(uri)).toMatchObject({ code: 'INPUT_MALFORMED', message: expect.stringContaining(message) });
  });

  it.each(['public', 'cert', 'secret-key', 'data'])('because it means a %s', (type) => {
    expect(errorOf(`pkcs11:type=${type}`).code).toBe('KEY_INVALID');
  });

  it('because it is too long', () => {
    expect(errorOf(`pkcs11:object=${'a'.repeat(MAX_PKCS11_URI_LENGTH)}`).code).toBe('INPUT_TOO_LARGE');
  });

  const pin = 'secretpin';

  it.each([
    `pkcs11:object=a;pin-value=${pin}`,
    `pkcs11:object=a?pin-value=${pin} `,
    `pkcs11:object=a?pin-value=${pin}%zz`,
    `pkcs11:object=a?pin-value=${pin}%ff`,
    `pkcs11:object=a?pin-value=${pin}&pin-value=${pin}`,
    `pkcs11:object=a?pin-value=${pin}&pin-source=file:/${pin}`,
    `pkcs11:tokne=a?pin-value=${pin}`,
    `pkcs12:?pin-value=${pin}`,
    `pkcs11:?pin-value=${pin};x`,
  ])('without a word of its PIN: %#', (uri) => {
    const error = errorOf(uri);
    expect(error.code).toBe('INPUT_MALFORMED');
    expect(everythingOf(error)).not.toContain(pin);
  });
});
