// SPDX-License-Identifier: Apache-2.0
import type { Storages } from '../pickle/machine/storages.js';
import type { PartBuilder, PartReader } from '../reading/part-builder.js';
import { storageBytes } from './storage-bytes.js';

/** Pickles that stand before the storages: magic number, protocol version, system, the object, keys of its storages. */
export const LEGACY_STREAMS = 5;
/** Before each storage: how many numbers it has. */
const COUNT_BYTES = 8;

/**
 * Reads what follows the pickles of a legacy checkpoint of PyTorch: the storages that they ask for, then nothing.
 *
 * @param offset - of the first byte, in the part
 * @see https://github.com/pytorch/pytorch/blob/main/torch/serialization.py _legacy_load
 */
export function openLegacyStorages(part: PartBuilder, offset: number, storages: Storages): PartReader {
  let left = 0;
  for (const storage of storages.list) left += COUNT_BYTES + (storageBytes(storage) ?? Infinity);
  if (storages.incomplete || left === Infinity) left = 0;
  const inPart = { name: 'storages', offset, format: 'tensor-data' };
  const numbers = left === 0 ? undefined : part.open({ ...inPart, sizeBytes: left });
  const restOffset = offset + left;
  let rest: PartReader | undefined;
  return {
    write(chunk) {
      const mine = Math.min(left, chunk.length);
      if (mine > 0) numbers?.write(chunk.subarray(0, mine));
      left -= mine;
      if (mine === chunk.length) return;
      if (rest === undefined) {
        part.irregular('trailing-bytes', restOffset, 'after the last storage');
        rest = part.open({ name: `@${restOffset}`, offset: restOffset, isOutside: true });
      }
      rest.write(chunk.subarray(mine));
    },
    end() {
      numbers?.end();
      rest?.end();
      if (left === 0) return;
      part.irregular('truncated', undefined, `${left} bytes of storages are missing`);
      part.uninspected('missing', restOffset - left, left);
    },
  };
}
