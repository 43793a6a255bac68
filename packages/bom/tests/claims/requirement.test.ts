// SPDX-License-Identifier: Apache-2.0
import { allows, parseRequirement, pinOf } from '../../src/claims/requirement.js';

describe('a requirement', () => {
  it.each([
    ['a==1.2', '1.2.0', true],
    ['a==1.2', '1.2.1', false],
    ['a===1.2', '1.2', true],
    ['a==1.2.*', '1.2.9', true],
    ['a==1.2.*', '1.3', false],
    ['a=1.2', '1.2.9', true],
    ['a=1.2=py310_0', '1.2', true],
    ['a~=1.4.2', '1.4.9', true],
    ['a~=1.4.2', '1.5.0', false],
    ['a~=1.4.2', '1.4.1', false],
    ['a>=1.2,<2', '1.10', true],
    ['a>=1.2,<2', '2.0', false],
    ['a>1', '1.0', false],
    ['a<=1', '1.0', true],
    ['a!=1.5', '1.5', false],
    ['a==1.2', '1.2+cu121', true],
    ['A_b[x,y] >= 1', '2', true],
    ['a', '1', true],
  ])('%s holds for %s: %s', (text, version, expected) => {
    const requirement = parseRequirement(text);
    expect(requirement && allows(requirement, version)).toBe(expected);
  });

  it.each(['', '-r x.txt', 'a @ https://example.org/a.whl', 'git+https://example.org/a', 'a==', "a==1; x=='y'", '==1'])(
    'is not %j',
    (text) => {
      expect(parseRequirement(text)).toBeUndefined();
    },
  );

  it('is too long to be one', () => {
    expect(parseRequirement(`a==${'1.'.repeat(200_000)}1`)).toBeUndefined();
  });

  it.each([
    ['a==1.2', '1.2'],
    ['a==1.*', undefined],
    ['a>=1', undefined],
    ['a==1,<2', undefined],
    ['a', undefined],
  ])('%s pins %s', (text, version) => {
    const requirement = parseRequirement(text);
    expect(requirement && pinOf(requirement)).toBe(version);
  });
});
