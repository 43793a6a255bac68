// SPDX-License-Identifier: Apache-2.0
import { JsonParser } from '../../src/json/json-parser.js';
import type { JsonVisitor } from '../../src/json/json-visitor.js';
import { CutShort } from '../../src/reading/byte-stream.js';
import { Malformed } from '../../src/reading/drive.js';

/** Parses a text in chunks and gives what a visitor was told, and how it ended. */
function told(input: string | Buffer, { wantedBytes = 100, chunkBytes = Infinity, offset = 0 } = {}): string[] {
  const bytes = Buffer.from(input as string);
  const events: string[] = [];
  const visitor: JsonVisitor = {
    wantedBytes,
    begin: (kind) => events.push(kind),
    end: () => events.push('end'),
    name: (name, pointer) => events.push(`${JSON.stringify(name)} at ${pointer()}`),
    string: (value) => events.push(`string ${value === undefined ? 'too long' : JSON.stringify(value)}`),
    number: (text) => events.push(`number ${text}`),
    literal: (value) => events.push(String(value)),
    irregular: (kind, at, detail) => events.push(`${kind} ${at} ${detail}`),
  };
  const parser = new JsonParser(visitor, offset);
  let readBytes = 0;
  try {
    for (let at = 0; at < bytes.length && !parser.isDone(); at += chunkBytes) {
      readBytes += parser.write(bytes.subarray(at, at + chunkBytes));
    }
    parser.end();
    events.push(`${readBytes} bytes`);
  } catch (error) {
    if (error instanceof Malformed || error instanceof CutShort) events.push(`${error.name} ${error.offset}`);
    else throw error;
  }
  return events;
}

describe('the pieces of a text', () => {
  const text = '{"a\\n": [1, -2.5e3, "é\\u0041"], "b": {"c": null}, "d": [[true], false]} more';

  it('are told in order, with where each value is', () => {
    expect(told(text)).toEqual([
      'object',
      '"a\\n" at /a\n',
      'array',
      'number 1',
      'number -2.5e3',
      'string "éA"',
      'end',
      '"b" at /b',
      'object',
      '"c" at /b/c',
      'null',
      'end',
      '"d" at /d',
      'array',
      'array',
      'true',
      'end',
      'false',
      'end',
      'end',
      `${Buffer.byteLength(text) - 5} bytes`,
    ]);
  });

  it('are the same in chunks of any size', () => {
    for (const chunkBytes of [1, 2, 3, 5, 7, 20]) expect(told(text, { chunkBytes })).toEqual(told(text));
  });

  it('are names and brackets alone where nothing else is wanted', () => {
    expect(told('{"a": ["x", 1, 0, null, 1.5]}', { wantedBytes: 0 })).toEqual([
      'object',
      '"a" at /a',
      'array',
      'end',
      'end',
      '29 bytes',
    ]);
  });

  it('may be a number that only the end of the text ends', () => {
    expect(told('12', { chunkBytes: 1 })).toEqual(['number 12', '2 bytes']);
  });

  it('are too long where they are longer than is wanted, as they are written', () => {
    expect(told('["abcd", "abc", "\\u0061"]', { wantedBytes: 3 })).toEqual([
      'array',
      'string too long',
      'string "abc"',
      'string too long',
      'end',
      '25 bytes',
    ]);
  });
});

describe('what is wrong', () => {
  it.each([
    ['[1,]', 3],
    ['[1 2]', 3],
    ['[01]', 1],
    ['{"a":1,}', 7],
    ['["\\x"]', 3],
    ['["\\u12g4"]', 6],
    ['["a\tb"]', 3],
    [Buffer.from('5b2261ff225d', 'hex'), 3],
    [Buffer.from('5b2261e282225d', 'hex'), 3],
  ])('%j is told with its place, whatever the chunks are', (text, offset) => {
    for (const chunkBytes of [1, 2, 3, Infinity]) {
      expect(told(text, { chunkBytes }).at(-1)).toBe(`Error ${offset}`);
      expect(told(text, { chunkBytes, offset: 8 }).at(-1)).toBe(`Error ${offset + 8}`);
    }
  });

  it.each(['', ' ', '[', '["a', '{"a"', '[1', '["\\', '["\\u00', '[tru'])('%j ends too early', (text) => {
    for (const chunkBytes of [1, Infinity]) expect(told(text, { chunkBytes }).at(-1)).toMatch(/^Error \d+$/);
  });

  it('does not include numbers and strings without being wanted', () => {
    for (const text of ['[01]', '[1.]', '["\\x"]', '[nul]', '[--1]', '[1e5.5]', '[00000000000000000000]']) {
      expect(told(text, { wantedBytes: 0 }).at(-1)).toMatch(/^Error/);
    }
  });
});
