// SPDX-License-Identifier: Apache-2.0
import { printable } from '../text/printable.js';

/** Faults that are kept of one document; the rest is counted by nobody. */
export const MAX_FAULTS = 100;

/** Longest text of the document that a message quotes, in characters. */
const MAX_QUOTED_CHARS = 60;

/** One thing that is wrong, or doubtful, in a document. */
export interface Fault {
  /** an error keeps the document from being used; a warning does not */
  readonly severity: 'error' | 'warning';
  /** from 1; 0 when the document did not come from text */
  readonly line: number;
  /** from 1, in UTF-16 units; 0 when the document did not come from text */
  readonly column: number;
  /** RFC 6901, `''` for the whole document */
  readonly pointer: string;
  readonly message: string;
}

/** Where a key or value stands in the text. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Finds the position of what a JSON pointer names: its key in the text, or its value. */
export type Locate = (pointer: string, part: 'key' | 'value') => Position;

/** {@link Locate} for a document that never was text. */
export const nowhere: Locate = () => ({ line: 0, column: 0 });

/** Collects faults: at most {@link MAX_FAULTS} errors, and as many warnings. */
export class FaultList {
  readonly #errors: Fault[] = [];
  readonly #warnings: Fault[] = [];

  constructor(private readonly locate: Locate) {}

  /** No more errors are kept, so there is no use in looking for more. */
  get isFull(): boolean {
    return this.#errors.length >= MAX_FAULTS;
  }

  get hasErrors(): boolean {
    return this.#errors.length > 0;
  }

  /** Whether an error was found at exactly this place. */
  hasErrorAt(pointer: string): boolean {
    return this.#errors.some((fault) => fault.pointer === pointer);
  }

  /** In the order of the text. */
  get sorted(): readonly Fault[] {
    return [...this.#errors, ...this.#warnings].sort((a, b) => a.line - b.line || a.column - b.column);
  }

  error(pointer: string, message: string, part: 'key' | 'value' = 'value'): void {
    add(this.#errors, { severity: 'error', ...this.locate(pointer, part), pointer, message });
  }

  /** For what has a place in the text and no pointer of its own. */
  errorAt(position: Position, pointer: string, message: string): void {
    add(this.#errors, { severity: 'error', ...position, pointer, message });
  }

  warn(pointer: string, message: string, part: 'key' | 'value' = 'value'): void {
    add(this.#warnings, { severity: 'warning', ...this.locate(pointer, part), pointer, message });
  }
}

function add(faults: Fault[], fault: Fault): void {
  if (faults.length < MAX_FAULTS) faults.push(fault);
}

/** A fault on one line, `policy.yaml:3:5: ...`; without a position, by its pointer. */
export function renderFault(fault: Fault, path: string): string {
  const place = fault.line === 0 ? fault.pointer || '/' : `${fault.line}:${fault.column}`;
  return `${path}:${place}: ${fault.message}`;
}

/** A value of the document as messages quote it: short, on one line, and never key material. */
export function quote(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value === 'number' || typeof value === 'boolean') return `the ${typeof value} ${value}`;
  if (typeof value !== 'string') return `a ${typeof value}`;
  if (value.includes('-----BEGIN')) return 'a PEM text';
  const short = value.length > MAX_QUOTED_CHARS ? `${value.slice(0, MAX_QUOTED_CHARS).toWellFormed()}...` : value;
  return printable(JSON.stringify(short));
}

/** `pointer` extended by one token (RFC 6901 section 4). */
export const child = (pointer: string, token: string | number): string =>
  `${pointer}/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`;
