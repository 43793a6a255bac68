// SPDX-License-Identifier: Apache-2.0
import { MAX_PARTS } from '../../src/reading/budget.js';
import { field, varint, varintField } from './models.js';

/** A field of text. */
export const textField = (number: number, text: string): Buffer => field(number, Buffer.from(text));

/** A field of wire type 1 or 5. */
export const fixedField = (number: number, bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from([number * 8 + (bytes.length === 8 ? 1 : 5)]), bytes]);

/** An entry of a map, or a StringStringEntryProto. */
export const entry = (key: string, value: string): Buffer => Buffer.concat([textField(1, key), textField(2, value)]);

/** Messages of field `number` in one another. */
export function nested(number: number, depth: number, innermost: Buffer = Buffer.alloc(0)): Buffer {
  let bytes: Buffer = innermost;
  for (let i = 0; i < depth && i < MAX_PARTS; i++) bytes = field(number, bytes);
  return bytes;
}

export { field, varint, varintField };
