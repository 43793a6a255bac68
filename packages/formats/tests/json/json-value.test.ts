// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, memberOf, type JsonValue } from '../../src/index.js';

const object: JsonValue = {
  members: [
    ['a', 1],
    ['b', null],
    ['a', 2],
  ],
};

describe('memberOf', () => {
  it('gives the last of two members with one name, as Python does', () => {
    expect(memberOf(object, 'a')).toBe(2);
  });

  it('gives nothing for other names, whatever JavaScript has under them', () => {
    for (const name of ['c', 'members', 'toString', '__proto__']) expect(memberOf(object, name)).toBeUndefined();
  });

  it('gives nothing of what is no object', () => {
    for (const value of [undefined, null, 1, 'a', [1]]) expect(memberOf(value, 'length')).toBeUndefined();
  });
});

describe('isJsonObject', () => {
  it('tells objects from all else', () => {
    expect([object, { members: [] }].every(isJsonObject)).toBe(true);
    expect([undefined, null, 'members', [], 0, false].some(isJsonObject)).toBe(false);
  });
});
