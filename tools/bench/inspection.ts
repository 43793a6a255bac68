// SPDX-License-Identifier: Apache-2.0
// What inspecting costs: over hashing alone, on pickles of many opcodes, and on many small files. CPU times: they move least.
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { median, runMpk } from './measure.ts';
import { report } from './report.ts';

const MIB = 1024 * 1024;

/** Where and how often. */
export interface InspectionBench {
  readonly scratch: string;
  readonly rounds: number;
}

/** Bytes of numbers that are no constants, and no NaN or infinities in F16, BF16 or F32. */
function numbers(bytes: number): Buffer {
  const block = Buffer.alloc(bytes);
  for (let i = 0; i < bytes; i += 4) block.writeUInt32LE((i * 2654435761) >>> 0, i);
  for (let i = 1; i < bytes; i += 2) block[i] = (block[i] ?? 0) & 0xbb;
  return block;
}

/** A safetensors file of as many tensors of 16 MiB. */
function writeSafetensors(path: string, tensors: number, dtype: string): void {
  const size = 16 * MIB;
  const header: Record<string, object> = {};
  for (let i = 0; i < tensors; i++) {
    const shape = [size / (dtype === 'F32' ? 4096 * 4 : 4096 * 2), 4096];
    header[`model.layers.${i}.weight`] = { dtype, shape, data_offsets: [i * size, (i + 1) * size] };
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  const fd = openSync(path, 'w');
  for (const piece of [length, text]) writeSync(fd, piece);
  const block = numbers(size);
  for (let i = 0; i < tensors; i++) writeSync(fd, block);
  closeSync(fd);
}

/** Types of GGUF by number, and the bytes that a block of so many numbers takes. */
const GGUF_TYPES = { F16: { id: 1, numbers: 1, bytes: 2 }, Q8_0: { id: 8, numbers: 32, bytes: 34 } } as const;

/** A GGUF file of as many tensors of 16 MiB, or a little more. */
function writeGguf(path: string, tensors: number, dtype: keyof typeof GGUF_TYPES): void {
  const type = GGUF_TYPES[dtype];
  const rows = Math.ceil((16 * MIB) / ((4096 / type.numbers) * type.bytes));
  const size = rows * (4096 / type.numbers) * type.bytes;
  const pieces: Buffer[] = [Buffer.from('GGUF'), uint32(3), uint64(tensors), uint64(1)];
  pieces.push(ggufText('general.architecture'), uint32(8), ggufText('llama'));
  for (let i = 0; i < tensors; i++) {
    const shape = [uint32(2), uint64(4096), uint64(rows)];
    pieces.push(ggufText(`blk.${i}.ffn_up.weight`), ...shape, uint32(type.id), uint64(i * size));
  }
  const head = Buffer.concat(pieces);
  const fd = openSync(path, 'w');
  writeSync(fd, Buffer.concat([head, Buffer.alloc((32 - (head.length % 32)) % 32)]));
  const block = numbers(size);
  for (let i = 0; i < tensors; i++) writeSync(fd, block);
  closeSync(fd);
}

const uint32 = (value: number): Buffer => Buffer.from(Uint32Array.of(value).buffer);
const uint64 = (value: number): Buffer => Buffer.from(BigUint64Array.of(BigInt(value)).buffer);
const ggufText = (text: string): Buffer => Buffer.concat([uint64(text.length), Buffer.from(text)]);

/** What is hashed and inspected: formats of weights, by how one file of so many tensors is written. */
const WEIGHTS: readonly (readonly [what: string, write: (path: string, tensors: number) => void])[] = [
  ['F16 safetensors', (path, tensors) => writeSafetensors(`${path}.safetensors`, tensors, 'F16')],
  ['F32 safetensors', (path, tensors) => writeSafetensors(`${path}.safetensors`, tensors, 'F32')],
  ['F16 GGUF', (path, tensors) => writeGguf(`${path}.gguf`, tensors, 'F16')],
  ['Q8_0 GGUF', (path, tensors) => writeGguf(`${path}.gguf`, tensors, 'Q8_0')],
];

const cpu = (args: readonly string[], scratch: string): number => runMpk(args, scratch).cpuSeconds;

/**
 * The whole pass against hashing alone: what a gigabyte more costs each of them. What starting costs (threads, and the readers that
 * each of them loads) is in both and taken away. Of several runs the one that took least counts: whatever else runs here only adds.
 */
function benchPass({ scratch, rounds }: InspectionBench): void {
  for (const [format, write] of WEIGHTS) {
    const [large, small] = [join(scratch, 'large'), join(scratch, 'small')];
    for (const [folder, tensors] of [
      [large, 34],
      [small, 2],
    ] as const) {
      mkdirSync(folder);
      for (let i = 0; i < 2; i++) write(join(folder, `model-${i}`), tensors);
    }
    const least = new Map<string, number>();
    const measure = (verb: string, folder: string): void => {
      const key = `${verb} ${folder}`;
      least.set(key, Math.min(least.get(key) ?? Infinity, cpu([verb, folder], scratch)));
    };
    for (let round = 0; round < 2 * rounds; round++) {
      for (const verb of ['digest', 'inspect']) for (const folder of [large, small]) measure(verb, folder);
    }
    for (const folder of [large, small]) rmSync(folder, { recursive: true });
    const over = (verb: string): number =>
      (least.get(`${verb} ${large}`) ?? Number.NaN) - (least.get(`${verb} ${small}`) ?? Number.NaN);
    const ratio = over('inspect') / over('digest');
    const what = `hash and inspect 1 GB of ${format}, CPU against hashing alone`;
    report(what, '<= 1.15 x', `${ratio.toFixed(2)} x`, ratio <= 1.15);
  }
}

/** A pickle of protocol 4 that is written by hand: no Python is needed. */
interface BenchPickle {
  readonly least: number;
  readonly opening: string;
  readonly items: number;
  readonly item: (i: number) => Buffer;
  readonly closing: string;
}

const same = (bytes: Buffer) => (): Buffer => bytes;
const list = { opening: ']\x94', closing: 'e' };

const PICKLES: Readonly<Record<string, BenchPickle>> = {
  'a list of 4 million lists of two numbers': {
    ...list,
    least: 60,
    items: 4_000_000,
    item: same(Buffer.from(']\x94(K\x01K\x02e', 'latin1')),
  },
  'a list of 6 million floats': {
    ...list,
    least: 60,
    items: 6_000_000,
    item: same(Buffer.from('G?\xe0\0\0\0\0\0\0', 'latin1')),
  },
  'a vocabulary of 2 million words': { opening: '}\x94', closing: 'u', least: 60, items: 2_000_000, item: word },
  '100 MB of bytes in 100 pieces': {
    ...list,
    least: 300,
    items: 100,
    item: same(Buffer.concat([Buffer.from('B\0\0\x10\0', 'latin1'), Buffer.alloc(MIB, 0xf1)])),
  },
};

/** A word and its number, as a pickler writes them. */
function word(i: number): Buffer {
  const text = `tok${i}_${(i * 2654435761) >>> 0}`;
  const entry = Buffer.alloc(text.length + 8);
  entry.write(`\x8c${String.fromCharCode(text.length)}${text}\x94J`, 'latin1');
  entry.writeInt32LE(i, text.length + 4);
  return entry;
}

/** Piece by piece: what this process takes would count as what the next one takes. @returns its size in bytes */
function writePickle(path: string, { opening, items, item, closing }: BenchPickle): number {
  const fd = openSync(path, 'w');
  let size = writeSync(fd, Buffer.from(`\x80\x04${opening}`, 'latin1'));
  let pieces: Buffer[] = [];
  for (let i = 0; i < items; i++) {
    pieces.push(item(i));
    if (pieces.length < 1000 && i < items - 1) continue;
    // In batches, as picklers write them.
    size += writeSync(fd, Buffer.concat([Buffer.from('('), ...pieces, Buffer.from(closing)]));
    pieces = [];
  }
  size += writeSync(fd, Buffer.from('.'));
  closeSync(fd);
  return size;
}

/** Speed over process start and hashing, on one core. */
function benchPickles({ scratch, rounds }: InspectionBench): void {
  for (const [what, pickle] of Object.entries(PICKLES)) {
    const path = join(scratch, 'weights.pkl');
    const size = writePickle(path, pickle);
    const { least } = pickle;
    const rates: number[] = [];
    let memory = 0;
    for (let round = 0; round < rounds; round++) {
      const run = runMpk(['inspect', path, '--jobs', '1'], scratch);
      const other = runMpk(['inspect', join(import.meta.dirname, 'usage.mjs')], scratch);
      rates.push(size / 1e6 / (run.cpuSeconds - other.cpuSeconds));
      memory = Math.max(memory, run.maxRssBytes);
    }
    rmSync(path);
    const rate = median(rates);
    report(`inspect ${what}, MB for each second of CPU`, `>= ${least}`, rate.toFixed(0), rate >= least);
    report('  resident memory', '< 300 MB', `${(memory / 1e6).toFixed(0)} MB`, memory < 300e6);
  }
}

function benchSmallFiles({ scratch, rounds }: InspectionBench): void {
  const folder = join(scratch, 'small');
  for (let i = 0; i < 10_000; i++) {
    if (i % 100 === 0) mkdirSync(join(folder, `d${i / 100}`), { recursive: true });
    writeFileSync(join(folder, `d${Math.floor(i / 100)}`, `f${i}.json`), `{"file": ${i}, "list": ["a", "b"]}`);
  }
  const times = Array.from({ length: rounds }, () => runMpk(['inspect', folder], scratch).wallSeconds);
  rmSync(folder, { recursive: true });
  const time = median(times);
  report('inspect 10,000 small files', '< 5 s', `${time.toFixed(1)} s`, time < 5);
}

/** All of it. */
export function benchInspection(bench: InspectionBench): void {
  benchPass(bench);
  benchPickles(bench);
  benchSmallFiles(bench);
}
