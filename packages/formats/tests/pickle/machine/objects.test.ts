// SPDX-License-Identifier: Apache-2.0
// What a pickle may do to objects of classes that are allowed.
import { follow, imported, odditiesIn, text, uint32 } from './streams.js';

const DTYPE = imported('numpy', 'dtype');
const dtype = (code: string): string => `${DTYPE}${text(code)}\x89\x88\x87R`;
const number = (value: number): string => `J${uint32(value)}`;
/** The state of a structured type, as numpy pickles it. */
const state = (fields: string, flags: number): string =>
  `(${number(3)}${text('|')}N(${text('a')}t}(${fields}u${number(8)}${number(1)}${number(flags)}t`;
const fieldOf = (type: string): string => `${text('a')}${type}${number(0)}\x86`;
const structured = (fields: string, flags: number): string => `${dtype('V8')}${state(fields, flags)}b`;
const kinds = (pickle: string): readonly string[] => odditiesIn(follow(`\x80\x04${pickle}.`));

describe('a type of numpy', () => {
  it.each<[string, string]>([
    ['of numbers', structured(fieldOf(dtype('f8')), 0)],
    ['of objects, and says so', structured(fieldOf(dtype('O8')), 63)],
    ['of one object', dtype('O8')],
  ])('is as numpy writes it: %s', (_, pickle) => {
    expect(kinds(pickle)).toEqual([]);
  });

  it.each<[string, string]>([
    ['has objects and says that it has none', structured(fieldOf(dtype('O8')), 0)],
    ['has them within', structured(fieldOf(structured(fieldOf(dtype('O8')), 63)), 0)],
    [
      'has more fields than are looked at',
      structured(Array.from({ length: 70 }, (_, i) => `${text(`f${i}`)}${dtype('f8')}${number(0)}\x86`).join(''), 0),
    ],
    ['has them under a name that is no word', structured(`${text('a b')}${dtype('O8')}${number(0)}\x86`, 0)],
    ['does not say', `${dtype('V8')}${state(fieldOf(dtype('O8')), 0).replace(number(0) + 't', 'Nt')}b`],
  ])('is forged where it %s', (_, pickle) => {
    expect(kinds(pickle)).toContain('forged-type');
  });
});

describe('a state', () => {
  const OBJECT = `${imported('m', 'C')})\x81`;
  const SYSTEM = imported('os', 'system');

  it.each<[string, string]>([
    ['a function under a name that opcodes call', `${OBJECT}}(${text('append')}${SYSTEM}ub`],
    ['one by one', `${OBJECT}}${text('__setstate__')}${SYSTEM}sb`],
    ['in the second half', `${OBJECT}N}(${text('extend')}${SYSTEM}u\x86b`],
    ['what a call gave', `${OBJECT}}(${text('add')}${SYSTEM})Rub`],
    ['it by a name with escapes', `${OBJECT}(S'\\x61ppen\\144'\n${SYSTEM}db`],
    ['it by a name that a call gives', `${OBJECT}(${imported('builtins', 'str')}${text('append')}\x85R${SYSTEM}db`],
    ['it in what a call gave', `${OBJECT}${imported('collections', 'OrderedDict')})R${text('append')}${SYSTEM}sb`],
  ])('plants %s', (_, pickle) => {
    expect(kinds(pickle)).toContain('planted-attribute');
  });

  it.each<[string, string]>([
    ['data under such a name', `${OBJECT}}(${text('append')}K\x01ub`],
    ['a function under another one', `${OBJECT}}(${text('func')}${SYSTEM}ub`],
    ['nothing where it is no state', `}(${text('append')}${SYSTEM}u`],
  ])('may have %s', (_, pickle) => {
    expect(kinds(pickle)).toEqual([]);
  });
});
