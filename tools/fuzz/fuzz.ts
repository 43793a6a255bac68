// SPDX-License-Identifier: Apache-2.0
// Reads what nobody wrote: `npm run fuzz`. Of single files with every reader and every check (`fuzz.ts readers`); of models with
// all that makes claims, findings and documents of them (`fuzz.ts models`).
//
// MPK_FUZZ_SECONDS (120) how long, collecting seeds included; MPK_FUZZ_SEED (the day) which inputs; MPK_FUZZ_DIR where failing inputs are left;
// MPK_FUZZ_FILE an input to read alone.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoopOptions, LoopResult } from './loop.ts';
import { collectSeeds } from './seeds.ts';
import type { SubjectName } from './subjects.ts';

const SECONDS = Number(process.env['MPK_FUZZ_SECONDS'] ?? 120);
const SEED = Number(process.env['MPK_FUZZ_SEED'] ?? Math.floor(Date.now() / 86_400_000));
const FILE = process.env['MPK_FUZZ_FILE'];
const MAX_JOBS = 8;
/** An input may take so much longer than the time is: minimising takes a minute. */
const PATIENCE_SECONDS = 120;
const subject: SubjectName = process.argv[2] === 'models' ? 'models' : 'readers';
const scratch = mkdtempSync(join(process.env['MPK_FUZZ_DIR'] ?? tmpdir(), 'mpk-fuzz-'));
const seeds = join(scratch, 'seeds');
const startedAt = Date.now();

/** Runs one process of {@link LoopOptions}. */
function run(number: number): Promise<LoopResult & { readonly folder: string }> {
  const folder = join(scratch, `${number}`);
  mkdirSync(folder);
  const options: LoopOptions = {
    subject,
    seeds,
    seed: SEED * 1000 + number,
    seconds: Math.max(SECONDS / 2, SECONDS - (Date.now() - startedAt) / 1000),
    scratch: folder,
    only: FILE,
  };
  const args = ['--max-old-space-size=512', join(import.meta.dirname, 'loop.ts'), JSON.stringify(options)];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: (SECONDS + PATIENCE_SECONDS) * 1000,
    killSignal: 'SIGKILL',
  });
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      const written = join(folder, 'result.json');
      const result = existsSync(written)
        ? (JSON.parse(readFileSync(written, 'utf8')) as LoopResult)
        : { inputs: 0, kinds: 0, failure: `the process ended with ${signal ?? code}: out of memory, or out of time` };
      resolve({ ...result, folder });
    });
  });
}

const seconds = (since: number): string => `${Math.round((Date.now() - since) / 1000)} s`;

mkdirSync(seeds);
if (FILE === undefined) collectSeeds(subject, seeds);
console.log(`${subject}: ${readdirSync(seeds).length} seeds in ${seconds(startedAt)}; MPK_FUZZ_SEED=${SEED}`);
const jobs = FILE !== undefined ? 1 : Math.min(MAX_JOBS, availableParallelism());
const results = await Promise.all(Array.from({ length: jobs }, (_, number) => run(number)));
for (const { inputs, kinds, failure, name, folder } of results) {
  console.log(`${subject}: ${inputs} inputs, ${kinds} kinds of readings`);
  if (failure !== undefined) console.error(`FAILED as ${name ?? 'any'}: ${failure}\n  ${folder}`);
}
const failed = results.filter(({ failure }) => failure !== undefined);
if (failed.length === 0) rmSync(scratch, { recursive: true });
// What is read in one way alone was not read: seeds are missing, or written in another form.
const sawMuch = results.every(({ inputs, kinds }) => inputs > 0 && (kinds > 1 || FILE !== undefined));
process.exitCode = failed.length === 0 && sawMuch ? 0 : 1;
