// SPDX-License-Identifier: Apache-2.0
import { MAX_SAFETENSORS_HEADER_BYTES } from '../limits.js';

/** GGUF: a known version in either byte order, and no more entries than the file has room for. */
export function isGguf(head: Buffer, sizeBytes: number): boolean {
  if (head.length < 24 || head.toString('latin1', 0, 4) !== 'GGUF') return false;
  const little = head.readUInt32LE(4) <= 0xffff;
  const version = little ? head.readUInt32LE(4) : head.readUInt32BE(4);
  if (version < 1 || version > 3) return false;
  const count = (at: number): bigint => (little ? head.readBigUInt64LE(at) : head.readBigUInt64BE(at));
  // Version 1 had 32-bit counts.
  const [tensors, values] =
    version === 1 ? [BigInt(head.readUInt32LE(8)), BigInt(head.readUInt32LE(12))] : [count(8), count(16)];
  return tensors * 24n + values * 12n <= BigInt(sizeBytes);
}

/** Length of a safetensors header that may be one: it fits the file and begins as a JSON object of objects. */
export function safetensorsHeaderBytes(head: Buffer, sizeBytes: number): number | undefined {
  if (head.length < 10) return undefined;
  const length = Number(head.readBigUInt64LE(0));
  if (length < 2 || length > MAX_SAFETENSORS_HEADER_BYTES || 8 + length > sizeBytes) return undefined;
  const beginning = head.toString('utf8', 8, Math.min(8 + length, head.length));
  return /^\{(?:\s*\}|\s*"(?:[^"\\]|\\.)*"\s*:\s*(?:\{|null))/.test(beginning) ? length : undefined;
}

/** TensorFlow Lite: a flatbuffer whose root lies in the file. */
export const isTflite = (head: Buffer, sizeBytes: number): boolean =>
  head.length >= 8 &&
  head.toString('latin1', 4, 8) === 'TFL3' &&
  head.readUInt32LE(0) >= 8 &&
  head.readUInt32LE(0) < sizeBytes;

/** TensorRT: engines ("plans") of all versions that were seen. Nothing is documented of what follows. */
export const isTensorRt = (head: Buffer): boolean => /^[pf]trt/.test(head.toString('latin1', 0, 4));

/**
 * R: the header of a workspace, where it is one, then how an object is written (XDR, text, native), then a version.
 *
 * @see https://cran.r-project.org/doc/manuals/r-release/R-ints.html#Serialization-Formats
 */
export const isRData = (head: Buffer): boolean =>
  /^(?:RD[XAB][23]\n)?(?:X\n\0\0\0[\x02\x03]|A\n[23]\n|B\n[\x02\x03]\0\0\0)/.test(head.toString('latin1', 0, 16));

/** Index of a TensorFlow checkpoint: a table whose first key is empty, with a header that ends with the version that it is of. */
export function isCheckpointIndex(head: Buffer): boolean {
  if (head.length < 8 || head.readUInt16LE(0) !== 0 || head[3] !== 0x08) return false;
  const value = head.subarray(3, 3 + (head[2] ?? 0));
  return value.length >= 6 && value.length < 0x40 && value.subarray(-4).equals(Buffer.from([0x1a, 2, 8, 1]));
}
