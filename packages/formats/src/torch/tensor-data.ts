// SPDX-License-Identifier: Apache-2.0
import { isElf, isMachO, isPe } from '../magic/executables.js';
import type { ByteStream, Reading } from '../reading/byte-stream.js';
import type { PartBuilder } from '../reading/part-builder.js';

/** The raw bytes of a tensor. */
export interface RawContent {
  readonly kind: 'raw';
  /** ids of the formats of programs that they begin as */
  readonly looksLike: readonly string[];
}

const HEAD_BYTES = 512;

/** Reads bytes that are numbers to every loader. */
export function* readTensorData(stream: ByteStream, part: PartBuilder): Reading {
  const head = yield* stream.takeUpTo(HEAD_BYTES);
  const tests = { elf: isElf, pe: isPe, 'mach-o': isMachO };
  const looksLike = Object.entries(tests).flatMap(([id, test]) => (test(head) ? [id] : []));
  part.content = { kind: 'raw', looksLike };
  yield* stream.skip(Infinity);
}
