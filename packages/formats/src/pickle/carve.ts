// SPDX-License-Identifier: Apache-2.0
import { MAX_CARVED_BYTES } from '../limits.js';
import { PickleWalker } from './walker.js';

/** First bytes of a legacy PyTorch file: the pickle of its magic number, 0x1950a86a20f9469cfc6c. */
export const TORCH_LEGACY_MAGIC = Buffer.from('80028a0a6cfc9c46f9206aa850192e', 'hex');

/** PROTO 2 to 5, or a GLOBAL that names a module and an attribute. */
const BEGINNING = /\x80[\x02-\x05]|c[A-Za-z_][\w.]{0,100}\n[A-Za-z_][\w.]{0,100}\n/g;
const GLOBAL = /c[A-Za-z_][\w.]{0,100}\n[A-Za-z_][\w.]{0,100}\n/;
const NAME = /^[A-Za-z_][\w.]+$/;
/** SHORT_BINUNICODE, SHORT_BINSTRING; BINUNICODE has three more length bytes, zero for a short name. */
const NAME_OPCODE = /[\x8cU]([\x02-\x64])|X([\x02-\x64])\0\0\0/g;

/**
 * Looks for pickles that do not begin at the beginning: after junk, after a header. Only for bytes that are not text.
 *
 * Weights hold every byte pattern sooner or later, so only what names something, imports it and runs it counts.
 *
 * @param head - the first bytes of the file
 * @param sizeBytes - of the whole file
 * @returns `exhausted` when there were too many candidates to look at them all
 */
export function carvePickle(head: Buffer, sizeBytes: number): 'found' | 'none' | 'exhausted' {
  if (head.includes(TORCH_LEGACY_MAGIC)) return 'found';
  let budget = MAX_CARVED_BYTES;
  for (const { index } of head.toString('latin1').matchAll(BEGINNING)) {
    const walker = new PickleWalker(sizeBytes - index, Infinity);
    let end = index;
    for (let size = 32; end < head.length && walker.alive; size = 4096) {
      walker.push(head.subarray(end, end + size));
      end = Math.min(head.length, end + size);
    }
    if (walker.trace.calls > 0 && namesSomething(head.subarray(index, end))) return 'found';
    budget -= end - index;
    if (budget <= 0) return 'exhausted';
  }
  return 'none';
}

/** Whether opcodes there push at least two plausible names, or import by name. */
function namesSomething(bytes: Buffer): boolean {
  const text = bytes.toString('latin1');
  if (GLOBAL.test(text)) return true;
  let names = 0;
  for (const match of text.matchAll(NAME_OPCODE)) {
    const length = (match[1] ?? match[2] ?? '').charCodeAt(0);
    const start = match.index + match[0].length;
    if (NAME.test(text.slice(start, start + length)) && ++names === 2) return true;
  }
  return false;
}
