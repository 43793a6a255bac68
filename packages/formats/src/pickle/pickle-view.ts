// SPDX-License-Identifier: Apache-2.0
import type { PartBuilder, PartReader } from '../reading/part-builder.js';
import type { View } from '../reading/views.js';
import { LEGACY_STREAMS, openLegacyStorages } from '../torch/legacy-storages.js';
import { TORCH_LEGACY_MAGIC } from './carve.js';
import { EMBEDDED_FIRST, embeddedPart } from './embedded-part.js';
import { isPickle, mayBePickle } from './judge-reading.js';
import { OVER_END, type PickleReading } from './machine/reading.js';
import { PickleScanner } from './machine/scanner.js';

/** Bytes after the end of a stream that are kept until it is known whether they are one more. */
const MAX_TAIL_BYTES = 64 * 1024;

const EMPTY = Buffer.alloc(0);

/** Reads a part as pickles, one after another, whether it is that or not; and what follows them as a part of its own. */
export class PickleView implements View {
  readonly #scanner: PickleScanner;
  readonly #isLegacy: boolean;
  /** since the last STOP, until there are too many of them */
  #tail: Buffer | undefined = EMPTY;
  #after: PartReader | undefined;
  #offset = 0;
  /** bytes that have come, also those that nobody followed */
  #received = 0;
  isLikely = false;

  /** @param head - the first bytes of the part */
  constructor(
    readonly part: PartBuilder,
    head: Buffer,
    private readonly isSomethingElse: boolean,
  ) {
    this.#isLegacy = head.subarray(0, TORCH_LEGACY_MAGIC.length).equals(TORCH_LEGACY_MAGIC);
    part.format = this.#isLegacy ? 'torch-legacy' : 'pickle';
    this.#scanner = new PickleScanner({
      ...(part.sizeBytes !== undefined && { sizeBytes: part.sizeBytes }),
      rawArrays: true,
      embedded: embeddedPart(part),
      embeddedFirst: EMBEDDED_FIRST,
      ...(this.#isLegacy && { maxStreams: LEGACY_STREAMS }),
    });
  }

  write(chunk: Buffer): void {
    this.#received += chunk.length;
    let at = 0;
    while (at < chunk.length && this.#after === undefined && this.#scanner.alive) {
      // Pieces end where keeping ends, so that it does not matter how the bytes were cut.
      const room = this.#scanner.explainedBytes + MAX_TAIL_BYTES - this.#offset;
      const piece = chunk.subarray(at, at + (room > 0 ? room : MAX_TAIL_BYTES));
      this.#follow(piece);
      at += piece.length;
    }
    if (at < chunk.length) this.#after?.write(chunk.subarray(at));
  }

  #follow(chunk: Buffer): void {
    const start = this.#offset;
    this.#scanner.write(chunk);
    this.#offset += chunk.length;
    this.#keepTail(chunk, start);
    this.#openAfter();
  }

  end(): void {
    const { part } = this;
    const reading = this.#scanner.end();
    part.recognised = isPickle(reading, this.isSomethingElse);
    this.isLikely = mayBePickle(reading);
    part.content = { kind: 'pickle', ...reading };
    if (this.#after !== undefined) this.#after.end();
    else if (reading.end === 'cut' || isCutShort(reading)) {
      // An argument that is too long is known before all bytes have come: they are its own all the same.
      part.irregular('truncated', this.#received);
      part.uninspected('missing', this.#received);
    } else if (reading.end === 'broken') {
      const at = reading.explainedBytes;
      part.irregular(at > 0 ? 'trailing-bytes' : 'malformed', at, reading.broken);
      part.uninspected('malformed', at);
    }
  }

  #keepTail(chunk: Buffer, start: number): void {
    const stop = this.#scanner.explainedBytes - start;
    const fresh = stop > 0 ? chunk.subarray(stop) : chunk;
    const before = stop > 0 ? EMPTY : this.#tail;
    const isWhole = before !== undefined && before.length + fresh.length <= MAX_TAIL_BYTES;
    this.#tail = isWhole ? Buffer.concat([before, fresh]) : undefined;
  }

  /** What follows the last stream was none: it is read by itself, where it is still at hand. */
  #openAfter(): void {
    const { part } = this;
    const scanner = this.#scanner;
    const offset = scanner.explainedBytes;
    if (scanner.alive || offset === 0 || this.#tail === undefined) return;
    if (scanner.streams === LEGACY_STREAMS && this.#isLegacy) {
      this.#after = openLegacyStorages(part, offset, scanner.storages);
    } else {
      part.irregular('trailing-bytes', offset, 'after the last pickle');
      const sizeBytes = part.sizeBytes === undefined ? undefined : part.sizeBytes - offset;
      this.#after = part.open({ name: `@${offset}`, offset, sizeBytes, isOutside: true });
    }
    this.#after.write(this.#tail);
    this.#tail = undefined;
  }
}

/** Nothing but the end is missing; what follows a whole stream is told of as that. */
const isCutShort = ({ explainedBytes, broken }: PickleReading): boolean => explainedBytes === 0 && broken === OVER_END;
