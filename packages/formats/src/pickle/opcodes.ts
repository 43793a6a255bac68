// SPDX-License-Identifier: Apache-2.0

/** What stands after an opcode. A number is that many bytes; `counted-n` is an n-byte length and so many bytes. */
export type PickleArgument =
  0 | 1 | 2 | 4 | 8 | 'counted-1' | 'counted-4' | 'counted-8' | 'line' | 'two-lines' | 'integer' | 'float' | 'quoted';

/** What an opcode does to the stack: takes items (or all down to the topmost mark, with `below` more), gives items. */
export interface PickleOpcode {
  readonly argument: PickleArgument;
  readonly takes: number | 'mark';
  /** items that must lie under the mark and stay, or that the opcode only looks at */
  readonly below: number;
  readonly gives: number;
  readonly role?: 'mark' | 'pop' | 'stop' | 'proto' | 'import' | 'call' | 'import-and-call';
}

const OPCODES: (PickleOpcode | undefined)[] = new Array<undefined>(256).fill(undefined);

function define(
  codes: string,
  argument: PickleArgument,
  stack: [PickleOpcode['takes'], number, number?],
  role?: PickleOpcode['role'],
): void {
  const [takes, gives, below = 0] = stack;
  for (const code of codes) OPCODES[code.charCodeAt(0)] = { argument, takes, gives, below, ...(role && { role }) };
}

define('(', 0, [0, 0], 'mark');
define('.', 0, [1, 0], 'stop');
define('0', 0, [0, 0], 'pop');
define('1', 0, ['mark', 0]);
define('2', 0, [1, 2]);
// Constants: NONE, EMPTY_TUPLE, EMPTY_LIST, EMPTY_DICT, NEWTRUE, NEWFALSE, EMPTY_SET, NEXT_BUFFER; numbers; texts.
define('N)]}\x88\x89\x8f\x97', 0, [0, 1]);
define('IL', 'integer', [0, 1]);
define('F', 'float', [0, 1]);
define('S', 'quoted', [0, 1]);
define('VP', 'line', [0, 1]);
define('K', 1, [0, 1]);
define('M', 2, [0, 1]);
define('J', 4, [0, 1]);
define('G', 8, [0, 1]);
define('UC\x8a\x8c', 'counted-1', [0, 1]);
define('TXB\x8b', 'counted-4', [0, 1]);
define('\x8d\x8e\x96', 'counted-8', [0, 1]);
// Memo.
define('g', 'integer', [0, 1]);
define('h', 1, [0, 1]);
define('j', 4, [0, 1]);
define('p', 'integer', [0, 0, 1]);
define('q', 1, [0, 0, 1]);
define('r', 4, [0, 0, 1]);
define('\x94', 0, [0, 0, 1]);
// Containers.
define('ldt\x91', 0, ['mark', 1]);
define('eu\x90', 0, ['mark', 0, 1]);
define('a', 0, [2, 1]);
define('s', 0, [3, 1]);
define('\x85', 0, [1, 1]);
define('\x86', 0, [2, 1]);
define('\x87', 0, [3, 1]);
// BINPERSID, READONLY_BUFFER.
define('Q\x98', 0, [1, 1]);
// What names something outside the pickle, and what runs it.
define('c', 'two-lines', [0, 1], 'import');
define('\x93', 0, [2, 1], 'import');
define('\x82', 1, [0, 1], 'import');
define('\x83', 2, [0, 1], 'import');
define('\x84', 4, [0, 1], 'import');
define('i', 'two-lines', ['mark', 1], 'import-and-call');
define('o', 0, ['mark', 1], 'call');
define('Rb\x81', 0, [2, 1], 'call');
define('\x92', 0, [3, 1], 'call');
// Framing.
define('\x80', 1, [0, 0], 'proto');
define('\x95', 8, [0, 0]);

/**
 * The opcodes of protocols 0 to 5, by byte.
 *
 * @see https://github.com/python/cpython/blob/main/Lib/pickletools.py
 */
export const PICKLE_OPCODES: readonly (PickleOpcode | undefined)[] = OPCODES;
