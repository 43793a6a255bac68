// SPDX-License-Identifier: Apache-2.0

export const TAR_BLOCK_BYTES = 512;

/** Whether a block is a tar header: its checksum is right. The old format has no other mark. */
export function isTarHeader(block: Buffer): boolean {
  if (block.length < TAR_BLOCK_BYTES || block[0] === 0) return false;
  const stated = readOctal(block, 148, 8);
  let sum = 0;
  for (let i = 0; i < TAR_BLOCK_BYTES; i++) sum += i >= 148 && i < 156 ? 0x20 : (block[i] ?? 0);
  return stated === sum;
}

/** Name and content size of a member; undefined when the size is no number. */
export function readTarHeader(block: Buffer): { name: string; sizeBytes: number } | undefined {
  const sizeBytes = readSize(block);
  if (sizeBytes === undefined) return undefined;
  const text = (at: number, length: number): string =>
    block.toString('latin1', at, at + length).split('\0', 1)[0] ?? '';
  const prefix = block.toString('latin1', 257, 262) === 'ustar' ? text(345, 155) : '';
  return { name: prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`, sizeBytes };
}

function readSize(block: Buffer): number | undefined {
  if (block[124] !== 0x80) return readOctal(block, 124, 12);
  // Base-256, for 8 GiB and up.
  const value = block.readBigUInt64BE(128);
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : undefined;
}

function readOctal(block: Buffer, at: number, length: number): number | undefined {
  const text = /^[ \0]*([0-7]*)[ \0]*/.exec(block.toString('latin1', at, at + length))?.[1];
  return text === undefined || text === '' ? undefined : Number.parseInt(text, 8);
}
