// SPDX-License-Identifier: Apache-2.0
// Against those who write them: streams of CPython's compressors, python-lz4 and python-zstandard expand to the same bytes here;
// tar archives of CPython have the same members; arrays of NumPy have the same shapes and end where they end.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describeWith } from '@mpk/testkit/peers';
import { DECODERS, type StreamKind } from '../src/compression/decoders.js';
import { expandBy } from '../src/compression/expand-by.js';
import { readFile } from '../tests/builders/read.js';

const python = process.env['MPK_ARCHIVES_PYTHON'] ?? join(import.meta.dirname, '../../../build/venv/bin/python');
const havePeers = spawnSync(python, ['-c', 'import bz2, lzma, lz4, numpy, zstandard']).status === 0;
const describePeers = describeWith('python', havePeers, 'lz4, numpy, zstandard: tools/peers/python.sh installs them');
const SEED = Number(process.env['MPK_ARCHIVES_SEED'] ?? Date.now() % 1_000_000);
const ARCHIVES = 300;

function linesOf(script: string, ...args: readonly number[]): readonly unknown[] {
  const { stdout } = spawnSync(python, [join(import.meta.dirname, script), ...args.map(String)], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as unknown]));
}

interface Stream {
  readonly format: string;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly bytes: string;
}

const streams = (sizeBytes: number): readonly Stream[] =>
  linesOf('compressed_streams.py', SEED, sizeBytes) as readonly Stream[];

/** What all streams of bytes expand to. */
function expand({ decode }: StreamKind, bytes: Buffer): Buffer {
  const pieces: Buffer[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at] === 0) {
      at++;
      continue;
    }
    const expander = expandBy(decode)((piece) => pieces.push(Buffer.from(piece)) > 0);
    at += expander.write(bytes.subarray(at));
    at += expander.end();
    if (!expander.ended) throw new Error('cut');
  }
  return Buffer.concat(pieces);
}

interface ArchiveFile {
  readonly kind: 'tar' | 'npy';
  readonly bytes: string;
  readonly members?: readonly (readonly [name: string, sizeBytes: number])[];
  readonly shape?: readonly number[];
  readonly item?: number;
  readonly objects?: boolean;
}

const archives = (kind: string): readonly ArchiveFile[] =>
  (linesOf('archive_files.py', SEED, ARCHIVES) as readonly ArchiveFile[]).filter((file) => file.kind === kind);

describePeers('CPython, python-lz4 and python-zstandard', () => {
  it(`compress to what expands to the same here, with seed ${SEED}`, () => {
    const formats = new Set<string>();
    for (const sizeBytes of [1, 100, 70_000, 1_000_000]) {
      for (const { format, name, sha256, bytes } of streams(sizeBytes)) {
        formats.add(format);
        const expanded = expand(DECODERS[format as keyof typeof DECODERS], Buffer.from(bytes, 'base64'));
        expect([format, name, createHash('sha256').update(expanded).digest('hex')]).toEqual([format, name, sha256]);
      }
    }
    expect([...formats]).toEqual(expect.arrayContaining(Object.keys(DECODERS)));
  }, 600_000);

  it(`write tar archives whose members are the same here, with seed ${SEED}`, () => {
    const files = archives('tar');
    expect(files).toHaveLength(ARCHIVES);
    for (const { bytes, members } of files) {
      const [own, ...parts] = readFile(Buffer.from(bytes, 'base64')).parts;
      if (members?.length === 0) continue;
      expect(own).toMatchObject({ format: 'tar', irregularities: [], uninspected: [] });
      // Names in paths are cut.
      expect(parts.map(({ path, sizeBytes }) => [path[0], sizeBytes])).toEqual(
        members?.map(([name, sizeBytes]) => [name.slice(0, 300), sizeBytes]),
      );
    }
  }, 600_000);
});

describePeers('NumPy', () => {
  it(`writes arrays that are read to their last byte here, with seed ${SEED}`, () => {
    const files = archives('npy');
    expect(files).toHaveLength(ARCHIVES);
    for (const { bytes, shape, item, objects } of files) {
      const [own] = readFile(Buffer.from(bytes, 'base64')).parts;
      expect(own).toMatchObject({ format: 'npy', irregularities: [], uninspected: [] });
      expect(own?.content).toMatchObject({ shape, hasObjects: objects, ...(objects === false && { itemBytes: item }) });
    }
  }, 600_000);
});
