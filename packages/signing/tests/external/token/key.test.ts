// SPDX-License-Identifier: Apache-2.0
import type { WantedKey } from '../../../src/external/pkcs11/configuration.js';
import { CKF, CKK } from '../../../src/external/token/constants.js';
import { chooseKey, type TokenKey } from '../../../src/external/token/key.js';
import { Refusal } from '../../../src/external/token/refusal.js';
import type { Token } from '../../../src/external/token/token.js';

const token = { slot: 1, flags: CKF.LOGIN_REQUIRED, text: { token: 'one', serial: '01' } } as unknown as Token;
const keyOf = (change: Partial<TokenKey>): TokenKey => ({
  object: 1,
  label: 'release',
  id: Buffer.from([1]),
  type: CKK.EC,
  maySign: true,
  alwaysAuthenticate: false,
  ...change,
});
const first = keyOf({});
const second = keyOf({ label: 'old', id: Buffer.from([2, 0xff]) });

function choose(keys: readonly TokenKey[], object?: string, idHex?: string, where = token): unknown {
  const wanted: WantedKey = { text: { object }, idHex, slotId: undefined, libraryVersion: undefined };
  try {
    return chooseKey(keys, wanted, where);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

describe('the key that a URI means', () => {
  it('is found by its label, its id, both, or as the only one', () => {
    expect(choose([first, second], 'old')).toBe(second);
    expect(choose([first, second], undefined, '02ff')).toBe(second);
    expect(choose([first, second], 'old', '02ff')).toBe(second);
    expect(choose([first])).toBe(first);
  });

  it.each([
    ['another label', 'x', undefined],
    ['another id', undefined, '02'],
    ['no id', undefined, ''],
    ['a label of one and an id of another', 'release', '02ff'],
    ['a label in capitals', 'RELEASE', undefined],
  ])('is not found by %s, and what is there is listed', (_, object, idHex) => {
    expect(choose([first, second], object, idHex)).toMatchObject({
      word: 'key-not-found',
      message: expect.stringContaining('slot-id 1) has "release" (id 01, EC), "old" (id 02ff, EC)'),
      hint: undefined,
    });
  });

  it('is hidden, perhaps, in a token that wants a PIN and shows none', () => {
    expect(choose([], 'release')).toMatchObject({ word: 'key-not-found', hint: expect.stringContaining('PIN') });
    expect(choose([], 'release', undefined, { ...token, flags: 0 })).toMatchObject({ hint: undefined });
  });

  it('is ambiguous among several', () => {
    const twin = keyOf({ id: Buffer.alloc(0), type: CKK.RSA });
    expect(choose([first, twin], 'release')).toMatchObject({
      word: 'key-ambiguous',
      message: 'the URI fits 2 keys of the token: "release" (id 01, EC), "release" (id none, RSA)',
    });
  });

  it.each([CKK.RSA, 1, undefined])('is unusable where its type is %s', (type) => {
    expect(choose([keyOf({ type })])).toMatchObject({ word: 'key-unusable' });
  });

  it('is unusable where it may not sign', () => {
    expect(choose([keyOf({ maySign: false })])).toMatchObject({
      word: 'key-unusable',
      message: expect.stringContaining('may not sign'),
    });
  });

  it('may be on an Edwards curve', () => {
    expect(choose([keyOf({ type: CKK.EC_EDWARDS })])).toMatchObject({ type: CKK.EC_EDWARDS });
  });
});
