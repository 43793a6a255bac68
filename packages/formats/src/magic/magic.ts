// SPDX-License-Identifier: Apache-2.0
import { NPY_MAGIC } from '../numpy/npy.js';
import { isTarHeader } from '../tar/tar-header.js';
import { isLzma, isZlib } from './compression.js';
import { isApe, isElf, isJavaClass, isMachO, isPe, isPythonBytecode } from './executables.js';
import { isCheckpointIndex, isGguf, isRData, isTensorRt, isTflite } from './models.js';
import { isPmml } from './pmml.js';

type Test = (head: Buffer, sizeBytes: number) => boolean;

const starts =
  (bytes: string): Test =>
  (head) =>
    head.toString('latin1', 0, bytes.length) === bytes;

export const HDF5_MAGIC = '\x89HDF\r\n\x1a\n';

/** Formats that their first bytes give away, the most telling first; all are tried, for a file may be several. */
const MAGIC: readonly (readonly [id: string, test: Test])[] = [
  ['hdf5', starts(HDF5_MAGIC)],
  ['gguf', isGguf],
  ['npy', starts(NPY_MAGIC.toString('latin1'))],
  ['tflite', isTflite],
  ['tensorflow-checkpoint', isCheckpointIndex],
  ['elf', isElf],
  ['llamafile', isApe],
  ['pe', isPe],
  ['mach-o', isMachO],
  ['java-class', isJavaClass],
  ['wasm', starts('\0asm\x01\0\0\0')],
  ['zip', (head) => /^PK(?:\x03\x04|\x05\x06|\x06\x06|\x07\x08)/.test(head.toString('latin1', 0, 4))],
  ['gzip', starts('\x1f\x8b\x08')],
  ['bzip2', (head) => /^BZh[1-9](?:1AY&SY|\x17rE8P\x90)/.test(head.toString('latin1', 0, 10))],
  ['xz', starts('\xfd7zXZ\0')],
  ['zstd', starts('\x28\xb5\x2f\xfd')],
  ['lz4', starts('\x04\x22\x4d\x18')],
  ['7z', starts('7z\xbc\xaf\x27\x1c')],
  ['rar', starts('Rar!\x1a\x07')],
  ['zlib', isZlib],
  ['lzma', isLzma],
  ['tar', (head) => isTarHeader(head)],
  ['tensorrt', isTensorRt],
  ['r-data', isRData],
  ['pmml', isPmml],
  ['parquet', starts('PAR1')],
  ['arrow', starts('ARROW1\0\0')],
  ['sqlite', starts('SQLite format 3\0')],
  ['pdf', starts('%PDF-')],
  ['png', starts('\x89PNG\r\n\x1a\n')],
  ['jpeg', starts('\xff\xd8\xff')],
  ['gif', (head) => /^GIF8[79]a/.test(head.toString('latin1', 0, 6))],
  ['webp', (head) => /^RIFF.{4}WEBP/s.test(head.toString('latin1', 0, 12))],
  ['wav', (head) => /^RIFF.{4}WAVE/s.test(head.toString('latin1', 0, 12))],
  ['mp4', (head) => /^\0\0\0[\x08-\xff]ftyp/.test(head.toString('latin1', 0, 8))],
  ['python-bytecode', isPythonBytecode],
];

/** The ids of all formats that the first bytes of a file (or member) are the beginning of. */
export const matchMagic = (head: Buffer, sizeBytes: number): string[] =>
  MAGIC.filter(([, test]) => test(head, sizeBytes)).map(([id]) => id);
