// SPDX-License-Identifier: Apache-2.0
import { MAX_LINE_BYTES, isLineArgument } from './lines.js';
import { PICKLE_OPCODES, type PickleOpcode } from './opcodes.js';
import { PickleStack } from './stack.js';

/** What walking bytes as pickle opcodes has shown so far. */
export interface PickleTrace {
  /** complete opcodes with possible arguments and a stack deep enough */
  ops: number;
  /** different opcodes among them */
  kinds: number;
  imports: number;
  /** imports whose module and attribute stand there by plausible names */
  namedImports: number;
  /** a MARK was set: arguments are about to follow */
  marks: number;
  /** opcodes that run something, after an import */
  calls: number;
  stops: number;
  /** opcodes of the longest stream that reached STOP */
  longestStream: number;
  /** a PROTO opcode was seen */
  proto: boolean;
  /** bytes were met that are no opcode, or an argument or stack that is not possible */
  broken: boolean;
}

const SETTLED_OPS = 64;

const NAME = /^[A-Za-z_][\w.]*$/;

/**
 * Walks bytes as one or more pickle streams, one after another. Nothing is loaded, built or looked up.
 *
 * More lenient than CPython (no memo, no types, no fences), never stricter: whatever CPython runs up to some opcode is walked
 * up to it here.
 */
export class PickleWalker {
  readonly trace: PickleTrace = {
    ops: 0,
    kinds: 0,
    imports: 0,
    namedImports: 0,
    marks: 0,
    calls: 0,
    stops: 0,
    longestStream: 0,
    proto: false,
    broken: false,
  };
  private readonly stack = new PickleStack();
  private readonly seen = new Uint8Array(256);
  private opcode: PickleOpcode | undefined;
  private code = 0;
  private opsInStream = 0;
  private skip = 0;
  private wanted = 0;
  private readonly argument: number[] = [];
  private lines = 0;
  private line = '';
  private lineCut = false;
  private named = true;

  /**
   * @param left - bytes from here to the end of the file: an argument cannot be longer
   * @param settledOps - opcodes after PROTO that settle the question; walking further would tell nothing new
   */
  constructor(
    private left: number,
    private readonly settledOps = SETTLED_OPS,
  ) {}

  /** False once more bytes cannot change what was shown. */
  get alive(): boolean {
    const { broken, calls, proto, ops } = this.trace;
    return !broken && calls === 0 && !(proto && ops >= this.settledOps) && !this.stack.full;
  }

  /** Whether the bytes so far end where a stream ended. */
  get atStop(): boolean {
    return !this.trace.broken && this.trace.stops > 0 && this.opsInStream === 0 && this.opcode === undefined;
  }

  /** Whether the stack grew beyond what is followed: only opcodes do that. */
  get overflowed(): boolean {
    return this.stack.full;
  }

  push(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let at = 0;
    while (at < bytes.length && this.alive) at = this.step(bytes, at);
    this.left -= bytes.length - at;
  }

  private step(bytes: Buffer, at: number): number {
    if (this.skip > 0) return this.consume(at, Math.min(this.skip, bytes.length - at), true);
    if (this.lines > 0) return this.readLine(bytes, at);
    const byte = bytes[at] ?? 0;
    this.left--;
    if (this.wanted > 0) this.readArgument(byte);
    else this.begin(byte);
    return at + 1;
  }

  private consume(at: number, count: number, skipped: boolean): number {
    if (skipped) this.skip -= count;
    this.left -= count;
    return at + count;
  }

  private begin(byte: number): void {
    // Space between streams, so that a text file may end with a line feed.
    if (this.atStop && (byte === 0x0a || byte === 0x0d || byte === 0x20 || byte === 0x09)) return;
    const opcode = PICKLE_OPCODES[byte];
    if (opcode === undefined) {
      this.trace.broken = true;
      return;
    }
    this.opcode = opcode;
    this.code = byte;
    const { argument } = opcode;
    if (argument === 0) this.apply(opcode);
    else if (typeof argument === 'number') this.wanted = argument;
    else if (argument.startsWith('counted-')) this.wanted = Number(argument.slice(8));
    else this.lines = argument === 'two-lines' ? 2 : 1;
  }

  private readArgument(byte: number): void {
    this.argument.push(byte);
    if (--this.wanted > 0) return;
    const value = this.argument.reduceRight((sum, b) => sum * 256 + b, 0);
    this.argument.length = 0;
    if (this.opcode === undefined) return;
    if (typeof this.opcode.argument === 'string') {
      if (value > this.left) this.trace.broken = true;
      this.skip = value;
    } else if (this.opcode.role === 'proto') {
      if (value > 5) this.trace.broken = true;
      else this.trace.proto = true;
    }
    this.apply(this.opcode);
  }

  private readLine(bytes: Buffer, at: number): number {
    const feed = bytes.indexOf(0x0a, at);
    const end = feed === -1 ? bytes.length : feed;
    const room = MAX_LINE_BYTES - this.line.length;
    this.line += bytes.toString('latin1', at, Math.min(end, at + room));
    if (end - at > room) this.lineCut = true;
    if (feed === -1) return this.consume(at, end - at, false);
    const next = this.consume(at, end - at + 1, false);
    if (this.opcode && !isLineArgument(this.opcode.argument, this.line, this.lineCut)) this.trace.broken = true;
    if (!NAME.test(this.line)) this.named = false;
    this.line = '';
    this.lineCut = false;
    if (--this.lines === 0 && this.opcode) this.apply(this.opcode);
    return next;
  }

  private apply(opcode: PickleOpcode): void {
    this.opcode = undefined;
    const { trace } = this;
    if (trace.broken || !this.stack.apply(opcode)) {
      trace.broken = true;
      return;
    }
    trace.ops++;
    this.opsInStream++;
    if (this.seen[this.code] === 0) {
      this.seen[this.code] = 1;
      trace.kinds++;
    }
    const { role } = opcode;
    if (role === 'mark') trace.marks++;
    if (role === 'import' || role === 'import-and-call') {
      trace.imports++;
      if (opcode.argument === 'two-lines' && this.named) trace.namedImports++;
    }
    this.named = true;
    if ((role === 'call' || role === 'import-and-call') && trace.imports > 0) trace.calls++;
    if (role === 'stop') {
      trace.stops++;
      trace.longestStream = Math.max(trace.longestStream, this.opsInStream);
      this.opsInStream = 0;
      this.stack.clear();
    }
  }
}
