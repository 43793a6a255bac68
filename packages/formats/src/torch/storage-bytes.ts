// SPDX-License-Identifier: Apache-2.0
import type { PickleStorage } from '../pickle/machine/reading.js';

/** Bytes of one number in a storage, by its class. */
const ITEM_BYTES: Readonly<Record<string, number>> = {
  DoubleStorage: 8,
  FloatStorage: 4,
  HalfStorage: 2,
  BFloat16Storage: 2,
  LongStorage: 8,
  IntStorage: 4,
  ShortStorage: 2,
  CharStorage: 1,
  ByteStorage: 1,
  BoolStorage: 1,
  ComplexDoubleStorage: 16,
  ComplexFloatStorage: 8,
  QUInt8Storage: 1,
  QInt8Storage: 1,
  QInt32Storage: 4,
  QUInt4x2Storage: 1,
  QUInt2x4Storage: 1,
  UntypedStorage: 1,
};

/** @returns undefined for a class that is not known, or a size that is none */
export function storageBytes({ type, items }: Pick<PickleStorage, 'type' | 'items'>): number | undefined {
  const bytes = (ITEM_BYTES[type] ?? Number.NaN) * items;
  return items >= 0 && Number.isSafeInteger(bytes) ? bytes : undefined;
}
