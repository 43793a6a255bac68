// SPDX-License-Identifier: Apache-2.0
// A process that makes inputs and reads them until its time is over or one fails; or reads one input, to see it alone.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { minimise } from './minimise.ts';
import { createRandom } from './random.ts';
import { examine, type Subject } from './subject.ts';
import { SUBJECTS, type SubjectName } from './subjects.ts';

/** Memory by which one input may raise the most that was in use. */
const MAX_GROWTH_KIB = 200 * 1024;
/** Inputs of interest that are kept as seeds of others, and how long they are. */
const MAX_KEPT = 2000;
const MAX_KEPT_BYTES = 32 * 1024;

/** What {@link loop} is started with, as JSON. */
export interface LoopOptions {
  readonly subject: SubjectName;
  readonly seeds: string;
  readonly seed: number;
  readonly seconds: number;
  /** folder that the input at hand is written to, and what failed */
  readonly scratch: string;
  /** a file to read alone, instead */
  readonly only?: string | undefined;
}

/** What it writes to the file `result.json`. */
export interface LoopResult {
  readonly inputs: number;
  readonly kinds: number;
  readonly name?: string;
  readonly failure?: string;
}

function loop({ subject: subjectName, seeds, seed, seconds, scratch }: LoopOptions): LoopResult {
  const subject = SUBJECTS[subjectName];
  const corpus = readdirSync(seeds)
    .sort()
    .map((name) => readFileSync(join(seeds, name)));
  const random = createRandom(seed);
  const known = new Set<string>();
  const kept: Buffer[] = [];
  const choose = (): Buffer =>
    (kept.length > 0 && random.oneIn(3) ? kept[random.below(kept.length)] : corpus[random.below(corpus.length)]) ??
    Buffer.alloc(0);
  const until = Date.now() + seconds * 1000;
  let inputs = 0;
  for (; Date.now() < until; inputs++) {
    const input = { name: random.pick(subject.names), bytes: subject.make(choose, random) };
    writeFileSync(join(scratch, 'current'), input.bytes);
    const { failure, novelty } = examine(subject, input, random, memoryGrowth());
    if (failure !== undefined)
      return { inputs, kinds: known.size, name: input.name, failure: minimise(subject, input, { failure, scratch }) };
    if (known.has(novelty)) continue;
    known.add(novelty);
    if (kept.length < MAX_KEPT && input.bytes.length <= MAX_KEPT_BYTES) kept.push(input.bytes);
  }
  return { inputs, kinds: known.size };
}

/** Tells whether the most memory that was in use has grown by more than it may since now. */
function memoryGrowth(): () => string | undefined {
  const before = process.resourceUsage().maxRSS;
  return () => {
    const growth = process.resourceUsage().maxRSS - before;
    return growth > MAX_GROWTH_KIB ? `${growth} KiB of memory` : undefined;
  };
}

function readOnly(subject: Subject, path: string): LoopResult {
  const input = { name: subject.names[0], bytes: readFileSync(path) };
  const { failure } = examine(subject, input, createRandom(1), memoryGrowth());
  return { inputs: 1, kinds: 1, ...(failure !== undefined && { failure }) };
}

const options = JSON.parse(process.argv[2] ?? '') as LoopOptions;
const result = options.only === undefined ? loop(options) : readOnly(SUBJECTS[options.subject], options.only);
writeFileSync(join(options.scratch, 'result.json'), JSON.stringify(result));
