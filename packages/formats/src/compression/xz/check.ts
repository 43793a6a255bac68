// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Crc64 } from './crc64.js';

/** The checksum at the end of each block. */
export interface XzCheck {
  update(bytes: Buffer): void;
  digest(): Buffer;
}

/** Length of each kind of check; the format leaves room for kinds that do not exist. */
export const CHECK_BYTES = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];

const CRC32 = 1;
const CRC64 = 4;
const SHA256 = 10;

/** @returns undefined for none, and for kinds that do not exist */
export function openCheck(kind: number): XzCheck | undefined {
  if (kind === CRC64) return new Crc64();
  if (kind === SHA256) {
    const hash = createHash('sha256');
    return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
  }
  return kind === CRC32 ? openCrc32() : undefined;
}

function openCrc32(): XzCheck {
  let sum = 0;
  return {
    update(bytes) {
      sum = crc32(bytes, sum);
    },
    digest() {
      const digest = Buffer.alloc(4);
      digest.writeUInt32LE(sum);
      return digest;
    },
  };
}
