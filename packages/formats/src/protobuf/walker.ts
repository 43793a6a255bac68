// SPDX-License-Identifier: Apache-2.0
import { CutShort } from '../reading/byte-stream.js';
import { Malformed } from '../reading/drive.js';
import type { PartReader } from '../reading/part-builder.js';
import { Message } from './message.js';
import type { FieldType, MessageType } from './schema.js';
import { packedNumbers, Varint } from './varint.js';
import { isKnownWire, isWireOf, WIRE } from './wire.js';

/** Deepest nesting of messages, as the implementations of protobuf have it. */
export const MAX_NESTING = 100;

/** A value of bytes in a message. */
export interface DataPlace {
  readonly message: Message;
  readonly offset: number;
  readonly sizeBytes: number;
}

/** What a reader does with the messages that are walked through. */
export interface MessageVisitor {
  /** A message ended, with all that is kept of it. */
  end(message: Message): void;
  /** Bytes, or a text longer than what is kept. @returns who takes them; undefined where they need no look */
  data(field: FieldType, place: DataPlace): PartReader | undefined;
  /** A field that the schema does not know. @returns who takes its bytes. @throws Malformed */
  unknown(number: number, place: DataPlace): PartReader | undefined;
  /** A field that may be there once is there again: which of them counts depends on who reads. */
  repeated(field: FieldType, place: DataPlace): void;
  /** Bytes that cannot be a field of the outermost message. @returns who takes them and all after them. @throws Malformed */
  trailing(offset: number, detail: string): PartReader;
}

/** Bytes of a packed field that are kept: its numbers are those of a shape. */
const KEPT_PACKED_BYTES = 640;

/**
 * Walks a protobuf message and all messages in it while the bytes pass by, in chunks of any size. What its schema does not say to
 * keep is not kept.
 *
 * @see https://protobuf.dev/programming-guides/encoding/
 */
export class ProtobufWalker {
  #message: Message;
  #nesting = 1;
  #offset = 0;
  #state: 'tag' | 'number' | 'length' | 'data' | 'trailing' = 'tag';
  readonly #varint = new Varint();
  #tag: number[] = [];
  #number = 0;
  #field: FieldType | undefined;
  /** bytes of the value that are still to come */
  #left = 0;
  #kept: Buffer[] | undefined;
  #keptLeft = 0;
  #sink: PartReader | undefined;

  /** @param sizeBytes - Infinity where it is not known */
  constructor(
    root: MessageType,
    private readonly visitor: MessageVisitor,
    sizeBytes = Infinity,
  ) {
    this.#message = new Message(root, 0, sizeBytes);
  }

  /** @throws Malformed */
  write(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#state === 'data') at = this.#pass(chunk, at);
      else if (this.#state === 'trailing') {
        this.#sink?.write(chunk.subarray(at));
        return;
      } else this.#step(chunk[at++] ?? 0);
    }
  }

  /** @throws CutShort, Malformed */
  end(): void {
    this.#sink?.end();
    if (this.#state === 'trailing') return;
    const whole = this.#state === 'tag' && this.#varint.length === 0 && this.#message.parent === undefined;
    if (!whole) throw new CutShort(this.#offset);
    this.visitor.end(this.#message);
  }

  #step(byte: number): void {
    const offset = this.#offset++;
    if (this.#state === 'tag') this.#tag.push(byte);
    if (!this.#varint.add(byte, offset)) return;
    if (this.#offset > this.#message.end) throw new Malformed('a field runs past the end of its message', offset);
    const value = this.#varint.unsigned;
    if (this.#state === 'tag') this.#readTag(value);
    else if (this.#state === 'length') this.#beginData(value);
    else {
      if (this.#field !== undefined && this.#field.keptBytes > 0) {
        this.#message.addNumber(this.#field, this.#varint.signed);
      }
      this.#next();
    }
    this.#varint.reset();
  }

  #readTag(tag: number): void {
    const number = Math.floor(tag / 8);
    const wire = tag % 8;
    const field = this.#message.type.fields.get(number);
    this.#number = number;
    this.#field = field !== undefined && isWireOf(wire, field) ? field : undefined;
    const isRoot = this.#message.parent === undefined;
    const valid = number > 0 && tag < 2 ** 32 && isKnownWire(wire);
    if (!valid) this.#fail(isRoot, `field ${number} of wire type ${wire} in ${this.#message.type.name}`);
    else if (this.#field === undefined && isRoot)
      this.#fail(true, `field ${number} is none of ${this.#message.type.name}`);
    else {
      if (field !== undefined && !field.repeated && this.#message.see(number))
        this.visitor.repeated(field, this.#place(0));
      if (wire === WIRE.varint) this.#state = 'number';
      else if (wire === WIRE.bytes) this.#state = 'length';
      else this.#beginData(wire === WIRE.fixed64 ? 8 : 4);
    }
    if (this.#state !== 'trailing') this.#tag = [];
  }

  #fail(isRoot: boolean, detail: string): void {
    const offset = this.#offset - this.#tag.length;
    if (!isRoot) throw new Malformed(detail, offset);
    this.#sink = this.visitor.trailing(offset, detail);
    this.#sink.write(Buffer.from(this.#tag));
    this.#state = 'trailing';
  }

  #place(sizeBytes: number): DataPlace {
    return { message: this.#message, offset: this.#offset, sizeBytes };
  }

  #beginData(sizeBytes: number): void {
    const end = this.#offset + sizeBytes;
    const field = this.#field;
    // A message at the top that was cut short is followed as far as it goes.
    const mayBeCut = this.#message.parent === undefined && field?.message !== undefined;
    if (end > this.#message.end && !mayBeCut) {
      throw new Malformed(`a field of ${this.#message.type.name} runs past the end of its message`, this.#offset);
    }
    if (field?.message !== undefined) {
      this.#enter(field.message, end, field);
      return;
    }
    const place = this.#place(sizeBytes);
    if (field === undefined) this.#sink = this.visitor.unknown(this.#number, place);
    else this.#openData(field, place);
    this.#left = sizeBytes;
    this.#state = 'data';
    if (sizeBytes === 0) this.#endData();
  }

  #openData(field: FieldType, place: DataPlace): void {
    const isText = field.kind === 'text' || field.kind === 'bytes';
    const keptBytes = isText ? field.keptBytes : field.keptBytes > 0 ? KEPT_PACKED_BYTES : 0;
    if (field.repeated || isText) place.message.addSize(field, place.sizeBytes);
    if (field.kind === 'bytes' || place.sizeBytes > Math.max(keptBytes, LONG_TEXT_BYTES)) {
      if (isText) this.#sink = this.visitor.data(field, place);
    }
    this.#kept = keptBytes > 0 ? [] : undefined;
    this.#keptLeft = keptBytes;
  }

  #enter(type: MessageType, end: number, field: FieldType): void {
    if (++this.#nesting > MAX_NESTING)
      throw new Malformed(`more than ${MAX_NESTING} messages in one another`, this.#offset);
    this.#message = new Message(type, this.#offset, end, this.#message, field);
    this.#next();
  }

  #pass(chunk: Buffer, at: number): number {
    const piece = chunk.subarray(at, at + this.#left);
    if (this.#kept !== undefined && this.#keptLeft > 0) {
      // A copy: the chunk is its owner's.
      this.#kept.push(Buffer.from(piece.subarray(0, this.#keptLeft)));
      this.#keptLeft -= piece.length;
    }
    this.#sink?.write(piece);
    this.#left -= piece.length;
    this.#offset += piece.length;
    if (this.#left === 0) this.#endData();
    return at + piece.length;
  }

  #endData(): void {
    this.#sink?.end();
    this.#sink = undefined;
    const field = this.#field;
    if (field !== undefined && this.#kept !== undefined) {
      const bytes = this.#kept.length === 1 ? (this.#kept[0] ?? EMPTY) : Buffer.concat(this.#kept);
      if (field.kind === 'text' || field.kind === 'bytes') this.#message.addText(field, bytes);
      else if (field.kind === 'varint')
        for (const n of packedNumbers(bytes, this.#offset)) this.#message.addNumber(field, n);
    }
    this.#kept = undefined;
    this.#next();
  }

  /** After a value: messages end that end with it. */
  #next(): void {
    this.#state = 'tag';
    while (this.#message.parent !== undefined && this.#offset === this.#message.end) {
      const ended = this.#message;
      this.#message = this.#message.parent;
      this.#nesting--;
      if (ended.field !== undefined && ended.field.keptBytes > 0) this.#message.addMessage(ended.field, ended);
      this.visitor.end(ended);
    }
  }
}

/** Longer texts are looked into by themselves. */
const LONG_TEXT_BYTES = 4096;
const EMPTY = Buffer.alloc(0);
