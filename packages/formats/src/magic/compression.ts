// SPDX-License-Identifier: Apache-2.0
import { constants, gunzipSync, inflateRawSync, inflateSync, type ZlibOptions } from 'node:zlib';
import { MAX_SNIFFED_OUTPUT_BYTES, SNIFF_BYTES } from '../limits.js';

/**
 * Decompresses the beginning of a stream as far as its bytes go.
 *
 * @returns undefined when they are no such stream
 */
export function startInflate(
  inflate: (bytes: Buffer, options: ZlibOptions) => Buffer,
  bytes: Buffer,
  maxOutputLength: number,
): Buffer | undefined {
  try {
    return inflate(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength });
  } catch {
    // Whatever zlib has against it: it is not a stream that can be looked into.
    return undefined;
  }
}

/** The beginning of what a gzip or zlib stream holds; undefined for anything else. */
export function startOfCompressed(head: Buffer, id: 'gzip' | 'zlib'): Buffer | undefined {
  return startInflate(
    id === 'gzip' ? gunzipSync : inflateSync,
    head.subarray(0, SNIFF_BYTES),
    MAX_SNIFFED_OUTPUT_BYTES,
  );
}

/** Whether bytes begin a zlib stream: two bytes of header say little, so some of it must decompress. */
export function isZlib(head: Buffer): boolean {
  // Old joblib files put their own header before it.
  if (/^ZF0x[0-9a-f]{1,17}/.test(head.toString('latin1', 0, 24))) return true;
  if (head.length < 8 || (head[0] ?? 0) !== 0x78 || head.readUInt16BE(0) % 31 !== 0 || ((head[1] ?? 0) & 0x20) !== 0) {
    return false;
  }
  // Without its checksum: loaders have run what is in it by the time they compare that.
  return startInflate(inflateRawSync, head.subarray(2, SNIFF_BYTES), MAX_SNIFFED_OUTPUT_BYTES) !== undefined;
}

/** Whether bytes begin an LZMA stream of the old kind: properties, a usual dictionary size, a possible length. */
export function isLzma(head: Buffer): boolean {
  if (head.length < 14 || head[0] !== 0x5d || head[13] !== 0) return false;
  const dictionary = head.readUInt32LE(1);
  const usual = Number.isInteger(Math.log2(dictionary)) || Number.isInteger(Math.log2(dictionary / 3));
  const length = head.readBigUInt64LE(5);
  return dictionary >= 4096 && usual && (length === 0xffffffffffffffffn || length < 1n << 40n);
}
