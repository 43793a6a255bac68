// SPDX-License-Identifier: Apache-2.0
import type { PickleMachine } from './machine.js';
import { nameOfLine, quotedText, rawUnicodeEscape, textValue } from './names.js';
import { isLineArgument } from '../lines.js';
import type { PickleArgument } from '../opcodes.js';
import { DATA, Dict, Import, TEXT, type Value } from './values.js';

/** Runs an opcode. Its argument is `[start, end)` of the bytes; of two lines, both with what ends them. */
export type Run = (machine: PickleMachine, bytes: Buffer, start: number, end: number) => void;

/** An opcode: how long its argument is, and what it does. */
export interface Opcode {
  /** bytes of the argument; of its length where it is counted; -1 for lines */
  readonly size: number;
  /** what stands behind a length */
  readonly counted: 'none' | 'text' | 'bytes' | 'number';
  readonly lines: 0 | 1 | 2;
  /** where it stands matters: PROTO, FRAME, BUILD, STOP */
  readonly isSpecial: boolean;
  readonly run: Run;
}

const SPECIAL = '\x80\x95b.';
const OPCODES: (Opcode | undefined)[] = new Array<undefined>(256).fill(undefined);

const fixed = (codes: string, size: number, run: Run): void => {
  for (const code of codes)
    OPCODES[code.charCodeAt(0)] = { size, counted: 'none', lines: 0, isSpecial: SPECIAL.includes(code), run };
};
const counted = (codes: string, size: 1 | 4 | 8, what: Exclude<Opcode['counted'], 'none'>, run: Run): void => {
  for (const code of codes) OPCODES[code.charCodeAt(0)] = { size, counted: what, lines: 0, isSpecial: false, run };
};
const lines = (code: string, count: 1 | 2, run: Run): void => {
  OPCODES[code.charCodeAt(0)] = { size: -1, counted: 'none', lines: count, isSpecial: false, run };
};

const pushData: Run = (machine) => machine.push(DATA);

// Stack and streams.
fixed('(', 0, (machine) => machine.mark());
fixed('0', 0, (machine) => machine.popOrUnmark());
fixed('1', 0, (machine) => void machine.popMark());
fixed('2', 0, (machine) => pushAgain(machine, machine.top()));
fixed('.', 0, (machine) => void machine.pop());
fixed('\x80', 1, (machine, bytes, start) => {
  const protocol = bytes[start] ?? 0;
  if (protocol > 5) machine.fail(`protocol ${protocol} is unknown`);
  machine.protocol = protocol;
});
fixed('\x95', 8, () => undefined);

// Constants: NONE, EMPTY_LIST, NEWTRUE, NEWFALSE, EMPTY_SET.
fixed('N]\x88\x89\x8f', 0, pushData);
fixed(')', 0, (machine) => machine.tuple(0));
fixed('}', 0, (machine) => machine.push(new Dict()));
fixed('G', 8, pushData);
fixed('K', 1, (machine, bytes, start) => machine.pushNumber(bytes[start] ?? 0));
fixed('M', 2, (machine, bytes, start) => machine.pushNumber(bytes.readUInt16LE(start)));
fixed('J', 4, (machine, bytes, start) => machine.pushNumber(bytes.readInt32LE(start)));
const integer: Run = (machine, bytes, start, end) => {
  assertLine(machine, 'integer', bytes, start, end);
  machine.pushNumber(Number.parseInt(bytes.toString('latin1', start, Math.min(end, start + 20)), 10));
};
lines('I', 1, integer);
lines('L', 1, integer);
lines('F', 1, (machine, bytes, start, end) => {
  assertLine(machine, 'float', bytes, start, end);
  machine.push(DATA);
});
const long: Run = (machine, bytes, start, end) =>
  machine.pushNumber(end - start > 0 && end - start <= 6 ? bytes.readIntLE(start, end - start) : NaN);
counted('\x8a', 1, 'number', long);
counted('\x8b', 4, 'number', long);
// Out-of-band buffers are given to loaders of protocol 5 by their callers.
fixed('\x97', 0, pushData);
fixed('\x98', 0, (machine) => void machine.top());

// Texts and bytes.
const text: Run = (machine, bytes, start, end) => machine.push(textValue(bytes, start, end));
counted('U\x8c', 1, 'text', text);
counted('TX', 4, 'text', text);
counted('\x8d', 8, 'text', text);
counted('C', 1, 'bytes', pushData);
counted('B', 4, 'bytes', pushData);
counted('\x8e\x96', 8, 'bytes', pushData);
lines('S', 1, (machine, bytes, start, end) => {
  assertLine(machine, 'quoted', bytes, start, end);
  const line = bytes.toString('latin1', start, end).trimEnd();
  const inner = quotedText(Buffer.from(line.slice(1, -1), 'latin1'));
  machine.push(textValue(inner, 0, inner.length));
});
lines('V', 1, (machine, bytes, start, end) => {
  let plain = start;
  while (plain < end && bytes[plain] !== BACKSLASH) plain++;
  if (plain === end) {
    machine.push(textValue(bytes, start, end, 'latin1'));
    return;
  }
  const decoded = Buffer.from(rawUnicodeEscape(bytes.subarray(start, end)), 'utf8');
  machine.push(textValue(decoded, 0, decoded.length));
});
const BACKSLASH = 0x5c;

// Containers.
fixed('l\x91', 0, (machine) => {
  machine.popMark();
  machine.push(DATA);
});
fixed('t', 0, (machine) => machine.tupleOfMark());
fixed('\x85', 0, (machine) => machine.tuple(1));
fixed('\x86', 0, (machine) => machine.tuple(2));
fixed('\x87', 0, (machine) => machine.tuple(3));
fixed('d', 0, (machine) => machine.dictOfMark());
fixed('u', 0, (machine) => machine.setItems(true));
fixed('e\x90', 0, (machine) => machine.setItems(false));
fixed('a', 0, (machine) => machine.setItem(1));
fixed('s', 0, (machine) => machine.setItem(2));

// Memo.
const get = (machine: PickleMachine, index: number): void => {
  const value = machine.memo.get(index);
  if (value === undefined) machine.fail(`nothing is in the memo at ${index}`);
  else pushAgain(machine, value);
};
const pushAgain = (machine: PickleMachine, value: Value): void => {
  if (value instanceof Import) machine.recorder.pushed(value.index);
  machine.push(value);
};
lines('g', 1, (machine, bytes, start, end) => get(machine, memoIndex(machine, bytes, start, end)));
fixed('h', 1, (machine, bytes, start) => get(machine, bytes[start] ?? 0));
fixed('j', 4, (machine, bytes, start) => get(machine, bytes.readUInt32LE(start)));
lines('p', 1, (machine, bytes, start, end) => machine.put(memoIndex(machine, bytes, start, end)));
fixed('q', 1, (machine, bytes, start) => machine.put(bytes[start] ?? 0));
fixed('r', 4, (machine, bytes, start) => machine.put(bytes.readUInt32LE(start)));
fixed('\x94', 0, (machine) => machine.memoize());

// What names something outside the pickle.
lines('c', 2, (machine, bytes, start, end) => machine.push(importLines(machine, bytes, start, end)));
fixed('\x93', 0, (machine) => {
  const name = machine.pop();
  const module = machine.pop();
  machine.push(machine.import(module, name));
});
const extension: Run = (machine) => {
  machine.oddity('extension');
  machine.push(new Import(-1));
};
fixed('\x82', 1, extension);
fixed('\x83', 2, extension);
fixed('\x84', 4, extension);
lines('P', 1, (machine) => machine.persistent(TEXT));
fixed('Q', 0, (machine) => machine.persistent(machine.pop()));

// What runs it.
fixed('R', 0, (machine) => {
  const args = machine.pop();
  machine.call(machine.pop(), args);
});
fixed('\x81', 0, (machine) => {
  const args = machine.pop();
  machine.call(machine.pop(), args, true);
});
fixed('\x92', 0, (machine) => {
  machine.pop();
  const args = machine.pop();
  machine.call(machine.pop(), args, true);
});
fixed('b', 0, (machine) => machine.build());
fixed('o', 0, (machine) => machine.callMark());
lines('i', 2, (machine, bytes, start, end) => {
  const isText = !machine.hasMark && WORDS.test(bytes.toString('latin1', start, Math.min(end, start + MAX_NAMED)));
  machine.tupleOfMark();
  const args = machine.pop();
  const imported = importLines(machine, bytes, start, end);
  if (!isText) machine.call(imported, args);
});

/** What no module's name has, and the first lines of many a text that begins with "i" do ("import os"). */
const WORDS = /[ \t:]/;
const MAX_NAMED = 1024;

function importLines(machine: PickleMachine, bytes: Buffer, start: number, end: number): Import {
  const feed = bytes.indexOf(LF, start);
  const module = nameOfLine(bytes.subarray(start, feed));
  const name = nameOfLine(bytes.subarray(feed + 1, end));
  if (module !== undefined && name !== undefined) return machine.import(module, name);
  machine.oddity('unreadable-name');
  machine.fail('a name cannot be read');
  return new Import(-1);
}

const LF = 0x0a;

function assertLine(machine: PickleMachine, kind: PickleArgument, bytes: Buffer, start: number, end: number): void {
  if (!isLineArgument(kind, bytes.toString('latin1', start, Math.min(end, start + 256)), end - start > 256)) {
    machine.fail(`a line is no ${kind}`);
  }
}

function memoIndex(machine: PickleMachine, bytes: Buffer, start: number, end: number): number {
  let index = 0;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return spacedIndex(machine, bytes, start, end);
    index = index * 10 + digit;
  }
  if (end === start) machine.fail('a memo index is no number');
  return index;
}

const ZERO = 0x30;

/** CPython takes space, signs and underscores too. */
function spacedIndex(machine: PickleMachine, bytes: Buffer, start: number, end: number): number {
  const text = bytes.toString('latin1', start, Math.min(end, start + 64)).split('\0', 1)[0] ?? '';
  const index = Number(text.replaceAll('_', ''));
  if (Number.isSafeInteger(index) && index >= 0 && text.trim() !== '') return index;
  machine.fail('a memo index is no number');
  return 0;
}

/**
 * The opcodes of protocols 0 to 5, by byte.
 *
 * @see https://github.com/python/cpython/blob/main/Lib/pickletools.py
 */
export const MACHINE_OPCODES: readonly (Opcode | undefined)[] = OPCODES;
