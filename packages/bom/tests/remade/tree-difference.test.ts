// SPDX-License-Identifier: Apache-2.0
import { treeDifference } from '../../src/remade/tree-difference.js';

const shown = (old: unknown, now: unknown): readonly object[] =>
  treeDifference(old, now).differences.map(({ pointer, said, found }) => ({ pointer, said, found }));

describe('two trees', () => {
  it.each<[string, unknown, unknown]>([
    ['whose members are in another order', { a: 1, b: [2] }, { b: [2], a: 1 }],
    ['whose items are in another order', [1, 2, { name: 'x' }], [{ name: 'x' }, 2, 1]],
    ['that have something twice', [1, 1], [1, 1]],
  ])('%s do not differ', (_, old, now) => {
    expect(shown(old, now)).toEqual([]);
  });

  it.each<[string, unknown, unknown, readonly object[]]>([
    ['a value', { a: { b: 1 } }, { a: { b: 2 } }, [{ pointer: '/a/b', said: 1, found: 2 }]],
    ['a type', { a: [1] }, { a: { 0: 1 } }, [{ pointer: '/a', said: [1], found: { 0: 1 } }]],
    ['a member that is gone', {}, { 'a/b': 1 }, [{ pointer: '/a~1b', said: undefined, found: 1 }]],
    [
      'an item of a ref',
      [{ ref: 'x', v: 1 }, { ref: 'y' }],
      [{ ref: 'y' }, { ref: 'x', v: 2 }],
      [{ pointer: '/0/v', said: 1, found: 2 }],
    ],
    [
      'an item of a name',
      [
        { name: 'x', value: 1 },
        { name: 'y', value: 1 },
      ],
      [
        { name: 'x', value: 2 },
        { name: 'y', value: 3 },
      ],
      [
        { pointer: '/0/value', said: 1, found: 2 },
        { pointer: '/1/value', said: 1, found: 3 },
      ],
    ],
    ['the one item that is left', [1, 'x'], ['y', 1], [{ pointer: '/1', said: 'x', found: 'y' }]],
    [
      'a ref that stands twice',
      [{ ref: 'x' }, { ref: 'x', v: 1 }],
      [{ ref: 'x' }],
      [{ pointer: '/1', said: { ref: 'x', v: 1 }, found: undefined }],
    ],
    ['how often something stands', [1, 1], [1], [{ pointer: '/1', said: 1, found: undefined }]],
  ])('differ in %s', (_, old, now, expected) => {
    expect(shown(old, now)).toEqual(expected);
  });

  it('say where the same things stand', () => {
    const { moved } = treeDifference({ a: [{ name: 'x' }, 1] }, { a: [1, { name: 'x' }] });
    expect([moved.get('/a/1'), moved.get('/a/0')]).toEqual(['/a/0', '/a/1']);
  });
});
