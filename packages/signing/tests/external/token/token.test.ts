// SPDX-License-Identifier: Apache-2.0
import type { WantedKey } from '../../../src/external/pkcs11/configuration.js';
import { parsePkcs11Uri } from '../../../src/external/pkcs11/uri.js';
import { CKF } from '../../../src/external/token/constants.js';
import { Refusal } from '../../../src/external/token/refusal.js';
import { chooseToken, showToken, type Token } from '../../../src/external/token/token.js';

const tokenOf = (text: Partial<Token['text']>, slot = 1): Token => ({
  slot,
  flags: CKF.TOKEN_INITIALIZED,
  libraryVersion: '2.6',
  text: {
    token: 'one',
    manufacturer: 'ACME',
    serial: '01',
    model: 'v2',
    'library-manufacturer': 'L',
    'library-description': 'D',
    'slot-description': 'SD',
    'slot-manufacturer': 'SM',
    ...text,
  },
});
const one = tokenOf({});
const two = tokenOf({ token: 'two', serial: '02' }, 2);

/** What a URI asks for, as it reaches the process: through JSON. */
function wanted(uri: string): WantedKey {
  const { text, slotId, libraryVersion, id } = parsePkcs11Uri(uri);
  return JSON.parse(JSON.stringify({ text, slotId, libraryVersion, idHex: id?.toString('hex') })) as WantedKey;
}

function choose(tokens: readonly Token[], uri: string): Token | { word: string; message: string } {
  try {
    return chooseToken(tokens, wanted(uri));
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

describe('the token that a URI means', () => {
  it.each([
    'token=two',
    'serial=02',
    'slot-id=2',
    'token=two;manufacturer=ACME;model=v2;serial=02',
    'token=two;library-manufacturer=L;library-description=D;library-version=2.6',
    'token=two;slot-description=SD;slot-manufacturer=SM',
    'token=two%20%20',
  ])('is found by %s', (path) => {
    expect(choose([one, two], `pkcs11:${path}`)).toBe(two);
  });

  it('is the only one where nothing is said', () => {
    expect(choose([one], 'pkcs11:object=key')).toBe(one);
  });

  it('may have a slot of 64 bits', () => {
    const far = { ...two, slot: 2n ** 52n };
    expect(choose([one, far], `pkcs11:slot-id=${2 ** 52}`)).toBe(far);
  });

  it('means a library of version 2.0 by 2', () => {
    expect(choose([{ ...one, libraryVersion: '2.0' }], 'pkcs11:library-version=2')).toMatchObject({ slot: 1 });
    expect(choose([one], 'pkcs11:library-version=2')).toMatchObject({ word: 'key-not-found' });
  });

  it.each([
    'token=three',
    'token=ONE',
    'token=on',
    'token=',
    'serial=1',
    'slot-id=3',
    'manufacturer=X',
    'model=X',
    'library-manufacturer=X',
    'library-description=X',
    'library-version=3.0',
    'slot-description=X',
    'slot-manufacturer=X',
    'token=one;serial=02',
  ])('is not found by %s, and what is there is listed', (path) => {
    expect(choose([one, two], `pkcs11:${path}`)).toMatchObject({
      word: 'key-not-found',
      message: expect.stringContaining('token "one" (serial "01", slot-id 1), token "two" (serial "02", slot-id 2)'),
    });
  });

  it('is ambiguous among several that fit, even before the key is looked for', () => {
    const twin = tokenOf({ serial: '03' }, 3);
    expect(choose([one, two, twin], 'pkcs11:token=one')).toMatchObject({
      word: 'key-ambiguous',
      message: expect.stringContaining('fits 2 tokens: token "one" (serial "01", slot-id 1), token "one" (serial "03"'),
      hint: expect.stringContaining('serial='),
    });
    expect(choose([one, two], 'pkcs11:object=key')).toMatchObject({ word: 'key-ambiguous' });
  });

  it('is missing where there is none', () => {
    expect(choose([], 'pkcs11:token=one')).toMatchObject({ word: 'key-not-found', message: 'it has no token' });
  });

  it('is shown with what a terminal would obey escaped, and few of many', () => {
    expect(showToken(tokenOf({ token: '\u001b[31m"x"' }))).toContain('token "\\u001b[31m\\"x\\""');
    const many = Array.from({ length: 200 }, (_, i) => tokenOf({ token: `t${i}` }, i));
    expect(choose(many, 'pkcs11:token=x')).toMatchObject({ message: expect.stringMatching(/t9" .*and 190 more$/) });
  });
});
