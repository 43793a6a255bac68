// SPDX-License-Identifier: Apache-2.0
// Against CPython's own unpickler, of which only find_class is replaced: no name that it asks for may be missed.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describeWith } from '@mpk/testkit/peers';
import { PickleScanner } from '../src/pickle/machine/scanner.js';
import type { PickleReading } from '../src/pickle/machine/reading.js';

const python = process.env['PYTHON'] ?? 'python3';
const havePython = spawnSync(python, ['-c', 'import pickle']).status === 0;
const describePython = describeWith('python', havePython, 'CPython is not there (set PYTHON to name it)');

const SEED = Number(process.env['MPK_PICKLE_SEED'] ?? Date.now() % 1_000_000);
const STREAMS = Number(process.env['MPK_PICKLE_STREAMS'] ?? 100_000);

/** Oddities after which the names that are asked for cannot be told: a check refuses them. */
const UNTOLD = ['computed-import', 'extension', 'frame-crossed', 'unreadable-name'];

function readIn(bytes: Buffer, chunkBytes: number): PickleReading {
  const scanner = new PickleScanner({ sizeBytes: bytes.length });
  for (let at = 0; at < bytes.length; at += chunkBytes) scanner.write(bytes.subarray(at, at + chunkBytes));
  return scanner.end();
}

/** Names that CPython asked for and the reading does not have. */
function missedIn({ imports, oddities }: PickleReading, asked: readonly string[]): readonly string[] {
  if (oddities.some(({ kind }) => UNTOLD.includes(kind))) return [];
  const told = new Set(imports.map(({ module, name }) => `${module}|${name}`));
  return asked.map((hex) => Buffer.from(hex, 'hex').toString()).filter((name) => !told.has(name));
}

/** What is wrong with the reading of one line of the generator. */
function faultOf(line: string): string | undefined {
  const [hex = '', loaded, ...asked] = line.split(' ');
  const bytes = Buffer.from(hex, 'hex');
  const reading = readIn(bytes, Math.max(1, bytes.length));
  const missed = missedIn(reading, asked);
  if (missed.length > 0) return `missed ${missed.join(', ')}`;
  if (JSON.stringify(readIn(bytes, 1)) !== JSON.stringify(reading)) return 'chunks of one byte give something else';
  const refused = reading.streams === 0 && reading.oddities.length === 0;
  return loaded === '1' && refused ? `CPython loads it: ${reading.broken ?? 'cut'}` : undefined;
}

describePython('CPython', () => {
  it(`asks for no name that is not told, in ${STREAMS} streams of seed ${SEED}`, async () => {
    const script = join(import.meta.dirname, 'pickle_streams.py');
    const child = spawn(python, [script, String(SEED), String(STREAMS)], { stdio: ['ignore', 'pipe', 'ignore'] });
    const faults: string[] = [];
    let count = 0;
    let asking = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      count++;
      if (line.split(' ').length > 2) asking++;
      const fault = faultOf(line);
      if (fault !== undefined) faults.push(`${fault}: ${line}`);
    }
    expect(faults.slice(0, 5)).toEqual([]);
    // Streams that CPython itself might not survive are left out; most others ask for something.
    expect(count).toBeGreaterThan(STREAMS * 0.95);
    expect(asking).toBeGreaterThan(STREAMS / 3);
  }, 600_000);
});
