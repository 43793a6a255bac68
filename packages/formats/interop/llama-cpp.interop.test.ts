// SPDX-License-Identifier: Apache-2.0
// Against llama.cpp's own reader of GGUF: no file that it refuses may look right, and what it takes is told to be odd for a reason.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith, PEERS_FOLDER } from '@mpk/testkit/peers';
import { GGML_TYPES } from '../src/gguf/ggml-types.js';
import type { Part } from '../src/index.js';
import { bool, makeGgufOf, text, texts, u32, u32s, u64, type GgufOptions } from '../tests/builders/gguf.js';
import { readFile } from '../tests/builders/read.js';

const probe = join(PEERS_FOLDER, 'gguf-probe');
const describeProbe = describeWith(
  'python',
  existsSync(probe),
  "llama.cpp's reader is not there (tools/peers/llama-cpp.sh builds it)",
);

const SEED = Number(process.env['MPK_GGUF_SEED'] ?? Date.now() % 1_000_000);
const FILES = 10_000;

/** Numbers from 0 to 1 that come from the seed alone (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Right files, small ones. */
function rightFiles(): readonly Buffer[] {
  const metadata: GgufOptions['metadata'] = [
    ['general.architecture', text('llama')],
    ['tokens', texts(['a', 'bc', 'd'])],
    ['heads', u32s([1, 2])],
    ['big', u64(5)],
    ['flag', bool(1)],
  ];
  const tensor = (name: string, dimensions: readonly number[], type: number, offset: number) => ({
    name,
    dimensions,
    type,
    offset,
  });
  return [
    makeGgufOf({ metadata, tensors: [tensor('a', [3], 0, 0), tensor('b', [2, 4], 1, 32)], data: Buffer.alloc(64) }),
    makeGgufOf({
      metadata: [...metadata, ['general.alignment', u32(64)]],
      tensors: [tensor('a.q', [32, 2], 8, 0), tensor('b.q', [256], 12, 128), tensor('c', [1, 1, 1, 1], 30, 320)],
      data: Buffer.alloc(384),
      alignment: 64,
    }),
    makeGgufOf({ metadata, version: 2 }),
  ];
}

/** Damages a file in up to two places. */
function damaged(file: Buffer, random: () => number): Buffer {
  const below = (limit: number): number => Math.floor(random() * limit);
  let bytes = Buffer.from(file);
  for (let count = below(3); count > 0; count--) {
    const at = below(bytes.length);
    const kind = random();
    if (kind < 0.3) bytes[at] = below(256);
    else if (kind < 0.65) bytes[at] = [0, 255, 127, 128, (bytes[at] ?? 0) ^ 1, (bytes[at] ?? 0) + 1][below(6)] ?? 0;
    else if (kind < 0.75) bytes.fill(255, at, Math.min(bytes.length, at + 8));
    else if (kind < 0.85) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + below(8))]);
    else if (kind < 0.95)
      bytes = Buffer.concat([bytes.subarray(0, at), Buffer.alloc(1 + below(8)), bytes.subarray(at)]);
    else bytes = bytes.subarray(0, at);
  }
  return bytes;
}

/** What is told of files that llama.cpp takes: it looks neither at padding nor at UTF-8, nor at what follows the last tensor. */
const STRICTER = ['odd-padding', 'bad-value', 'trailing-bytes'];

/** Sizes that no file has: in ggml's 64 bits some of them wrap round to small ones, and are taken. */
const isBeyondFiles = ({ irregularities }: Part): boolean =>
  irregularities.some(
    ({ kind, detail }) => (kind === 'malformed' || kind === 'size-mismatch') && /\d{16}/.test(detail ?? ''),
  );

function faultOf(part: Part | undefined, isTaken: boolean): string | undefined {
  const kinds = (part?.irregularities ?? []).map(({ kind }) => kind);
  const looksRight = part?.format === 'gguf' && kinds.length === 0 && part.uninspected.length === 0;
  if (!isTaken) return looksRight ? 'it looks right' : undefined;
  if (part?.format !== 'gguf') return `it is ${part?.format}`;
  return kinds.every((kind) => STRICTER.includes(kind)) || isBeyondFiles(part) ? undefined : kinds.join(' ');
}

describeProbe("llama.cpp's own reader", () => {
  it(`refuses no file that looks right, and takes none that is said to be wrong, in ${FILES} files of seed ${SEED}`, () => {
    const random = randomOf(SEED);
    const right = rightFiles();
    const files = Array.from({ length: FILES }, () =>
      damaged(right[Math.floor(random() * right.length)] ?? Buffer.alloc(0), random),
    );
    const input = files.map((file) => `${file.toString('hex')}\n`).join('');
    const { stdout } = spawnSync(probe, { input, encoding: 'utf8', maxBuffer: 1 << 30 });
    const answers = stdout.split('\n').filter((line) => line !== '');
    expect(answers).toHaveLength(FILES);
    const faults = files.flatMap((file, index) => {
      const fault = faultOf(readFile(file).parts[0], answers[index] === '1');
      return fault === undefined ? [] : [`${fault}: ${file.toString('hex')}`];
    });
    expect(faults.slice(0, 5)).toEqual([]);
    for (const answer of ['0', '1']) expect(answers.filter((one) => one === answer).length).toBeGreaterThan(FILES / 4);
  }, 600_000);

  it('has no type whose blocks are of another size here', () => {
    const lines = spawnSync(probe, ['types'], { encoding: 'utf8' })
      .stdout.split('\n')
      .filter((line) => line !== '');
    for (const line of lines) {
      const [number = 0, blockElements = 0, blockBytes] = line.split(' ').map(Number);
      // Types that were removed have no blocks any more.
      const known = blockElements === 0 ? { removed: true } : { blockElements, blockBytes, removed: false };
      expect(GGML_TYPES.get(number)).toMatchObject(known);
    }
    expect(lines.length).toBeGreaterThan(40);
  });
});
