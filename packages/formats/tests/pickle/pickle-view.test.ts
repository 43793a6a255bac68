// SPDX-License-Identifier: Apache-2.0
import { readParts, shownParts } from '../builders/read.js';

const formatsOf = (content: Buffer | string): readonly string[] => readParts(content).map(({ format }) => format);

describe('text that a loader of pickles would run', () => {
  it.each([
    ['by a name that is put together', Buffer.from("S'\\x6fs'\nVa b\nq\u0093(S'id'\ntR\nand then it is text\n")],
    ['by names with escapes', Buffer.from("S'\\x6fs'\nS'\\x73ystem'\nq\u0093(S'id'\ntR\nand then it is text\n")],
  ])('is a pickle: %s', (_, content) => {
    expect(formatsOf(content)).toContain('pickle');
  });

  it.each(['cat\ndog\nbird\n', 'conda\ninstall\n.env\n'])('is text where it only begins as one: %j', (content) => {
    expect(formatsOf(content)).toEqual(['text']);
  });
});

/** A pickle, a second one that breaks after so many bytes of an argument, and text. */
const broken = (bytes: number): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes);
  return Buffer.concat([Buffer.from('\x80\x03}.\x80\x03B', 'latin1'), length, Buffer.alloc(bytes), Buffer.from('t.')]);
};

describe('what follows a pickle and is none in the end', () => {
  it('is read by itself where it is still at hand', () => {
    expect(shownParts(broken(60_000))).toEqual(['. pickle trailing-bytes', '@4 pickle malformed (malformed)']);
  });

  it.each([65_525, 65_526, 65_527, 65_528, 65_529, 90_000])(
    'is read the same in chunks of any size where that is after %i bytes',
    (bytes) => {
      expect(shownParts(broken(bytes))[0]).toMatch(/^\. pickle trailing-bytes/);
    },
  );
});

describe('a pickle whose argument is longer than what is left of the file', () => {
  it.each([0, 18, 700])('lacks its end at the end of the file, in chunks of any size, %i bytes after it', (bytes) => {
    const content = Buffer.concat([
      Buffer.from('\x80\x02cos\nsystem\nX\xff\xff\x00\x00', 'latin1'),
      Buffer.alloc(bytes, 'q'),
    ]);
    const [part] = readParts(content);
    expect(part?.irregularities).toEqual([{ kind: 'truncated', offset: content.length }]);
    expect(part?.uninspected).toEqual([{ reason: 'missing', offset: content.length }]);
  });
});

describe('bytes that name a number of the extension registry', () => {
  it.each([
    ['a stream that says its protocol, and is cut short', '\x80\x02\x82\x05X\xff\xff\xff\x0f'],
    ['a whole stream', '\x82\x05.'],
    ['one that is called', '\x82\x05)RX\xff\xff\xff\x0f'],
  ])('are a pickle: %s', (_, text) => {
    expect(formatsOf(Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(40, 0x9d)]))).toContain('pickle');
  });

  it('are none by chance, as the numbers of tensors are', () => {
    const numbers = Buffer.concat([Buffer.from('\x82\x05X\xff\xff\xff\x0f', 'latin1'), Buffer.alloc(40, 0x9d)]);
    expect(formatsOf(numbers)).toEqual(['unknown']);
  });
});
