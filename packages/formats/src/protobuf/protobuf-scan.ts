// SPDX-License-Identifier: Apache-2.0

/** Bytes of a length-delimited field that are kept. */
const SAMPLE_BYTES = 96;
/** Samples that are kept of one field. */
const MAX_SAMPLES = 4;
/** Highest field number that is followed; models use far lower ones. */
const MAX_FIELD = 200;

/** One field of a message's top level: how often, and what its first values were. */
export interface ProtobufField {
  count: number;
  /** first varint, where the wire type is 0; capped at 2^53 */
  varint?: number;
  /** beginnings of the first values, where the wire type is 2 */
  readonly samples: { bytes: Buffer; readonly sizeBytes: number }[];
}

/**
 * Walks the top level of a protobuf message chunk by chunk; nested messages are skipped unread.
 *
 * @see https://protobuf.dev/programming-guides/encoding/
 */
export class ProtobufScan {
  alive = true;
  /** by `field:wireType` */
  readonly fields = new Map<string, ProtobufField>();
  private phase: 'tag' | 'varint' | 'length' | 'skip' = 'tag';
  private value = 0;
  private shift = 0;
  private skip = 0;
  private current: ProtobufField | undefined;

  /** @param left - bytes from here to the end of the file: a value cannot be longer */
  constructor(private left: number) {}

  push(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length && this.alive) {
      if (this.phase === 'skip') at = this.skipBytes(chunk, at);
      else {
        this.left--;
        this.readVarint(chunk[at++] ?? 0);
      }
    }
  }

  /** Whether the bytes so far end where a field ended. */
  finish(): boolean {
    return this.alive && this.phase === 'tag' && this.shift === 0 && this.fields.size > 0;
  }

  private skipBytes(chunk: Uint8Array, at: number): number {
    const count = Math.min(this.skip, chunk.length - at);
    const sample = this.current?.samples.at(-1);
    if (sample && sample.bytes.length < Math.min(SAMPLE_BYTES, sample.sizeBytes)) {
      const room = SAMPLE_BYTES - sample.bytes.length;
      sample.bytes = Buffer.concat([sample.bytes, chunk.subarray(at, at + Math.min(count, room))]);
    }
    this.skip -= count;
    this.left -= count;
    if (this.skip === 0) this.next('tag');
    return at + count;
  }

  private readVarint(byte: number): void {
    this.value += (byte & 0x7f) * 2 ** this.shift;
    this.shift += 7;
    if (byte >= 0x80) {
      this.alive = this.shift < (this.phase === 'tag' ? 14 : 70);
      return;
    }
    const value = this.value;
    if (this.phase === 'tag') this.readTag(value);
    else if (this.phase === 'varint') {
      if (this.current) this.current.varint ??= Math.min(value, Number.MAX_SAFE_INTEGER);
      this.next('tag');
    } else this.beginSkip(value);
  }

  private readTag(tag: number): void {
    const field = Math.floor(tag / 8);
    const wire = tag % 8;
    if (field < 1 || field > MAX_FIELD || ![0, 1, 2, 5].includes(wire)) {
      this.alive = false;
      return;
    }
    const key = `${field}:${wire}`;
    this.current = this.fields.get(key) ?? { count: 0, samples: [] };
    this.current.count++;
    this.fields.set(key, this.current);
    if (wire === 0) this.next('varint');
    else if (wire === 2) this.next('length');
    else this.beginSkip(wire === 1 ? 8 : 4);
  }

  private beginSkip(length: number): void {
    if (length > this.left) {
      this.alive = false;
      return;
    }
    const wanted = this.phase === 'length' && this.current && this.current.samples.length < MAX_SAMPLES;
    if (wanted) this.current?.samples.push({ bytes: Buffer.alloc(0), sizeBytes: length });
    else if (this.current) this.current = { count: 0, samples: [] };
    this.skip = length;
    this.next(length === 0 ? 'tag' : 'skip');
  }

  private next(phase: 'tag' | 'varint' | 'length' | 'skip'): void {
    this.phase = phase;
    this.value = 0;
    this.shift = 0;
  }
}
