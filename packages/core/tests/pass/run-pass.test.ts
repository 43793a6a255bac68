// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { appendFileSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  MAX_RANGE_BYTES,
  openModel,
  runPass,
  sha256Consumer,
  type ConsumerRegistry,
  type PassOptions,
  type PassProgress,
  type RangeReader,
} from '@mpk/core';
import { thrownCode, withTempFolder } from '@mpk/testkit';

const workerEntry = new URL('../fixtures/pass-worker.mjs', import.meta.url);
const MIB = 1024 * 1024;
const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const base = (registry: ConsumerRegistry = { sha256: sha256Consumer }): PassOptions => ({
  load: () => Promise.resolve(registry),
  names: Object.keys(registry),
  consumers: Object.keys(registry),
  jobs: 2,
});

/** Bytes that differ at every offset, so that swapped or repeated chunks show. */
function patterned(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let i = 0; i + 4 <= length; i += 4) bytes.writeUInt32LE((i * 2654435761 + seed) >>> 0, i);
  return bytes;
}

async function sampleModel(folder: string): Promise<Map<string, string>> {
  const sizes = [0, 1, MIB - 1, MIB, MIB + 1, 3 * MIB + 7, 10];
  const expected = new Map<string, string>();
  for (const [i, size] of sizes.entries()) {
    const bytes = patterned(size, i);
    await writeFile(join(folder, `f${i}`), bytes);
    expected.set(`f${i}`, sha(bytes));
  }
  return expected;
}

/** Large enough that workers are used, and sparse. */
async function addSparse(folder: string): Promise<void> {
  await writeFile(join(folder, 'sparse'), '');
  await truncate(join(folder, 'sparse'), 64 * MIB);
}

describe('runPass', () => {
  it.each([
    ['in this thread', false],
    ['in workers', true],
  ])('gives every file its digest, in the order of the files, %s', (_, inWorkers) =>
    withTempFolder(async (folder) => {
      const expected = await sampleModel(folder);
      if (inWorkers) await addSparse(folder);
      const { files } = openModel(folder);
      const results = await runPass(files, { ...base(), ...(inWorkers && { workerEntry }) });
      const found = new Map(files.map((file, i) => [file.name, results[i]?.['sha256']]));
      for (const [name, digest] of expected) expect(found.get(name)).toBe(digest);
    }),
  );

  it.each([undefined, workerEntry])('tells progress that grows to the whole', (entry) =>
    withTempFolder(async (folder) => {
      await sampleModel(folder);
      await addSparse(folder);
      const seen: PassProgress[] = [];
      const { files } = openModel(folder);
      await runPass(files, { ...base(), workerEntry: entry, onProgress: (p) => seen.push(p) });
      const last = seen.at(-1);
      expect([last?.bytes, last?.files]).toEqual([last?.totalBytes, files.length]);
      expect(seen.every((p, i) => p.bytes >= (seen[i - 1]?.bytes ?? 0))).toBe(true);
    }),
  );

  it.each([undefined, workerEntry])('stops when cancelled midway', (entry) =>
    withTempFolder(async (folder) => {
      await sampleModel(folder);
      await addSparse(folder);
      const controller = new AbortController();
      const options = {
        ...base(),
        workerEntry: entry,
        signal: controller.signal,
        onProgress: () => controller.abort(),
      };
      expect(await thrownCode(() => runPass(openModel(folder).files, options))).toBe('CANCELLED');
    }),
  );

  it('does nothing when cancelled before', () =>
    withTempFolder(async (folder) => {
      await sampleModel(folder);
      expect(await thrownCode(() => runPass(openModel(folder).files, { ...base(), signal: AbortSignal.abort() }))).toBe(
        'CANCELLED',
      );
    }));

  it.each(['failing', 'dying'])('reports a %s worker as INTERNAL and does not hang', (consumer) =>
    withTempFolder(async (folder) => {
      await addSparse(folder);
      await writeFile(join(folder, 'b'), 'x');
      const options = { ...base(), consumers: [consumer], workerEntry };
      expect(await thrownCode(() => runPass(openModel(folder).files, options))).toBe('INTERNAL');
    }),
  );
});

describe('runPass on a model that changes', () => {
  const before: [string, (path: string) => void][] = [
    ['grows', (p) => appendFileSync(p, 'x')],
    ['shrinks', (p) => truncateSync(p, 1)],
    ['is written to with the same size', (p) => writeFileSync(p, 'BBBB')],
    ['vanishes', (p) => rmSync(p)],
    [
      'becomes a link',
      (p) => {
        renameSync(p, `${p}.old`);
        symlinkSync(`${p}.old`, p);
      },
    ],
    [
      'becomes another file',
      (p) => {
        writeFileSync(`${p}.new`, 'AAAA');
        renameSync(`${p}.new`, p);
      },
    ],
  ];
  it.each(before)('reports MODEL_CHANGED when a listed file %s', (_, change) =>
    withTempFolder(async (folder) => {
      await writeFile(join(folder, 'a'), 'AAAA');
      const { files } = openModel(folder);
      await new Promise((resolve) => setTimeout(resolve, 20));
      change(join(folder, 'a'));
      expect(await thrownCode(() => runPass(files, base()))).toBe('MODEL_CHANGED');
    }),
  );

  it.each([
    ['a small file', 4],
    ['a large file', 3 * MIB],
  ])('reports MODEL_CHANGED when %s is written to while it is read', (_, size) =>
    withTempFolder(async (folder) => {
      const path = join(folder, 'a');
      await writeFile(path, patterned(size, 1));
      const { files } = openModel(folder);
      await new Promise((resolve) => setTimeout(resolve, 20));
      const spoiling: ConsumerRegistry = {
        spoil: () => ({ update: () => appendFileSync(path, 'x'), finish: () => 0 }),
      };
      expect(await thrownCode(() => runPass(files, base(spoiling)))).toBe('MODEL_CHANGED');
    }),
  );
});

describe('ranges read ahead', () => {
  const withRanges = (use: (ranges: RangeReader) => unknown): ConsumerRegistry => {
    let result: unknown;
    return {
      peek: () => ({ start: (ranges) => void (result = use(ranges)), update: () => undefined, finish: () => result }),
    };
  };

  it('are cut at the end of the file and empty outside of it', () =>
    withTempFolder(async (folder) => {
      await writeFile(join(folder, 'a'), '0123456789');
      const registry = withRanges((r) => [
        r.read(8, 100).toString(),
        r.read(10, 1).length,
        r.read(-1, 5).length,
        r.read(0, -1).length,
        r.read(2 ** 60, 5).length,
      ]);
      const [result] = await runPass(openModel(folder).files, base(registry));
      expect(result?.['peek']).toEqual(['89', 0, 0, 0, 0]);
    }));

  it('are bounded together', () =>
    withTempFolder(async (folder) => {
      await writeFile(join(folder, 'a'), '');
      await truncate(join(folder, 'a'), 2 * MAX_RANGE_BYTES);
      const half = MAX_RANGE_BYTES / 2;
      const registry = withRanges((r) => [r.read(0, half), r.read(half, half), r.read(MAX_RANGE_BYTES, 1)]);
      expect(await thrownCode(() => runPass(openModel(folder).files, base(registry)))).toBe('INPUT_TOO_LARGE');
    }));
});
