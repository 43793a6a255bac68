// SPDX-License-Identifier: Apache-2.0
// What a bill of materials costs besides hashing. That of a model of 13.5 GB takes eight seconds of CPU, more or less by a tenth: its two
// parts are told apart by what has little to hash, and by what has nothing.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { NARROW, SEVEN_BILLION, writeLlama } from './llama.ts';
import { runMpk } from './measure.ts';
import { passingSeconds } from './passing.ts';
import { report } from './report.ts';

/** Where and how often. */
export interface BomBench {
  readonly scratch: string;
  readonly rounds: number;
}

/** So long rounds over the large model go on, one at least: where its pages do not stay in memory, each takes minutes. */
const LARGE_MS = 60_000;

const seconds = (value: number): string => `${value.toFixed(2)} s`;
const least = (values: readonly number[]): number => Math.min(...values);

const COMMANDS = ['digest', 'bom', 'audit'] as const;
type Command = (typeof COMMANDS)[number];

/** CPU seconds of each round, by command. */
type Taken = Readonly<Record<Command, number[]>>;

const nothingTaken = (): Taken => ({ digest: [], bom: [], audit: [] });

function takeRound(folder: string, scratch: string, taken: Taken, commands: readonly Command[] = COMMANDS): void {
  const output = { digest: [], bom: ['-o', join(scratch, 'bom.json'), '--force'], audit: [] };
  for (const name of commands) taken[name].push(runMpk([name, folder, ...output[name]], scratch).cpuSeconds);
}

/** CPU over `mpk digest` of the same files: of as many runs of each those that took least, for what else runs only adds. */
export async function benchBom({ scratch, rounds }: BomBench): Promise<void> {
  const narrow = join(scratch, 'llama-narrow');
  writeLlama(narrow, NARROW);
  const taken = nothingTaken();
  for (let round = 0; round < 2 * rounds; round++) takeRound(narrow, scratch, taken);
  const fixed = least(taken.bom) - least(taken.digest);
  const folder = join(scratch, 'llama-7b');
  const shards = writeLlama(folder, SEVEN_BILLION).map((name) => join(folder, name));
  const passing = await passingSeconds(shards, rounds);
  const shape = 'of the 291 tensors of a 7B model';
  const narrowly = `${seconds(fixed)}; mpk digest takes ${seconds(least(taken.digest))}`;
  report(`mpk bom ${shape}, 57 MB of zeros in them, CPU over mpk digest`, '—', narrowly, undefined);
  report('  passing 13.5 GB by its readers, CPU, nothing hashed', '—', seconds(passing), undefined);
  report(
    '  both: what a BOM of 13.5 GB takes besides hashing',
    '< 0.3 s',
    seconds(fixed + passing),
    fixed + passing < 0.3,
  );
  const audit = least(taken.audit) - least(taken.digest) + passing;
  report('mpk audit, the same', '—', seconds(audit), undefined);
  reportLarge(folder, scratch, rounds);
  for (const made of [narrow, folder]) rmSync(made, { recursive: true });
}

/** Whole runs over 13.5 GB, most of which is hashing: how far they are from one another says what their difference is worth. */
function reportLarge(folder: string, scratch: string, rounds: number): void {
  const taken = nothingTaken();
  const startedAt = performance.now();
  // The system makes pages of what is not on the disk when it is first read.
  runMpk(['digest', folder], scratch);
  for (let round = 1, last = 0; round <= rounds && performance.now() - startedAt + last < LARGE_MS; round++) {
    const beganAt = performance.now();
    takeRound(folder, scratch, taken, ['digest', 'bom']);
    last = performance.now() - beganAt;
  }
  const over = seconds(least(taken.bom) - least(taken.digest));
  const spread = `${least(taken.digest).toFixed(1)} to ${Math.max(...taken.digest).toFixed(1)} s`;
  const found = `${over}; mpk digest takes ${spread} in ${taken.digest.length} rounds`;
  report('mpk bom of the whole model (13.5 GB, sparse), CPU over mpk digest', '—', found, undefined);
}
