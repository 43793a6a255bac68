// SPDX-License-Identifier: Apache-2.0
// A model as one sequence of bytes: so it is mutated, cut down and kept as any other input is.
import { assertName } from '@mpk/core';

/** Stands before the name of each file; a line feed ends the name. Tests of the package `bom` write the same as seeds. */
const MARK = Buffer.from('\x1cmpk-file ');
const MAX_FILES = 16;

/** Files by name, in order. Bytes before the first mark, and what has a name that was there already, are left out. */
export function unpack(bytes: Buffer): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (let at = bytes.indexOf(MARK); at >= 0 && files.size < MAX_FILES;) {
    const next = bytes.indexOf(MARK, at + MARK.length);
    const piece = bytes.subarray(at + MARK.length, next < 0 ? undefined : next);
    const line = piece.indexOf('\n');
    const name = piece.toString('utf8', 0, Math.max(0, line));
    if (isName(name) && !files.has(name)) files.set(name, piece.subarray(line + 1));
    at = next;
  }
  return files;
}

/** Whether a model that is opened may have it. */
function isName(name: string): boolean {
  try {
    assertName(name);
    return true;
  } catch {
    return false;
  }
}

export const pack = (files: ReadonlyMap<string, Uint8Array>): Buffer =>
  Buffer.concat([...files].flatMap(([name, bytes]) => [MARK, Buffer.from(`${name}\n`), bytes]));
