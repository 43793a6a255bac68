// SPDX-License-Identifier: Apache-2.0
import { readParts } from '../builders/read.js';

const formatsOf = (content: Buffer | string): readonly string[] => readParts(content).map(({ format }) => format);

describe('text that a loader of pickles would run', () => {
  it.each([
    ['by a name that is put together', Buffer.from("S'\\x6fs'\nVa b\nq\u0093(S'id'\ntR\nand then it is text\n")],
    ['by names with escapes', Buffer.from("S'\\x6fs'\nS'\\x73ystem'\nq\u0093(S'id'\ntR\nand then it is text\n")],
    ['by what it imports alone', 'cevil\nx\n.\nand then it is text\n'],
  ])('is a pickle: %s', (_, content) => {
    expect(formatsOf(content)).toContain('pickle');
  });

  it('is text where it only begins as one', () => {
    expect(formatsOf('cat\ndog\nbird\n')).toEqual(['text']);
  });
});
