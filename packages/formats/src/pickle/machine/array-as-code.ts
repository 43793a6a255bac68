// SPDX-License-Identifier: Apache-2.0
import type { PickleMachine } from './machine.js';
import type { PickleImport, PickleOddityKind } from './reading.js';
import type { PickleRecorder } from './recorder.js';

/** Oddities by which something is run although nothing is imported by name. */
const RUNS: readonly PickleOddityKind[] = ['computed-import', 'computed-call', 'extension'];

/** What follows bytes as opcodes. */
interface OpcodeScanner {
  readonly machine: PickleMachine;
  write(bytes: Uint8Array): void;
}

/** The bytes from the first array on, followed as opcodes: as a loader sees them that knows nothing of arrays. */
export class ArrayAsCode {
  /** what was imported before, and how it was used */
  readonly #before: readonly string[];
  /** of the next byte that the scanner needs */
  #position: number;

  /** @param offset - of the first byte of the array */
  constructor(
    private readonly scanner: OpcodeScanner,
    private readonly offset: number,
  ) {
    this.#before = scanner.machine.recorder.imports.map(usesOf);
    this.#position = offset;
  }

  /** @param start - offset of the first of the bytes; some of them may lie before the array */
  write(bytes: Buffer, start: number): void {
    this.scanner.write(bytes.subarray(Math.max(0, this.#position - start)));
    this.#position = Math.max(this.#position, start + bytes.length);
  }

  /** Adds what such a loader would import or run besides. */
  tell(recorder: PickleRecorder): void {
    const { imports, oddities } = this.scanner.machine.recorder;
    const known = new Set([...this.#before, ...recorder.imports.map(usesOf)]);
    const more = imports.filter((entry) => !known.has(usesOf(entry)));
    if (more.length === 0 && !oddities.some(({ kind }) => RUNS.includes(kind))) return;
    recorder.imports.push(...more);
    recorder.oddity('array-as-code', this.offset);
  }
}

const usesOf = ({ module, name, called, created, firstOf, modified }: PickleImport): string =>
  JSON.stringify([module, name, called, created, firstOf, modified]);
