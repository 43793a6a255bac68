// SPDX-License-Identifier: Apache-2.0
import { makeNpy } from '../builders/models.js';
import { shown } from '../builders/recognise.js';

const header = (descr: string): string => `{'descr': ${descr}, 'fortran_order': False, 'shape': (3,), }`;

describe('NumPy arrays that hold numbers', () => {
  it.each([
    "'<f4'",
    "'|b1'",
    "'<M8[ns]'",
    "'<U12'",
    "[('a', '<f8'), ('b', '<i4', (2,))]",
    "[('Ohm', '<f8'), ('Object_ID', '<i4')]",
    "('<f8', (2, 2))",
    '"<f8"',
  ])('of dtype %s are arrays', (descr) => {
    expect(shown(makeNpy(header(descr)))).toBe('npy');
  });
});

describe('NumPy arrays whose loading may unpickle', () => {
  it.each([
    "'|O'",
    "'O'",
    "'=O8'",
    "'object'",
    "'<f8,O'",
    "[('a', '<f8'), ('b', '|O')]",
    "[('a', [('b', '|O')])]",
    "[('a', ('O', (2,)))]",
    "('O', (2,))",
    "[(('title', 'name'), 'O')]",
    '"O"',
    "'\\x4f'",
    "'' 'O'",
    "'<' 'f8'",
    "b'O'",
    'chr(79)',
  ])('of dtype %s contain pickle', (descr) => {
    expect(shown(makeNpy(header(descr)))).toBe('npy+pickle');
  });

  it.each<[string, Buffer]>([
    ['no header', Buffer.from('934e554d50590100', 'hex')],
    ['a version that does not exist', Buffer.from('934e554d50590900100000', 'hex')],
    ['a header that breaks off', makeNpy(header("'<f8'")).subarray(0, 40)],
    ['a header without descr', makeNpy("{'shape': (3,), }")],
    ['a header that is no dictionary', makeNpy("['descr']")],
  ])('with %s contain pickle', (_, bytes) => {
    expect(shown(bytes)).toBe('npy+pickle');
  });
});
