// SPDX-License-Identifier: Apache-2.0
import type { Random } from './random.ts';

const WIDTHS = [1, 2, 4, 8] as const;
/** Digits that are looked for in text: sizes in JSON, octal fields of tar. */
const MAX_SCANNED_BYTES = 64 * 1024;

/** A number at an offset, in either order of bytes. */
interface Field {
  readonly at: number;
  readonly width: (typeof WIDTHS)[number];
  readonly big: boolean;
}

function write(bytes: Buffer, { at, width, big }: Field, value: bigint): void {
  for (let i = 0; i < width; i++) {
    const place = big ? at + width - 1 - i : at + i;
    if (place < bytes.length) bytes[place] = Number((value >> BigInt(8 * i)) & 0xffn);
  }
}

function read(bytes: Buffer, { at, width, big }: Field): bigint {
  let value = 0n;
  for (let i = 0; i < width; i++) value = (value << 8n) | BigInt(bytes[big ? at + i : at + width - 1 - i] ?? 0);
  return value;
}

function fieldIn(bytes: Buffer, random: Random): Field {
  const width = random.pick(WIDTHS);
  const at = random.below(bytes.length);
  return { at: random.oneIn(4) ? at : at - (at % width), width, big: random.oneIn(3) };
}

/** Numbers that readers trip over. */
function extreme(random: Random, sizeBytes: number): bigint {
  const size = BigInt(sizeBytes);
  const power = 1n << BigInt(random.below(64));
  return random.pick([0n, 1n, -1n, size, size - 1n, size + 1n, power, power - 1n, -power, BigInt(random.below(300))]);
}

/** Sets a number somewhere to an extreme one. */
export function setExtreme(bytes: Buffer, random: Random): Buffer {
  write(bytes, fieldIn(bytes, random), extreme(random, bytes.length));
  return bytes;
}

/** Changes what may be a length or an offset: a number that is small for this file. */
export function changeLength(bytes: Buffer, random: Random): Buffer {
  for (let tries = 0; tries < 32; tries++) {
    const field = fieldIn(bytes, random);
    const value = read(bytes, field);
    if (value === 0n || value > BigInt(bytes.length)) continue;
    write(bytes, field, random.pick([value - 1n, value + 1n, value * 2n, value / 2n, value + 8n, value << 8n]));
    break;
  }
  return bytes;
}

/** Changes a number that is written in digits. */
export function changeNumber(bytes: Buffer, random: Random): Buffer {
  const from = random.below(Math.max(1, bytes.length - MAX_SCANNED_BYTES));
  const text = bytes.toString('latin1', from, from + MAX_SCANNED_BYTES);
  const found = [...text.matchAll(/\d{1,20}/g)];
  const [first] = found;
  if (first === undefined) return setExtreme(bytes, random);
  const chosen = random.pick([first, ...found]);
  const value = extreme(random, bytes.length);
  const digits = random.pick([
    `${value}`,
    `${BigInt(chosen[0]) + 1n}`,
    '1e400',
    '9'.repeat(400),
    '-0',
    '0.5',
    value.toString(8),
  ]);
  const start = from + chosen.index;
  return Buffer.concat([bytes.subarray(0, start), Buffer.from(digits), bytes.subarray(start + chosen[0].length)]);
}
