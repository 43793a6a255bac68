// SPDX-License-Identifier: Apache-2.0
import type { FieldType } from './schema.js';

/** Wire types; 3 and 4 are groups, which nobody writes any more. */
export const WIRE = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 };

/** Whether there is such a wire type, groups left out. */
export const isKnownWire = (wire: number): boolean => wire <= WIRE.bytes || wire === WIRE.fixed32;

/** Whether a field is written as its type says; numbers may be packed where they are repeated. */
export function isWireOf(wire: number, { kind, repeated }: FieldType): boolean {
  if (wire === WIRE.bytes) return kind === 'text' || kind === 'bytes' || kind === 'message' || repeated;
  if (kind === 'varint') return wire === WIRE.varint;
  return kind === 'fixed32' ? wire === WIRE.fixed32 : kind === 'fixed64' && wire === WIRE.fixed64;
}
