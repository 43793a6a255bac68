// SPDX-License-Identifier: Apache-2.0
// Against the libraries that read and write these formats: no file that safetensors refuses may look right, and all that it reads,
// or gguf writes, is read here alike.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWith } from '@mpk/testkit/peers';
import { GGML_TYPES } from '../src/gguf/ggml-types.js';
import type { Part, TensorsContent } from '../src/index.js';
import { readFile } from '../tests/builders/read.js';

const python = process.env['MPK_TENSORS_PYTHON'] ?? join(import.meta.dirname, '../../../build/venv/bin/python');
const script = join(import.meta.dirname, 'tensor_files.py');
const hasPeer = (module: string): boolean => spawnSync(python, ['-c', `import ${module}`]).status === 0;
const missing = (module: string): string => `PyPI ${module} is not there (tools/peers/python.sh installs it)`;
const describeSafetensors = describeWith('python', hasPeer('safetensors'), missing('safetensors'));
const describeGguf = describeWith('python', hasPeer('gguf'), missing('gguf'));

const SEED = Number(process.env['MPK_TENSORS_SEED'] ?? Date.now() % 1_000_000);

/** Lines that the script writes, as JSON. */
function lines<T>(...args: (string | number)[]): T[] {
  const { stdout, status, stderr } = spawnSync(python, [script, ...args.map(String)], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(stderr);
  const texts = stdout.split('\n').filter((line) => line !== '');
  return texts.map((line) => JSON.parse(line) as T);
}

const contentOf = (part: Part | undefined): TensorsContent | undefined =>
  part?.content?.kind === 'tensors' ? part.content : undefined;

/** A tensor: its name, type, shape, and bytes. */
type Tensor = readonly [name: string, dtype: string, shape: readonly number[], sizeBytes: number];

const tensorsOf = (part: Part | undefined): Tensor[] =>
  (contentOf(part)?.tensors ?? []).map(({ name, dtype, shape, sizeBytes }) => [name, dtype, shape, sizeBytes]);

const byName = (tensors: readonly Tensor[]): Tensor[] => [...tensors].sort((a, b) => (a[0] < b[0] ? -1 : 1));

interface SafetensorsLine {
  readonly hex: string;
  /** null: refused */
  readonly tensors: readonly Tensor[] | null;
}

/** What is told of files that the library reads: a name twice, a field it passes over, other space than spaces, half of a pair. */
const STRICTER = ['duplicate-name', 'bad-value', 'odd-padding'];

function safetensorsFault({ hex, tensors }: SafetensorsLine): string | undefined {
  const [part] = readFile(Buffer.from(hex, 'hex')).parts;
  const kinds = (part?.irregularities ?? []).map(({ kind }) => kind);
  const looksRight = part?.format === 'safetensors' && kinds.length === 0 && part.uninspected.length === 0;
  if (tensors === null) return looksRight ? 'it looks right' : undefined;
  const read = byName(tensorsOf(part));
  if (kinds.some((kind) => !STRICTER.includes(kind))) return kinds.join(' ');
  if (kinds.includes('duplicate-name')) return undefined;
  return JSON.stringify(read) === JSON.stringify(byName(tensors)) ? undefined : `read ${JSON.stringify(read)}`;
}

describeSafetensors('PyPI safetensors', () => {
  it(`refuses no file that looks right here, and reads no other tensors, in 10,000 files of seed ${SEED}`, () => {
    const files = lines<SafetensorsLine>('safetensors', SEED, 10_000);
    const faults = files.flatMap((file) => {
      const fault = safetensorsFault(file);
      return fault === undefined ? [] : [`${fault}: ${JSON.stringify(file.tensors)} ${file.hex}`];
    });
    expect(faults.slice(0, 5)).toEqual([]);
    expect(files.filter(({ tensors }) => tensors === null).length).toBeGreaterThan(2000);
    expect(files.filter(({ tensors }) => tensors !== null).length).toBeGreaterThan(2000);
  }, 300_000);
});

interface GgufLine {
  readonly path: string;
  readonly big: boolean;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly tensors: readonly Tensor[];
  readonly offsets: readonly number[];
}

describeGguf('PyPI gguf', () => {
  it(`writes nothing but what is read here as it was written, in 200 files of seed ${SEED}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'mpk-gguf-'));
    try {
      for (const { path, big, metadata, tensors, offsets } of lines<GgufLine>('gguf', folder, SEED, 200)) {
        const [part] = readFile(readFileSync(path)).parts;
        const content = contentOf(part);
        expect(part).toMatchObject({ format: 'gguf', irregularities: [], uninspected: [] });
        expect(tensorsOf(part)).toEqual(tensors);
        expect(content?.tensors.map(({ offset }) => offset)).toEqual(offsets);
        expect(content?.gguf?.byteOrder).toBe(big ? 'big' : 'little');
        expect(Object.fromEntries(content?.metadata.map(({ key, value }) => [key, value]) ?? [])).toMatchObject(
          metadata,
        );
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 300_000);

  it('has no type whose blocks are of another size here', () => {
    const [types = []] = lines<(readonly [number, string, number, number])[]>('ggml-types');
    expect(types.length).toBeGreaterThan(30);
    for (const [number, name, blockElements, blockBytes] of types) {
      // ggml itself has two halves in a block since October 2023, 36 bytes; no file has such tensors.
      if (name === 'Q8_1') continue;
      expect(GGML_TYPES.get(number)).toEqual({ name, blockElements, blockBytes, removed: false });
    }
  });
});
