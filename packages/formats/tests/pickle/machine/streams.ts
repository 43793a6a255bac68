// SPDX-License-Identifier: Apache-2.0
import { PickleScanner } from '../../../src/pickle/machine/scanner.js';
import type { PickleScannerOptions } from '../../../src/pickle/machine/scanner-options.js';
import type { PickleReading } from '../../../src/pickle/machine/reading.js';

/** Bytes of Latin-1 text: opcodes of pickle are letters. */
export const bytesOf = (...parts: readonly (string | Uint8Array)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));

/** SHORT_BINUNICODE */
export const text = (value: string): string => {
  const bytes = Buffer.from(value);
  return `\x8c${String.fromCharCode(bytes.length)}${bytes.toString('latin1')}`;
};

/** STACK_GLOBAL with its operands */
export const imported = (module: string, name: string): string => `${text(module)}${text(name)}\x93`;

/** A count of four bytes. */
export function uint32(value: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes.toString('latin1');
}

/** A count of eight bytes. */
export const uint64 = (value: number): string => uint32(value % 2 ** 32) + uint32(Math.floor(value / 2 ** 32));

/** Follows bytes, in chunks of a size. */
export function follow(
  pickle: Uint8Array | string,
  options: PickleScannerOptions & { chunkBytes?: number } = {},
): PickleReading {
  const bytes = bytesOf(pickle);
  const { chunkBytes = bytes.length, ...rest } = options;
  const scanner = new PickleScanner({ sizeBytes: bytes.length, ...rest });
  for (let at = 0; at < bytes.length; at += chunkBytes) scanner.write(bytes.subarray(at, at + chunkBytes));
  return scanner.end();
}

/** `module.name`, with `!` where it was called or made and `=` where something was set on it. */
export const namesIn = ({ imports }: Pick<PickleReading, 'imports'>): string[] =>
  imports.map(({ module, name, called, created, modified }) => {
    return `${module} ${name}${called || created ? '!' : ''}${modified ? '=' : ''}`;
  });

/** Kinds of oddities. */
export const odditiesIn = ({ oddities }: PickleReading): readonly string[] => oddities.map(({ kind }) => kind);
