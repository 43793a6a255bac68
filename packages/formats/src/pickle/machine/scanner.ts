// SPDX-License-Identifier: Apache-2.0
import { feedAfter, lengthAt, LF } from './argument-bytes.js';
import { ArrayAsCode } from './array-as-code.js';
import { PickleMachine } from './machine.js';
import { MACHINE_OPCODES, type Opcode } from './opcodes.js';
import { RawArray } from './raw-array.js';
import { OVER_END, type PickleEnd, type PickleReading } from './reading.js';
import { EMBEDDED_HEAD_BYTES, type EmbeddedReader, type PickleScannerOptions } from './scanner-options.js';
import type { Storages } from './storages.js';
import { Bytes, DATA, TEXT } from './values.js';

/** Longest counted argument that is looked at as one piece; longer ones pass by. */
const MAX_WHOLE_BYTES = 1024;
/** Longest line: longer ones are texts whose content does not matter, or no names. */
const MAX_LINE_BYTES = 4096;

const STOP = 0x2e;
const PROTO = 0x80;
const FRAME = 0x95;
const BUILD = 0x62;
const MEMOIZE = 0x94;
const BININT1 = 0x4b;
const MARK = 0x28;
const EMPTY_LIST = 0x5d;
const APPENDS = 0x65;
const EMPTY = Buffer.alloc(0);

/**
 * Follows one or more pickle streams, one after another, in chunks of any size. Memory is bounded by what is kept of the stack and
 * memo, see {@link PickleMachine}; arguments are never kept whole.
 *
 * Never throws for what the bytes are: that is in the reading.
 */
export class PickleScanner {
  machine = new PickleMachine();
  /** begun opcode */
  #pending: Buffer = EMPTY;
  /** offset of the first byte at hand */
  #base = 0;
  #passing: { left: number; reader: EmbeddedReader | undefined } | undefined;
  #line: Opcode | undefined;
  #raw: RawArray | undefined;
  #plain: ArrayAsCode | undefined;
  #frameEnd = 0;
  #longFrame: number | undefined;
  #opcodes = 0;
  #streamStart = 0;
  #streams = 0;
  #opcodesBefore = 0;
  #longestStream = 0;
  #protocol: number | undefined;
  #explainedBytes = 0;

  constructor(private readonly options: PickleScannerOptions = {}) {}

  /** False once more bytes change nothing. */
  get alive(): boolean {
    return !this.#isOver();
  }

  #isOver(): boolean {
    return this.machine.broken !== undefined || this.#streams >= (this.options.maxStreams ?? Infinity);
  }

  get streams(): number {
    return this.#streams;
  }

  /** Storages that were asked for so far. */
  get storages(): Storages {
    return this.machine.recorder.storages;
  }

  /** Bytes up to and with the last STOP. */
  get explainedBytes(): number {
    return this.#explainedBytes;
  }

  /** Whether the bytes so far end where a stream ends. */
  get atStop(): boolean {
    return this.#streams > 0 && this.#explainedBytes === this.#base && this.#pending.length === 0;
  }

  write(chunk: Uint8Array): void {
    if (!this.alive) return;
    const bytes = this.#joined(chunk);
    const start = this.#base;
    const end = this.#follow(bytes);
    this.#plain?.write(bytes.subarray(0, end), start);
    // A copy: the chunk is its owner's after the call.
    this.#pending = this.#isOver() ? EMPTY : Buffer.from(bytes.subarray(end));
  }

  /** @returns where the first opcode begins of which more bytes are needed */
  #follow(bytes: Buffer): number {
    let at = 0;
    while (at < bytes.length && this.alive) {
      at = this.#runPlain(bytes, at);
      if (at >= bytes.length || this.#isOver()) break;
      const next = this.#step(bytes, at);
      if (next < 0) break;
      at = next;
    }
    this.#base += at;
    return at;
  }

  /** Ends the bytes. */
  end(): PickleReading {
    this.#passing?.reader?.end();
    this.#plain?.tell(this.machine.recorder);
    const { recorder, broken } = this.machine;
    recorder.settle();
    return {
      imports: recorder.imports,
      oddities: recorder.oddities,
      embeddings: recorder.embeddings,
      storages: recorder.storages.list,
      opcodes: this.#opcodes,
      streams: this.#streams,
      longestStream: this.#longestStream,
      protocol: this.#protocol ?? this.machine.protocol,
      explainedBytes: this.#explainedBytes,
      end: this.#end(),
      ...(broken !== undefined && { broken }),
    };
  }

  #end(): PickleEnd {
    if (this.machine.broken !== undefined) return 'broken';
    return this.atStop ? 'stop' : 'cut';
  }

  #joined(chunk: Uint8Array): Buffer {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    return this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
  }

  /** @returns where to go on, or -1 where more bytes are needed */
  #step(bytes: Buffer, at: number): number {
    if (this.#passing !== undefined) return this.#pass(bytes, at);
    if (this.#line !== undefined) return this.#passLine(bytes, at);
    if (this.#raw !== undefined) return this.#passArray(bytes, at);
    const code = bytes[at] ?? 0;
    const opcode = MACHINE_OPCODES[code];
    const { machine } = this;
    const offset = this.#base + at;
    machine.offset = offset;
    if (opcode === undefined) {
      machine.fail(`byte ${code} is no opcode`);
      return at;
    }
    if (opcode.lines > 0) return this.#lines(opcode, bytes, at);
    const end = at + 1 + opcode.size;
    if (end > bytes.length) return -1;
    if (opcode.counted !== 'none') return this.#counted(opcode, bytes, at);
    if (offset < this.#frameEnd) this.#cross(end - at);
    opcode.run(machine, bytes, at + 1, end);
    this.#opcodes++;
    if (opcode.isSpecial && this.alive) this.#special(code, bytes, at);
    return end;
  }

  /**
   * Runs opcodes that have no text and mean nothing for where they stand: most of a large pickle, so that nothing is asked here
   * that {@link step} has to ask.
   *
   * @returns where the first other one is, or one of which more bytes are needed
   */
  #runPlain(bytes: Buffer, start: number): number {
    if (this.#passing !== undefined || this.#line !== undefined || this.#raw !== undefined) return start;
    const { machine } = this;
    const base = this.#base;
    const frameEnd = this.#frameEnd;
    let at = start;
    let opcodes = 0;
    while (at < bytes.length) {
      const code = bytes[at] ?? 0;
      const opcode = PLAIN_OPCODES[code];
      if (opcode === undefined) break;
      const end = at + 1 + opcode.size;
      if (end > bytes.length) break;
      machine.offset = base + at;
      if (base + at < frameEnd && base + end > frameEnd) machine.oddity('frame-crossed');
      // By far the most frequent ones: a call by table would cost more than they do.
      if (code === MEMOIZE) machine.memoize();
      else if (code === BININT1) machine.pushNumber(bytes[at + 1] ?? 0);
      else if (code === MARK) machine.mark();
      else if (code === EMPTY_LIST) machine.push(DATA);
      else if (code === APPENDS) machine.setItems(false);
      else opcode.run(machine, bytes, at + 1, end);
      at = end;
      opcodes++;
      if (machine.broken !== undefined) break;
    }
    this.#opcodes += opcodes;
    return at;
  }

  /** What some opcodes mean for where they stand. */
  #special(code: number, bytes: Buffer, at: number): void {
    if (code === STOP) this.#stop(this.#base + at + 1);
    else if (code === PROTO && this.#base + at !== this.#streamStart) this.machine.oddity('late-protocol');
    else if (code === FRAME) this.#frame(bytes, at);
    else if (code === BUILD && this.options.rawArrays === true) this.#array(this.#base + at + 1);
  }

  /** After an array's wrapper its bytes follow, or a pickle of the objects in it. */
  #array(end: number): void {
    const wasNested = this.machine.isNested;
    this.#raw = RawArray.after(this.machine);
    if (this.machine.isNested && !wasNested) this.#streamStart = end;
    if (this.#raw !== undefined) this.#plain ??= this.#forkAt(end);
  }

  /** As a loader sees it that knows nothing of arrays. */
  #forkAt(offset: number): ArrayAsCode {
    const { sizeBytes } = this.options;
    const scanner = new PickleScanner(sizeBytes === undefined ? {} : { sizeBytes });
    scanner.machine = this.machine.fork();
    scanner.#base = offset;
    scanner.#frameEnd = this.#frameEnd;
    scanner.#longFrame = this.#longFrame;
    scanner.#streamStart = this.#streamStart;
    return new ArrayAsCode(scanner, offset);
  }

  #counted(opcode: Opcode, bytes: Buffer, at: number): number {
    const start = at + 1 + opcode.size;
    const length = lengthAt(bytes, at + 1, opcode.size);
    const offset = this.#base + at;
    if (offset + 1 + opcode.size + length > (this.options.sizeBytes ?? Infinity)) {
      this.machine.fail(OVER_END);
      return at;
    }
    const available = Math.min(length, opcode.counted === 'number' ? length : EMBEDDED_HEAD_BYTES);
    if (length <= MAX_WHOLE_BYTES ? start + length > bytes.length : start + available > bytes.length) return -1;
    if (offset < this.#frameEnd) this.#cross(1 + opcode.size + length);
    this.#opcodes++;
    const reader = this.#mayEmbed(opcode, bytes[start] ?? 0, length)
      ? this.#embedded(opcode, bytes.subarray(start, start + Math.min(available, EMBEDDED_HEAD_BYTES)), length)
      : undefined;
    if (length <= MAX_WHOLE_BYTES && reader === undefined) {
      opcode.run(this.machine, bytes, start, start + length);
      return start + length;
    }
    if (reader === undefined) this.machine.push(opcode.counted === 'text' ? TEXT : DATA);
    this.#passing = { left: length, reader };
    return start;
  }

  /** Nearly nothing is: this is asked of every text. */
  #mayEmbed(opcode: Opcode, first: number, sizeBytes: number): boolean {
    return opcode.counted !== 'number' && sizeBytes >= 2 && this.options.embeddedFirst?.[first] !== 0;
  }

  /** Whether what begins here is read by itself; then its value is on the stack already. */
  #embedded(opcode: Opcode, head: Buffer, sizeBytes: number): EmbeddedReader | undefined {
    const offset = this.machine.offset + 1 + opcode.size;
    const open = this.options.embedded?.({ head, offset, sizeBytes, isText: opcode.counted === 'text' });
    if (open === undefined) return undefined;
    const index = this.machine.recorder.embed(offset, sizeBytes);
    if (index === undefined) return undefined;
    this.machine.push(new Bytes(index));
    return open(index);
  }

  #pass(bytes: Buffer, at: number): number {
    const passing = this.#passing;
    if (passing === undefined) return at;
    const end = Math.min(bytes.length, at + passing.left);
    passing.reader?.write(bytes.subarray(at, end));
    passing.left -= end - at;
    if (passing.left > 0) return end;
    passing.reader?.end();
    this.#passing = undefined;
    return end;
  }

  #lines(opcode: Opcode, bytes: Buffer, at: number): number {
    let feed = feedAfter(bytes, at + 1);
    if (opcode.lines === 2 && feed >= 0) feed = feedAfter(bytes, feed + 1);
    const length = (feed < 0 ? bytes.length : feed) - at - 1;
    if (length > MAX_LINE_BYTES) return this.#longLine(opcode, at);
    if (feed < 0) return -1;
    if (this.machine.offset < this.#frameEnd) this.#cross(length + 2);
    opcode.run(this.machine, bytes, at + 1, feed);
    this.#opcodes++;
    return feed + 1;
  }

  /** Of a long line only texts can be something: data. */
  #longLine(opcode: Opcode, at: number): number {
    if (opcode === MACHINE_OPCODES[UNICODE] || opcode === MACHINE_OPCODES[STRING]) this.machine.push(TEXT);
    else if (opcode === MACHINE_OPCODES[LONG]) this.machine.push(DATA);
    else {
      this.machine.oddity('unreadable-name');
      this.machine.fail('a line is too long');
    }
    this.#opcodes++;
    this.#line = opcode;
    return at + 1;
  }

  #passLine(bytes: Buffer, at: number): number {
    const feed = bytes.indexOf(LF, at);
    if (feed < 0) return bytes.length;
    this.#line = undefined;
    return feed + 1;
  }

  #passArray(bytes: Buffer, at: number): number {
    const next = this.#raw?.pass(bytes, at) ?? at;
    if (this.#raw?.done === true) this.#raw = undefined;
    return next;
  }

  #stop(end: number): void {
    if (this.machine.isNested) {
      this.machine.leave();
      return;
    }
    this.#tellLongFrame();
    this.#streams++;
    this.#longestStream = Math.max(this.#longestStream, this.#opcodes - this.#opcodesBefore);
    this.#opcodesBefore = this.#opcodes;
    this.#protocol ??= this.machine.protocol;
    this.#explainedBytes = end;
    this.#streamStart = end;
    this.#frameEnd = 0;
    this.machine.reset();
  }

  #frame(bytes: Buffer, at: number): void {
    const start = this.#base + at;
    if (start < this.#frameEnd) this.machine.oddity('frame-crossed');
    this.#frameEnd = start + 9 + lengthAt(bytes, at + 1, 8);
    if (this.#frameEnd > (this.options.sizeBytes ?? Infinity)) this.#longFrame ??= start;
  }

  /**
   * A frame that ends after the bytes do, of a stream that is whole: CPython refuses it, and whoever reads by opcodes alone runs
   * what is in it. Where the stream has no end either, the bytes were cut short.
   */
  #tellLongFrame(): void {
    if (this.#longFrame === undefined) return;
    this.machine.offset = this.#longFrame;
    this.machine.oddity('frame-crossed');
    this.#longFrame = undefined;
  }

  /** An opcode lies in one frame, or in none. */
  #cross(length: number): void {
    if (this.machine.offset + length > this.#frameEnd) this.machine.oddity('frame-crossed');
  }
}

/** Opcodes with arguments of fixed size and no meaning for where they stand, by byte. */
const PLAIN_OPCODES: readonly (Opcode | undefined)[] = MACHINE_OPCODES.map((opcode) =>
  opcode?.counted === 'none' && opcode.lines === 0 && !opcode.isSpecial ? opcode : undefined,
);

const UNICODE = 0x56;
const STRING = 0x53;
const LONG = 0x4c;
