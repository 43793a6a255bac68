// SPDX-License-Identifier: Apache-2.0

/** Windows: the DOS header points at `PE\0\0`. */
export function isPe(head: Buffer): boolean {
  if (head.length < 64 || head.toString('latin1', 0, 2) !== 'MZ') return false;
  const offset = head.readUInt32LE(60);
  // Beyond what is looked at, only the DOS part is known, and DOS runs it.
  return offset + 4 > head.length || head.toString('latin1', offset, offset + 4) === 'PE\0\0';
}

/**
 * A program for Windows that is a shell script to everybody else: llamafile is such a one, with models in a zip archive behind it.
 *
 * @see https://github.com/jart/cosmopolitan/blob/master/ape/specification.md
 */
export const isApe = (head: Buffer): boolean => /^(?:MZqFpD|jartsr|APEDBG)='/.test(head.toString('latin1', 0, 8));

const MACH_O_MAGICS = [0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe];

/** macOS: thin, or fat with a small number of architectures (where a Java class file has its version, from 45 up). */
export function isMachO(head: Buffer): boolean {
  if (head.length < 28) return false;
  const magic = head.readUInt32BE(0);
  if (magic === 0xcafebabe || magic === 0xcafebabf) return head.readUInt32BE(4) < 45;
  return MACH_O_MAGICS.includes(magic);
}

/** A Java class file, version 45 (Java 1.1) and up. */
export const isJavaClass = (head: Buffer): boolean =>
  head.length >= 10 && head.readUInt32BE(0) === 0xcafebabe && head.readUInt32BE(4) >= 45;

/** Linux: class, byte order and version are each of the few that exist. */
export const isElf = (head: Buffer): boolean =>
  head.length >= 16 && /^\x7fELF[\x01\x02][\x01\x02]\x01/.test(head.toString('latin1', 0, 7));

/** An interpreter line at the very beginning, as an operating system takes it. */
export const isScript = (head: Buffer): boolean =>
  /^(?:\xef\xbb\xbf)?#![ \t]*\/[\x20-\x7e]+/.test(head.toString('latin1', 0, 256));

/** Compiled Python: two version bytes, CR LF, then flags of which few exist. */
export const isPythonBytecode = (head: Buffer): boolean =>
  head.length >= 16 && /^.[\x0c-\x0f]\r\n[\x00-\x03]\0\0\0/s.test(head.toString('latin1', 0, 8));

/** The id of the format of programs that bytes begin as; undefined for anything else. */
export function programOf(head: Buffer): 'elf' | 'pe' | 'mach-o' | undefined {
  if (isElf(head)) return 'elf';
  if (isPe(head)) return 'pe';
  return isMachO(head) ? 'mach-o' : undefined;
}
