// SPDX-License-Identifier: Apache-2.0

/** Writes a safetensors file of any header and data; the header is padded with spaces to a multiple of 8. */
export function makeSafetensorsOf(header: unknown, data: Uint8Array = Buffer.alloc(0), padding?: string): Buffer {
  const json = typeof header === 'string' ? header : JSON.stringify(header);
  const bytes = Buffer.from(json);
  const padded = Buffer.concat([bytes, Buffer.from(padding ?? ' '.repeat((8 - (bytes.length % 8)) % 8), 'latin1')]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  return Buffer.concat([length, padded, data]);
}
