// SPDX-License-Identifier: Apache-2.0
import { linesOf } from '../builders/lines.js';
import { makeNpy } from '../builders/models.js';
import { PICKLES, latin } from '../builders/pickles.js';
import { readFile, readParts } from '../builders/read.js';

const CALLS = PICKLES['protocol 2, calls']!;
const headerOf = (descr: string, shape: string): string =>
  `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }`;
const own = (header: string, data: Buffer): string => linesOf(makeNpy(header, data))[0] ?? '';

describe('a NumPy array', () => {
  it('is read to its last byte', () => {
    const bytes = makeNpy(headerOf("'<f8'", '(2, 3)'), Buffer.alloc(48));
    expect(linesOf(bytes)).toEqual([`:npy:${bytes.length}`]);
    expect(readFile(bytes).inspectedBytes).toBe(bytes.length);
    expect(readParts(bytes)[0]?.content).toEqual({
      kind: 'npy',
      version: '1.0',
      shape: [2, 3],
      itemBytes: 8,
      fortranOrder: false,
      hasObjects: false,
    });
  });

  it.each([2, 3])('may be of version %i', (version) => {
    const text = Buffer.from(`${headerOf("[('größe', '<i4')]", '(2,)')}\n`, version === 3 ? 'utf8' : 'latin1');
    const length = Buffer.alloc(4);
    length.writeUInt32LE(text.length);
    const bytes = Buffer.concat([latin('\x93NUMPY'), Buffer.from([version, 0]), length, text, Buffer.alloc(8)]);
    expect(linesOf(bytes)).toEqual([`:npy:${bytes.length}`]);
  });

  it.each([
    ["'|b1'", '(5,)', 5],
    ["'|V3'", '(2,)', 6],
    ["'<U4'", '(2,)', 32],
    ["'|S4'", '(2,)', 8],
    ["'<c16'", '()', 16],
    ["'<M8[ns]'", '(2,)', 16],
    ["'f4'", '(0, 9)', 0],
    ["'<f8'", '(2L, 3L)', 48],
    ["[('a', '<f8'), ('', '|V4'), ('b', '<i4')]", '(2,)', 32],
    ["[('a', [('x', '|u1'), (('title', 'y'), '<f4', (2, 2))])]", '(3,)', 51],
    ["('<f4', (2,))", '(3,)', 24],
  ])('of %s and shape %s has %d bytes', (descr, shape, dataBytes) => {
    const header = headerOf(descr, shape);
    expect(own(header, Buffer.alloc(dataBytes))).toMatch(/^:npy:\d+$/);
    expect(own(header, Buffer.alloc(dataBytes + 1))).toContain('trailing-bytes@');
    if (dataBytes > 0) expect(own(header, Buffer.alloc(dataBytes - 1))).toContain('truncated@');
  });

  it.each(["'|O'", "'O'", "'|O8'", "[('a', '<f8'), ('b', '|O')]", "('|O', (2,))"])('of %s is a pickle', (descr) => {
    const bytes = makeNpy(headerOf(descr, '(1,)'), CALLS);
    const at = bytes.length - CALLS.length;
    expect(linesOf(bytes)).toEqual([`:npy:${bytes.length}`, `@${at}:pickle:${CALLS.length}`]);
    expect(readParts(bytes)[0]?.content).toMatchObject({ hasObjects: true });
  });

  it.each([
    ["'object'", '(1,)'],
    ["'|O' ''", '(1,)'],
    ["'\\x4f'", '(1,)'],
    ["'<f8'", '(-1,)'],
    ["'<f8'", '[1]'],
    ["'<f8'", `(${'1,'.repeat(65)})`],
    ["'<f8'", '(99999999999999999999, 2)'],
    ["('<f8', (2,), 3)", '(1,)'],
    ["[('a',)]", '(1,)'],
    ["['<f8']", '(1,)'],
    ['{}', '(1,)'],
    [`[${"('a','<f8'),".repeat(4097)}]`, '(1,)'],
  ])('of %.40s and shape %.40s is not understood, and what follows is read as what it looks like', (descr, shape) => {
    const [line = '', ...others] = linesOf(makeNpy(headerOf(descr, shape), CALLS));
    expect(line).toContain('malformed@0 header of a NumPy array: ');
    expect(others).toEqual([expect.stringMatching(/^@\d+:pickle:31$/)]);
  });

  it.each([
    ["{'descr': '<f8', 'descr': '|O', 'fortran_order': False, 'shape': ()}", 'duplicate-name@0 descr in the header'],
    ["{'descr': '<f8', 'fortran_order': False, 'shape': (), 'x': 1}", 'bad-value@0 x in the header'],
    ["{'descr': '<f8', 'fortran_order': 1, 'shape': ()}", 'bad-value@0 fortran_order is neither True nor False'],
    ["{'descr': '<f8', 'shape': ()}", 'bad-value@0 fortran_order'],
    ["{'fortran_order': False, 'shape': ()}", 'malformed@0 header'],
    [`${headerOf("'<f8'", '()')}${' '.repeat(10_000)}`, 'too-many@0 characters in the header'],
    ['[1]', 'malformed@0 header of a NumPy array: no dictionary'],
    ['{1: 2}', 'malformed@0 header of a NumPy array: a key that is no text'],
  ])('tells of the header %.70s', (header, told) => {
    expect(own(header, Buffer.alloc(8))).toContain(told);
  });

  it('is not read where its version is none, or its header too long', () => {
    expect(linesOf(latin('\x93NUMPY\x04\0\x10\0{}'))[0]).toContain('malformed@0');
    expect(linesOf(latin('\x93NUMPY\x02\0\xff\xff\xff\x7f{}'))[0]).toContain('malformed@0 a header of');
    expect(linesOf(latin('\x93NUMPY\x01\0\xff\x00{}'))[0]).toContain('truncated@');
  });
});
