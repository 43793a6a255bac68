// SPDX-License-Identifier: Apache-2.0
import type { Part } from '../../src/reading/part.js';
import type { TextContent } from '../../src/text/text-content.js';
import { readFile } from '../builders/read.js';

const partOf = (text: string | Uint8Array): Part => {
  const [part] = readFile(Buffer.from(text)).parts;
  if (part === undefined) throw new Error('no part');
  return part;
};
const textOf = (text: string | Uint8Array): TextContent => {
  const { content } = partOf(text);
  if (content?.kind !== 'text') throw new Error(`no text but ${content?.kind}`);
  return content;
};

describe('a text', () => {
  it('is kept whole where it is short', () => {
    expect(textOf('# Grüße\n\n😀 model\r\n')).toEqual({
      kind: 'text',
      text: '# Grüße\n\n😀 model\r\n',
      complete: true,
      longestLineBytes: 11,
      hidden: [],
    });
  });

  it('is kept with its first whole characters where it is long', () => {
    const { text, complete, longestLineBytes } = textOf(`x${'é'.repeat(200_000)}`);
    expect(text).toBe(`x${'é'.repeat(2047)}`);
    expect(complete).toBe(false);
    expect(longestLineBytes).toBe(400_001);
  });

  it('that is a card is kept whole up to four megabytes', () => {
    const card = `---\nlicense: mit\n---\n${'word '.repeat(100_000)}`;
    expect(textOf(card)).toMatchObject({ text: card, complete: true });
    expect(textOf(`\n${card}`)).toMatchObject({ complete: true });
    expect(textOf(card.slice(1))).toMatchObject({ complete: false });
    expect(textOf('---\n'.padEnd(4 * 1024 * 1024 + 1, 'x'))).toMatchObject({ complete: false });
  });

  it("is an interpreter's script as well", () => {
    expect(partOf('#!/bin/sh\nid\n')).toMatchObject({ format: 'script', uninspected: [], content: { kind: 'text' } });
  });

  it.each([
    ['a control character', 'a\0b'],
    ['an escape sequence of terminals', '\x1b[31m'],
    ['half a character at its end', Buffer.from('61e282', 'hex')],
    ['what is no UTF-8', Buffer.from('61ff62', 'hex')],
    ['UTF-16', Buffer.from('\ufefftext', 'utf16le')],
  ])('with %s is none', (_, bytes) => {
    expect(partOf(bytes)).toMatchObject({ format: 'unknown', uninspected: [{ reason: 'unrecognised' }] });
  });

  it('with a few control characters is none, and told with what it says', () => {
    const text = `# Model\n${'words '.repeat(100)}\u0007\n${'words '.repeat(100)}\x1b[31m`;
    expect(partOf(text)).toMatchObject({
      format: 'unknown',
      uninspected: [{ reason: 'unrecognised' }],
      content: { kind: 'text', text, complete: true, controls: 2 },
    });
  });

  it.each([
    ['many', `${'words '.repeat(10_000)}${'\u0007'.repeat(17)}`],
    ['too many for its length', 'few words\u0007\u0007'],
  ])('with %s control characters says nothing', (_, text) => {
    expect(partOf(text)).not.toHaveProperty('content');
  });

  it('with a pickle behind a control character is looked into all the same', () => {
    const text = `${'words '.repeat(100)}\u0007\ncos\nsystem\n(S'id'\ntR.`;
    const { parts } = readFile(Buffer.from(text));
    expect(parts.map(({ content }) => content?.kind)).toContain('pickle');
  });

  it('that ends as a script in other bytes is not explained', () => {
    expect(partOf('#!/bin/sh\n\0')).toMatchObject({
      format: 'script',
      uninspected: [{ reason: 'malformed', offset: 10 }],
    });
  });
});

describe('characters that are not seen', () => {
  it.each([
    ['a direction of writing', 'a\u202eb', 'bidi'],
    ['an isolated direction', 'a\u2066b', 'bidi'],
    ['a space without width', 'a\u200bb', 'zero-width'],
    ['a byte order mark within', 'a\ufeffb', 'zero-width'],
    ['a tag', 'a\u{e0041}b', 'tag'],
    ['a variation selector', 'a\u{e0100}b', 'variation'],
  ])('are told of: %s', (_, text, kind) => {
    expect(textOf(text).hidden).toEqual([{ kind, count: 1, offsets: [1] }]);
  });

  it('do not include a byte order mark at the beginning, nor what only looks alike', () => {
    expect(textOf('\ufeffa\u2028b\u00a0c\u{e01f0}').hidden).toEqual([]);
  });

  it('are counted, and the first ten placed', () => {
    const [hidden] = textOf('\u200d'.repeat(50)).hidden;
    expect(hidden?.count).toBe(50);
    expect(hidden?.offsets).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27]);
  });
});

describe('a pointer of Git LFS', () => {
  const oid = 'a'.repeat(64);
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 12345\n`;

  it('names a file that is elsewhere', () => {
    expect(textOf(pointer).lfsPointer).toEqual({ oid, sizeBytes: 12345 });
  });

  it.each([
    ['another version', pointer.replace('v1', 'v9')],
    ['no digest', pointer.replace(oid, 'abc')],
    ['no size', pointer.replace('12345', '1e9')],
    ['too much text', pointer + 'x'.repeat(1024)],
  ])('is none with %s', (_, text) => {
    expect(textOf(text).lfsPointer).toBeUndefined();
  });
});
