// SPDX-License-Identifier: Apache-2.0
// Speed and memory against the budgets of docs/benchmarks.md. Ratios are taken side by side, pair by pair, in one run.
import {
  mkdirSync,
  mkdtempSync,
  openSync,
  closeSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
  readFileSync,
  readdirSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchBom } from './bom.ts';
import { benchInspection } from './inspection.ts';
import { median, peerPython, runMpk, runPeer } from './measure.ts';
import { printReport, report } from './report.ts';
import { benchSerializations } from './serializations.ts';
import { benchSignatures, benchTree } from './signatures.ts';

const ROUNDS = Number(process.env['MPK_BENCH_ROUNDS'] ?? 7);
const MIB = 1024 * 1024;
const SET_FILES = 16;
const SET_BYTES = 2 * 1024 * MIB;

const scratch = mkdtempSync(join(process.env['MPK_BENCH_DIR'] ?? tmpdir(), 'mpk-bench-'));

/** 2 GB in 16 files of bytes that are not all alike, read once so that they are in the page cache. */
function makeFileSet(folder: string): void {
  mkdirSync(folder);
  const block = Buffer.alloc(MIB);
  for (let i = 0; i < MIB; i += 4) block.writeUInt32LE((i * 2654435761) >>> 0, i);
  for (let i = 0; i < SET_FILES; i++) {
    const fd = openSync(join(folder, `model-${i}.bin`), 'w');
    for (let j = 0; j < SET_BYTES / SET_FILES / MIB; j++) {
      block.writeUInt32LE(i * 1000 + j, 0);
      writeSync(fd, block);
    }
    closeSync(fd);
  }
  for (const name of readdirSync(folder)) readFileSync(join(folder, name));
}

/** Bytes per second that OpenSSL digests with one process per core, nothing read. */
function opensslRate(): number | undefined {
  const args = [
    'speed',
    '-multi',
    String(availableParallelism()),
    '-seconds',
    '2',
    '-bytes',
    String(MIB),
    '-evp',
    'sha256',
  ];
  const line = runPeer('openssl', args)
    ?.stdout.split('\n')
    .find((text) => /^sha256\s/i.test(text));
  const rate = /([0-9.]+)k\s*$/.exec(line ?? '')?.[1];
  return rate === undefined ? undefined : Number(rate) * 1000;
}

const PYTHON_DIGEST = `
import sys, time
from pathlib import Path
from model_signing import hashing
started = time.perf_counter()
hashing.hash(Path(sys.argv[1]))
print(time.perf_counter() - started)
`;

function benchHashing(): void {
  const folder = join(scratch, 'set');
  makeFileSet(folder);
  const python = peerPython();
  const [toOpenssl, toPython, toProcess, rates]: [number[], number[], number[], number[]] = [[], [], [], []];
  runMpk(['digest', folder], scratch);
  for (let round = 0; round < ROUNDS; round++) {
    const startSeconds = runMpk(['digest', join(import.meta.dirname, 'usage.mjs')], scratch).wallSeconds;
    const { wallSeconds } = runMpk(['digest', folder], scratch);
    const rate = SET_BYTES / (wallSeconds - startSeconds);
    rates.push(rate / 1e9);
    const openssl = opensslRate();
    if (openssl !== undefined) toOpenssl.push(rate / openssl);
    const peer = python && runPeer(python, ['-c', PYTHON_DIGEST, folder]);
    if (peer) toPython.push(rate / (SET_BYTES / Number(peer.stdout)));
    if (peer) toProcess.push(peer.wallSeconds / wallSeconds);
  }
  benchSerializations(folder, { scratch, rounds: ROUNDS });
  rmSync(folder, { recursive: true });
  report('hashing 2 GB warm (16 files), over process start', '—', `${median(rates).toFixed(2)} GB/s`, undefined);
  reportRatio('  against openssl speed -multi CORES', '>= 0.8 x', toOpenssl, 0.8);
  reportRatio('  `mpk digest` against PyPI model-signing’s hashing, whole processes', '>= 1.5 x', toProcess, 1.5);
  reportRatio('  against PyPI model-signing’s hashing alone, its start left out', '>= 1.5 x', toPython, 1.5);
}

function reportRatio(what: string, target: string, ratios: readonly number[], least: number): void {
  if (ratios.length < ROUNDS) report(what, target, 'peer not there', undefined);
  else report(what, target, `${median(ratios).toFixed(2)} x`, median(ratios) >= least);
}

function benchMemory(): void {
  const folder = join(scratch, 'sparse');
  mkdirSync(folder);
  for (let i = 0; i < 4; i++) {
    writeFileSync(join(folder, `w${i}.bin`), '');
    truncateSync(join(folder, `w${i}.bin`), 5 * 1024 * MIB);
  }
  const { maxRssBytes } = runMpk(['digest', folder], scratch);
  rmSync(folder, { recursive: true });
  report(
    'resident memory, 20 GB sparse model',
    '< 200 MB',
    `${(maxRssBytes / 1e6).toFixed(0)} MB`,
    maxRssBytes < 200e6,
  );
}

function benchCache(): void {
  const folder = join(scratch, 'many');
  mkdirSync(folder);
  for (let i = 0; i < 10_000; i++) {
    if (i % 100 === 0) mkdirSync(join(folder, `d${i / 100}`));
    writeFileSync(join(folder, `d${Math.floor(i / 100)}`, `f${i}.txt`), `file ${i}`);
  }
  const lock = join(scratch, 'many.lock');
  runMpk(['pin', folder, '-o', lock], scratch);
  // Files must have settled before their digests are kept.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 62_000);
  runMpk(['verify', folder, '--lock', lock, '--cache'], scratch);
  const over: number[] = [];
  const uncached: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = runMpk(['--version'], scratch).wallSeconds;
    over.push(runMpk(['verify', folder, '--lock', lock, '--cache'], scratch).wallSeconds - start);
    uncached.push(runMpk(['verify', folder, '--lock', lock], scratch).wallSeconds - start);
  }
  rmSync(folder, { recursive: true });
  report(
    'verify again with --cache, 10,000 files, over process start',
    '< 0.5 s',
    `${median(over).toFixed(2)} s`,
    median(over) < 0.5,
  );
  report('  the same without --cache', '—', `${median(uncached).toFixed(2)} s`, undefined);
}

function benchStart(): void {
  const folder = join(scratch, 'small');
  mkdirSync(folder);
  writeFileSync(join(folder, 'config.json'), '{}');
  writeFileSync(join(folder, 'README.md'), '# small\n');
  runMpk(['key', 'generate', join(scratch, 'key')], scratch);
  runMpk(['sign', folder, '--key', join(scratch, 'key.key')], scratch);
  const policy = join(scratch, 'policy.yaml');
  writeFileSync(
    policy,
    `apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: { name: bench }
spec:
  trust: { signers: { release: { key: { file: key.pub } } } }
  requirements: { signature: { anyOf: [release] }, formats: { deny: [pickle] } }
`,
  );
  const [version, byKey, byPolicy]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < ROUNDS; round++) {
    version.push(runMpk(['--version'], scratch).cpuSeconds);
    byKey.push(runMpk(['verify', folder, '--key', join(scratch, 'key.pub')], scratch).cpuSeconds);
    byPolicy.push(runMpk(['verify', folder, '--policy', policy], scratch).cpuSeconds);
  }
  report('mpk --version, CPU', '< 0.15 s', `${median(version).toFixed(2)} s`, median(version) < 0.15);
  report('mpk verify --key of a small model, CPU', '< 0.5 s', `${median(byKey).toFixed(2)} s`, median(byKey) < 0.5);
  report(
    'mpk verify --policy of a small model, CPU',
    '< 0.5 s',
    `${median(byPolicy).toFixed(2)} s`,
    median(byPolicy) < 0.5,
  );
}

const parts: Readonly<Record<string, () => void | Promise<void>>> = {
  start: benchStart,
  signatures: () => benchSignatures(scratch, ROUNDS),
  tree: () => benchTree(scratch, ROUNDS),
  bom: () => benchBom({ scratch, rounds: ROUNDS }),
  inspection: () => benchInspection({ scratch, rounds: ROUNDS }),
  cache: benchCache,
  memory: benchMemory,
  hashing: benchHashing,
};
try {
  const wanted = process.argv.slice(2);
  for (const [name, run] of Object.entries(parts)) if (wanted.length === 0 || wanted.includes(name)) await run();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
if (!printReport()) process.exitCode = 1;
