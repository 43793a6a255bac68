// SPDX-License-Identifier: Apache-2.0
import type { JsonContent } from '../../src/json/json-content.js';
import type { JsonObject } from '../../src/json/json-value.js';
import type { Part } from '../../src/reading/part.js';
import { readFile } from '../builders/read.js';

const partOf = (text: string | Uint8Array): Part => {
  const [part] = readFile(Buffer.from(text)).parts;
  if (part === undefined) throw new Error('no part');
  return part;
};
const jsonOf = (text: string | Uint8Array): JsonContent => {
  const { content } = partOf(text);
  if (content?.kind !== 'json') throw new Error(`no JSON but ${content?.kind}`);
  return content;
};
const irregularitiesOf = (text: string | Uint8Array): string[] =>
  partOf(text).irregularities.map(({ kind, offset, detail }) => `${kind} ${offset} ${detail}`);

/** Many members that nobody asks for. */
const filler = (count: number): string => Array.from({ length: count }, (_, i) => `"word ${i}": ${i}`).join(', ');

describe('a small JSON document', () => {
  it('is kept whole, with its members in order', () => {
    expect(jsonOf(' {"b": [1, -2.5e3, "x"], "a": {"n": null, "t": true, "f": false}}\n')).toEqual({
      kind: 'json',
      value: {
        members: [
          ['b', [1, -2500, 'x']],
          [
            'a',
            {
              members: [
                ['n', null],
                ['t', true],
                ['f', false],
              ],
            },
          ],
        ],
      },
      kept: [],
      complete: true,
    });
  });

  it('may have names that JavaScript knows', () => {
    expect(jsonOf('{"__proto__": {"constructor": 1}}').value).toEqual({
      members: [['__proto__', { members: [['constructor', 1]] }]],
    });
  });

  it('is explained to its last byte', () => {
    expect(readFile('[]')).toMatchObject({ inspectedBytes: 2, parts: [{ format: 'json', irregularities: [] }] });
  });

  it('keeps both of two members with one name, and tells of them', () => {
    const text = '{"a": {"auto_map": 1, "\\u0061uto_map": 2}}';
    expect(jsonOf(text).kept.map(({ value }) => value)).toEqual([1, 2]);
    expect(irregularitiesOf(text)).toEqual(['duplicate-name 22 /a/auto_map']);
  });

  it('tells of a name that comes twice among many', () => {
    expect(irregularitiesOf(`{${filler(50)}, "word 7": 0}`)).toEqual([
      expect.stringMatching(/^duplicate-name \d+ \/word 7$/),
    ]);
  });

  it('may use a name again in another object', () => {
    expect(irregularitiesOf('[{"a": 1}, {"a": 1, "b": {"a": 1}}]')).toEqual([]);
  });
});

describe('values under names that tell of code', () => {
  it('are kept with where they stand', () => {
    const text = '{"x/y": [{"auto_map": {"AutoModel": "m--a.B"}}], "_attn_implementation_internal": "a/b"}';
    expect(jsonOf(text).kept).toEqual([
      { pointer: '/x~1y/0/auto_map', value: { members: [['AutoModel', 'm--a.B']] } },
      { pointer: '/_attn_implementation_internal', value: 'a/b' },
    ]);
  });

  it('are kept of a document that is too large to keep', () => {
    const content = jsonOf(
      `{${filler(60_000)}, "chat_template": [{"template": "{{ x }}"}], "trust_remote_code": true}`,
    );
    expect(content).toEqual({
      kind: 'json',
      kept: [
        { pointer: '/chat_template', value: [{ members: [['template', '{{ x }}']] }] },
        { pointer: '/trust_remote_code', value: true },
      ],
      facts: [],
      complete: true,
    });
  });

  it('that are too large are told of, and those within them are kept', () => {
    const text = `{"module": {"a": "${'x'.repeat(1_100_000)}", "auto_map": "y"}}`;
    expect(jsonOf(text)).toEqual({
      kind: 'json',
      kept: [{ pointer: '/module' }, { pointer: '/module/auto_map', value: 'y' }],
      facts: [],
      complete: false,
    });
    expect(irregularitiesOf(text)).toEqual([expect.stringContaining('too-many')]);
    expect(partOf(text).uninspected).toMatchObject([{ offset: 0, sizeBytes: 0, reason: 'too-large' }]);
  });

  it('may be the 140,000 tensors of a large model', () => {
    const entry = (i: number): string =>
      `"model.layers.${i % 61}.mlp.experts.${i}.down_proj.weight_scale_inv": "model-00010-of-00061.safetensors"`;
    const entries = Array.from({ length: 140_000 }, (_, i) => entry(i)).join(', ');
    const { kept, complete } = jsonOf(`{"weight_map": {${entries}}}`);
    expect(complete).toBe(true);
    expect((kept[0]?.value as JsonObject).members).toHaveLength(140_000);
  });

  it('are not kept without end', () => {
    const content = jsonOf(`[${'{"module": 1},'.repeat(10_001)} {"auto_map": 1}]`);
    expect(content.kept).toHaveLength(10_000);
    expect(content.complete).toBe(false);
  });
});

describe('what readers take differently', () => {
  it.each([
    ['[NaN, -Infinity]', ['bad-value 1 NaN', 'bad-value 6 -Infinity']],
    ['\ufeff{}', ['byte-order-mark 0 UTF-8']],
    ['["\\ud800"]', ['bad-value 1 half of a surrogate pair']],
    ['["\\udc00\\ud800"]', ['bad-value 1 half of a surrogate pair']],
    ['["\\ud83d x \\ude00"]', ['bad-value 1 half of a surrogate pair']],
    ['["\\ud83d\\ude00"]', []],
  ])('%s is read, and told of', (text, told) => {
    expect(partOf(text).format).toBe('json');
    expect(irregularitiesOf(text)).toEqual(told);
  });

  it('does not hide another irregularity however often it comes', () => {
    const told = irregularitiesOf(`{"a": [${'NaN, '.repeat(500)} 0], "b": 1, "b": 2}`);
    expect(told).toHaveLength(21);
    expect(told.at(-1)).toMatch(/^duplicate-name \d+ \/b$/);
  });

  it.each([
    ['513 levels', `${'['.repeat(513)}${']'.repeat(513)}`],
    ['a number of 1,001 digits', `[1${'0'.repeat(1000)}]`],
    ['a name of 65,537 bytes', `{"${'n'.repeat(65_537)}": 1}`],
  ])('%s are JSON that was not followed to its end', (_, text) => {
    const part = partOf(text);
    expect(part).toMatchObject({ format: 'json', irregularities: [{ kind: 'too-many' }] });
    expect(part.uninspected).toEqual([{ offset: part.irregularities[0]?.offset, reason: 'too-large' }]);
  });

  it('follows 512 levels, a number of 1,000 digits and a name of 65,536 bytes', () => {
    expect(irregularitiesOf(`${'['.repeat(512)}${']'.repeat(512)}`)).toEqual([]);
    expect(irregularitiesOf(`{"${'n'.repeat(65_536)}": ${'1'.repeat(1000)}}`)).toEqual([]);
  });
});

describe('what is no JSON object or array', () => {
  it.each([
    ['1'],
    ['"a"'],
    ['true'],
    ['[1,]'],
    ['[,1]'],
    ['{"a": 1,}'],
    ['{"a" 1}'],
    ['{"a": 1 "b": 2}'],
    ['{1: 2}'],
    ["{'a': 1}"],
    ['[01]'],
    ['[1.]'],
    ['[.5]'],
    ['[+1]'],
    ['[-]'],
    ['[1e]'],
    ['[nul]'],
    ['[True]'],
    ['[-NaN]'],
    ['[1 2]'],
    ['["\\x41"]'],
    ['["\\u00g0"]'],
    ['["a\nb"]'],
    ['[1}'],
    ['{]'],
    ['['],
    ['["a'],
    ['{"a":'],
    ['// comment\n{}'],
    ['{} // comment'],
    ['{"a": 1}\n{"a": 2}\n'],
    ['[1] and more'],
  ])('%j is text', (text) => {
    expect(partOf(text).format).toBe('text');
  });

  it.each([
    ['a broken character', Buffer.from('7b2261223a22ff227d', 'hex')],
    ['half of a surrogate pair in UTF-8', Buffer.from('5b22eda08022 5d'.replace(' ', ''), 'hex')],
    ['an overlong character', Buffer.from('5b22c0af225d', 'hex')],
    ['a broken character between values', Buffer.from('5b31e2285d', 'hex')],
    ['UTF-16', Buffer.from('\ufeff{}', 'utf16le')],
  ])('with %s is not recognised', (_, bytes) => {
    expect(partOf(bytes)).toMatchObject({ format: 'unknown', uninspected: [{ reason: 'unrecognised' }] });
  });
});

describe('bytes after a JSON document', () => {
  it('are a part of their own where they are no text', () => {
    const { parts } = readFile(
      Buffer.concat([Buffer.from('{"a": 1}  \n'), Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0')]),
    );
    expect(parts.map(({ path, format }) => `${path.join('!')} ${format}`)).toEqual([' json', '@11 unknown']);
    expect(parts[0]?.irregularities).toEqual([
      { kind: 'trailing-bytes', offset: 11, detail: 'after the JSON document' },
    ]);
    expect(parts[1]?.fileOffset).toBe(11);
  });

  it('are one even where they begin as text does, or with half a character', () => {
    expect(readFile('{} text, and then \0').parts).toHaveLength(2);
    expect(readFile(Buffer.from('7b7de2', 'hex')).parts).toHaveLength(2);
  });

  it('are told as not inspected where too many of them were text', () => {
    const { parts } = readFile(`{} ${'x'.repeat(70_000)}\0`);
    expect(parts).toMatchObject([{ format: 'json', uninspected: [{ offset: 3, reason: 'malformed' }] }]);
  });

  it.each([65_535, 65_536, 65_537])('are read the same in chunks of any size where %i of them were text', (chars) => {
    expect(readFile(`{} ${'x'.repeat(chars)}\0`).parts[0]?.format).toBe('json');
  });
});
