// SPDX-License-Identifier: Apache-2.0
import type { PartBuilder, PartReader } from '../reading/part-builder.js';
import { embeddedPart } from './embedded-part.js';
import { PickleScanner } from './machine/scanner.js';
import type { PickleReading } from './machine/reading.js';

/** Bytes after the end of a stream that are kept until it is known whether they are one more. */
const MAX_TAIL_BYTES = 64 * 1024;

/** What else is known of the bytes: the more they look like something else, the more it takes to call them a pickle. */
export type PickleContext = 'recognised' | 'unrecognised';

const EMPTY = Buffer.alloc(0);

/** Reads a part as pickles, one after another, whether it is that or not; and what follows them as a part of its own. */
export class PickleView implements PartReader {
  readonly #scanner: PickleScanner;
  /** since the last STOP, until there are too many of them */
  #tail: Buffer | undefined = EMPTY;
  #tailStart = 0;
  #after: PartReader | undefined;
  #offset = 0;

  constructor(
    readonly part: PartBuilder,
    private readonly context: PickleContext,
  ) {
    part.format = 'pickle';
    this.#scanner = new PickleScanner({
      ...(part.sizeBytes !== undefined && { sizeBytes: part.sizeBytes }),
      rawArrays: true,
      embedded: embeddedPart(part),
    });
  }

  write(chunk: Buffer): void {
    if (this.#after !== undefined) {
      this.#after.write(chunk);
      return;
    }
    if (!this.#scanner.alive) return;
    const start = this.#offset;
    this.#scanner.write(chunk);
    this.#offset += chunk.length;
    this.#keepTail(chunk, start);
    this.#openAfter();
  }

  end(): void {
    const { part } = this;
    const reading = this.#scanner.end();
    part.recognised = isPickle(reading, this.context);
    part.content = { kind: 'pickle', ...reading };
    if (this.#after !== undefined) this.#after.end();
    else if (reading.end === 'cut') {
      part.irregular('truncated', this.#offset);
      part.uninspected('missing', this.#offset);
    } else if (reading.end === 'broken') {
      const at = reading.explainedBytes;
      part.irregular(at > 0 ? 'trailing-bytes' : 'malformed', at, reading.broken);
      part.uninspected('malformed', at);
    }
  }

  #keepTail(chunk: Buffer, start: number): void {
    const stop = this.#scanner.explainedBytes;
    if (stop > start) {
      this.#tail = Buffer.from(chunk.subarray(stop - start, stop - start + MAX_TAIL_BYTES));
      this.#tailStart = stop;
      if (chunk.length - (stop - start) > MAX_TAIL_BYTES) this.#tail = undefined;
    } else if (this.#tail !== undefined) {
      const whole = this.#tail.length + chunk.length <= MAX_TAIL_BYTES;
      this.#tail = whole ? Buffer.concat([this.#tail, chunk]) : undefined;
    }
  }

  /** What follows the last stream was none: it is read by itself, where it is still at hand. */
  #openAfter(): void {
    const { part } = this;
    if (this.#scanner.alive || this.#tail === undefined || this.#scanner.explainedBytes === 0) return;
    const offset = this.#tailStart;
    part.irregular('trailing-bytes', offset, 'after the last pickle');
    const sizeBytes = part.sizeBytes === undefined ? undefined : part.sizeBytes - offset;
    this.#after = part.open({ name: `@${offset}`, offset, sizeBytes });
    this.#after.write(this.#tail);
  }
}

/**
 * Whether bytes that were followed from their beginning are a pickle.
 *
 * What runs something always is, even if it breaks afterwards: a loader has run it by then. Short runs that other formats give by
 * chance are not.
 */
function isPickle(reading: PickleReading, context: PickleContext): boolean {
  const { imports, oddities, opcodes, streams, longestStream, end } = reading;
  if (imports.some(({ called }) => called) || longestStream >= 4) return true;
  const begins = reading.protocol >= 2;
  if (context === 'recognised') return begins && (opcodes >= 16 || imports.length > 0);
  if (imports.length > 0 || oddities.some(({ kind }) => kind === 'computed-call')) return true;
  return streams > 0 || (begins && opcodes >= 2) || (end === 'cut' && opcodes >= 8);
}
