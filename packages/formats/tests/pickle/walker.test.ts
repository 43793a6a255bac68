// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { PICKLE_OPCODES } from '../../src/pickle/opcodes.js';
import { isPickle } from '../../src/pickle/judge.js';
import { PickleWalker } from '../../src/pickle/walker.js';
import { PICKLES, latin } from '../builders/pickles.js';

function walk(bytes: Buffer, chunkBytes = 1024): PickleWalker {
  const walker = new PickleWalker(bytes.length);
  for (let at = 0; at < bytes.length; at += chunkBytes) walker.push(bytes.subarray(at, at + chunkBytes));
  return walker;
}

describe('PickleWalker', () => {
  it('knows the 68 opcodes of protocol 5', () => {
    expect(PICKLE_OPCODES.filter((opcode) => opcode !== undefined)).toHaveLength(68);
  });

  it('walks the same however the bytes are cut', () => {
    for (const bytes of Object.values(PICKLES)) {
      for (const chunkBytes of [1, 2, 3, 5]) expect(walk(bytes, chunkBytes).trace).toEqual(walk(bytes).trace);
    }
  });

  it('survives any bytes', () => {
    const opcodes = PICKLE_OPCODES.flatMap((opcode, code) => (opcode ? [code] : []));
    const bytes = fc.array(fc.oneof(fc.constantFrom(...opcodes), fc.integer({ min: 0, max: 255 })), { maxLength: 300 });
    fc.assert(
      fc.property(bytes, (list) => {
        const buffer = Buffer.from(list);
        expect(walk(buffer, 3).trace).toEqual(walk(buffer).trace);
      }),
    );
  });

  it.each<[string, string]>([
    ['TUPLE without a mark', ']t'],
    ['REDUCE of one item', 'NR'],
    ['STOP of an empty stack', '.'],
    ['POP of an empty stack', '0'],
    ['APPENDS to nothing', '(e'],
    ['PROTO 6', '\x80\x06'],
    ['an integer that is none', 'Ifoo\n'],
    ['a float that is none', 'Ffoo\n'],
    ['a string without quotes', 'Sfoo\n'],
    ['a GET without a number', 'gx\n'],
    ['a GLOBAL without a module', 'c\nname\n'],
    ['a text longer than the file', 'X\xff\xff\x00\x00abc'],
    ['a length that is negative', 'T\xff\xff\xff\xffabc'],
    ['a length of 2^63', '\x8e\0\0\0\0\0\0\0\x80abc'],
    ['no opcode', '\x00'],
  ])('stops at %s', (_, text) => {
    expect(walk(latin(text)).trace.broken).toBe(true);
  });

  it('stops caring once it is settled, however long the pickle', () => {
    const walker = walk(Buffer.concat([latin('\x80\x02'), Buffer.alloc(1000, 'N')]));
    expect(walker.alive).toBe(false);
    expect(walker.trace.ops).toBe(64);
  });

  it('takes bytes with more marks than it follows for a pickle', () => {
    const walker = walk(Buffer.alloc(200_000, '('));
    expect(walker.overflowed).toBe(true);
    expect(isPickle(walker, 'text')).toBe(true);
  });
});
