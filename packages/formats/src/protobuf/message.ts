// SPDX-License-Identifier: Apache-2.0
import type { FieldType, MessageType } from './schema.js';

/** Most values of one field that are kept. */
const MAX_KEPT_VALUES = 64;

/** A message that is being read, with those of its values that its schema says to keep. */
export class Message {
  #texts: Map<string, Buffer[]> | undefined;
  #numbers: Map<string, number[]> | undefined;
  #sizes: Map<string, number> | undefined;
  #messages: Map<string, Message[]> | undefined;
  /** bits of low field numbers, and higher ones */
  #seenBits = 0;
  #seen: Set<number> | undefined;

  /**
   * @param offset - of its first byte
   * @param end - offset behind its last byte; Infinity where it is not known
   * @param field - that it is the value of; undefined for the outermost message
   */
  constructor(
    readonly type: MessageType,
    readonly offset: number,
    readonly end: number,
    readonly parent?: Message,
    readonly field?: FieldType,
  ) {}

  /** The last value of a field, cut to what is kept; bytes that are no UTF-8 are replaced. */
  text(field: string): string | undefined {
    return this.#texts?.get(field)?.at(-1)?.toString('utf8');
  }

  texts(field: string): string[] {
    return this.#texts?.get(field)?.map((bytes) => bytes.toString('utf8')) ?? [];
  }

  /** As a signed 64-bit integer; not exact beyond 2^53. */
  number(field: string): number | undefined {
    return this.#numbers?.get(field)?.at(-1);
  }

  numbers(field: string): readonly number[] {
    return this.#numbers?.get(field) ?? [];
  }

  /** Messages within it that are kept, each ended. */
  messages(field: string): readonly Message[] {
    return this.#messages?.get(field) ?? [];
  }

  /** Bytes of all length-delimited values of a field together. */
  sizeBytes(field: string): number {
    return this.#sizes?.get(field) ?? 0;
  }

  addText(field: FieldType, bytes: Buffer): void {
    this.#texts ??= new Map();
    add(this.#texts, field.name, bytes);
  }

  addNumber(field: FieldType, value: number): void {
    this.#numbers ??= new Map();
    add(this.#numbers, field.name, value);
  }

  addSize(field: FieldType, sizeBytes: number): void {
    this.#sizes ??= new Map();
    this.#sizes.set(field.name, this.sizeBytes(field.name) + sizeBytes);
  }

  addMessage(field: FieldType, message: Message): void {
    this.#messages ??= new Map();
    add(this.#messages, field.name, message);
  }

  /** @returns whether a field with this number was there before */
  see(number: number): boolean {
    if (number < 32) {
      const bit = 1 << number;
      const again = (this.#seenBits & bit) !== 0;
      this.#seenBits |= bit;
      return again;
    }
    this.#seen ??= new Set();
    const again = this.#seen.has(number);
    this.#seen.add(number);
    return again;
  }

  /** The innermost message of a type around it, or itself. */
  within(type: string): Message | undefined {
    return this.type.name === type ? this : this.parent?.within(type);
  }
}

/** The last entry stands for all that are too many. */
function add<T>(values: Map<string, T[]>, field: string, value: T): void {
  const list = values.get(field);
  if (list === undefined) values.set(field, [value]);
  else if (list.length < MAX_KEPT_VALUES) list.push(value);
  else list[MAX_KEPT_VALUES - 1] = value;
}
