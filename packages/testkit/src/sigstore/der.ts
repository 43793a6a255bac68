// SPDX-License-Identifier: Apache-2.0
// A writer of DER that checks nothing, so that wrong things can be written as well. Independent of the product's own on
// purpose: a mistake that both shared would show in no test.

/** One element: tag, length, then the parts. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content]);
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 + bytes.length, ...bytes];
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
export const set = (...parts: readonly Uint8Array[]): Buffer => der(0x31, ...parts);
export const octets = (bytes: Uint8Array): Buffer => der(0x04, bytes);
export const utf8 = (text: string): Buffer => der(0x0c, Buffer.from(text));
export const boolean = (value: boolean): Buffer => der(0x01, Buffer.from([value ? 0xff : 0]));
export const nul = (): Buffer => der(0x05);
/** A constructed element with a context tag, such as `[0]`. */
export const context = (number: number, ...parts: readonly Uint8Array[]): Buffer => der(0xa0 + number, ...parts);

/** INTEGER of a number from 0, or of the bytes of one. */
export function integer(value: number | bigint | Uint8Array): Buffer {
  if (typeof value === 'object') return der(0x02, value);
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return der(0x02, ((bytes[0] ?? 0) & 0x80) === 0 ? bytes : Buffer.concat([Buffer.alloc(1), bytes]));
}

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(arc: number): number[] {
  const bytes = [arc & 0x7f];
  for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) bytes.unshift((left & 0x7f) | 0x80);
  return bytes;
}

/** GeneralizedTime in UTC; fractions of a second are written where there are any. */
export function generalizedTime(time: Date): Buffer {
  const iso = time.toISOString();
  const fraction = iso.slice(20, 23).replace(/0+$/, '');
  const seconds = iso.slice(0, 19).replace(/[-:T]/g, '');
  return der(0x18, Buffer.from(`${seconds}${fraction === '' ? '' : `.${fraction}`}Z`));
}

/** One element that was read, with the bytes that follow it. */
export interface Read {
  readonly tag: number;
  readonly content: Buffer;
  readonly raw: Buffer;
}

/** The elements that stand one after the other in these bytes; throws where they do not end with the bytes. */
export function elements(bytes: Buffer): Read[] {
  const all: Read[] = [];
  for (let at = 0; at < bytes.length;) {
    const first = bytes.readUInt8(at + 1);
    const more = first < 0x80 ? 0 : first - 0x80;
    const length = more === 0 ? first : bytes.readUIntBE(at + 2, more);
    const start = at + 2 + more;
    if (start + length > bytes.length) throw new Error('DER ends too early');
    all.push({
      tag: bytes.readUInt8(at),
      content: bytes.subarray(start, start + length),
      raw: bytes.subarray(at, start + length),
    });
    at = start + length;
  }
  return all;
}

/** The elements inside one element. */
export const inside = (element: Buffer): Read[] => elements(elements(element)[0]?.content ?? Buffer.alloc(0));
