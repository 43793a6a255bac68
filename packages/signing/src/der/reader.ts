// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';

/** Universal tags that certificates and timestamps use. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The tag of a constructed element in its context, such as `[0]`. */
export const contextTag = (number: number): number => 0xa0 + number;

/** The tag of a primitive element in its context, such as `[0] IMPLICIT OCTET STRING`. */
export const primitiveContextTag = (number: number): number => 0x80 + number;

/** One DER element. */
export interface DerElement {
  /** the tag byte: class, constructed bit and number */
  readonly tag: number;
  readonly content: Buffer;
  /** tag, length and content */
  readonly raw: Buffer;
}

/** Most bytes of an element's length field that are read: lengths below 16 MiB. */
const MAX_LENGTH_BYTES = 3;
/** Longest OBJECT IDENTIFIER that is read. Those in use have below 20 bytes, those made of a UUID 20. */
const MAX_OID_BYTES = 64;

/**
 * Reads exactly one DER element; its children are read on demand. Attacker-controlled input.
 *
 * Own and small because the certificate path loads in every start of the tool, and because the reader at hand turns bytes
 * into text with their high bit cut off, so that two names could read as one.
 *
 * @throws MpkError `INPUT_MALFORMED` for a truncated element, bytes after it, or an encoding that is not DER
 * @see https://www.itu.int/rec/T-REC-X.690 section 10
 */
export function readDer(bytes: Buffer, what: string): DerElement {
  const element = readElement(bytes, 0, what);
  if (element.raw.length !== bytes.length) throw malformed(what);
  return element;
}

/** The elements inside a constructed one. @throws MpkError `INPUT_MALFORMED` */
export function readChildren(parent: DerElement, what: string): DerElement[] {
  const children: DerElement[] = [];
  for (let at = 0; at < parent.content.length;) {
    const child = readElement(parent.content, at, what);
    children.push(child);
    at += child.raw.length;
  }
  return children;
}

/** The children of an element that must have this tag. @throws MpkError `INPUT_MALFORMED` */
export function childrenOf(element: DerElement | undefined, tag: number, what: string): DerElement[] {
  return readChildren(assertTag(element, tag, what), what);
}

/** @throws MpkError `INPUT_MALFORMED` where the element is absent or has another tag */
export function assertTag(element: DerElement | undefined, tag: number, what: string): DerElement {
  if (element?.tag !== tag) throw malformed(what);
  return element;
}

/**
 * An OBJECT IDENTIFIER as dotted text.
 *
 * Its arcs have any size, as those made of a UUID do, so that reading one takes time with the square of its length.
 *
 * @throws MpkError `INPUT_MALFORMED`; `INPUT_TOO_LARGE` over 64 bytes
 */
export function oidText(element: DerElement | undefined, what: string): string {
  const { content } = assertTag(element, TAG.oid, what);
  if (content.length > MAX_OID_BYTES) {
    throw new MpkError('INPUT_TOO_LARGE', `${what} has an object identifier of ${content.length} bytes`);
  }
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const byte of content) {
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    if ((byte & 0x80) !== 0) continue;
    arcs.push(arc);
    arc = 0n;
  }
  const [head, ...rest] = arcs;
  if (head === undefined || ((content.at(-1) ?? 0) & 0x80) !== 0) throw malformed(what);
  const first = head < 80n ? head / 40n : 2n;
  return [first, head - first * 40n, ...rest].join('.');
}

/** @throws MpkError `INPUT_MALFORMED` where it is not one byte of 00 or FF */
export function booleanValue(element: DerElement, what: string): boolean {
  const { content } = assertTag(element, TAG.boolean, what);
  if (content.length !== 1 || (content[0] !== 0x00 && content[0] !== 0xff)) throw malformed(what);
  return content[0] === 0xff;
}

function readElement(bytes: Buffer, at: number, what: string): DerElement {
  const tag = bytes[at];
  const first = bytes[at + 1];
  // Tag numbers of 31 and more take several bytes; X.509 has none.
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw malformed(what);
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  const start = at + 2 + lengthBytes;
  const length = lengthBytes === 0 ? first : readLength(bytes.subarray(at + 2, start), lengthBytes, what);
  if (lengthBytes === 0 && first >= 0x80) throw malformed(what); // indefinite length is BER
  if (start + length > bytes.length) throw malformed(what);
  return { tag, content: bytes.subarray(start, start + length), raw: bytes.subarray(at, start + length) };
}

function readLength(field: Buffer, lengthBytes: number, what: string): number {
  if (lengthBytes > MAX_LENGTH_BYTES || field.length !== lengthBytes) throw malformed(what);
  const length = field.readUIntBE(0, lengthBytes);
  // DER has one way to write a length: the shortest.
  if (length < 0x80 || field[0] === 0) throw malformed(what);
  return length;
}

const malformed = (what: string): MpkError => new MpkError('INPUT_MALFORMED', `${what} is not valid DER`);
