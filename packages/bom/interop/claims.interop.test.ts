// SPDX-License-Identifier: Apache-2.0
// Against the libraries that write models: what they say of a model is claimed as they read it, and nothing else is.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWith } from '@mpk/testkit/peers';
import type { CollectedClaims } from '@mpk/bom';
import { claimsIn } from '../tests/model.js';

const python = process.env['MPK_BOM_PYTHON'] ?? join(import.meta.dirname, '../../../build/venv/bin/python');
const script = join(import.meta.dirname, 'model_files.py');
const hasPeer = (module: string): boolean => spawnSync(python, ['-c', `import ${module}`]).status === 0;

/** What a library reads back of a model, by names of claims; and what is claimed of it. */
interface Written {
  readonly expected: Readonly<Record<string, readonly unknown[]>>;
  readonly collected: CollectedClaims;
}

function write(kind: string): Written {
  const folder = mkdtempSync(join(tmpdir(), 'mpk-claims-'));
  try {
    const { status, stdout, stderr } = spawnSync(python, [script, kind, folder], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    const names = readdirSync(folder).sort();
    const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name))]));
    const [last = ''] = stdout.trim().split('\n').slice(-1);
    return { expected: JSON.parse(last) as Written['expected'], collected: claimsIn(files) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Values by names of claims, of the names that are expected. */
const valuesOf = ({ expected, collected }: Written): Record<string, unknown[]> => {
  const values = Object.fromEntries(Object.keys(expected).map((name): [string, unknown[]] => [name, []]));
  for (const { name, value } of collected.claims) values[name]?.push(value);
  return values;
};

/** Names that a kind may have besides those that its library reads back: they are inferred, measured, or of the writer's own. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  safetensors: ['tensor.shape', 'file.shard'],
  gguf: ['tensor.shape', 'tensor.count', 'tied-embeddings'],
  onnx: [],
  transformers: ['tied-embeddings', 'dtype', 'context-length', 'generation.parameter', 'tokenizer.special'],
  mlflow: ['released'],
};

const suite = (kind: string) => (): void => {
  it('writes models whose claims are what it reads back, and nothing else', () => {
    const written = write(kind);
    expect(valuesOf(written)).toEqual(written.expected);
    expect(written.collected.remarks).toEqual([]);
    const names = new Set(written.collected.claims.map(({ name }) => name));
    const others = [...names].filter((name) => !(name in written.expected));
    expect(others.filter((name) => OTHERS[kind]?.includes(name) !== true)).toEqual([]);
  });
};

for (const kind of ['safetensors', 'gguf', 'onnx']) {
  const missing = `PyPI ${kind} is not there (tools/peers/python.sh installs it)`;
  describeWith('python', hasPeer(kind), missing)(`PyPI ${kind}`, suite(kind));
}

// Of many dependencies: where somebody has them. MPK_BOM_PYTHON names a Python that does.
for (const kind of ['transformers', 'mlflow']) {
  (hasPeer(kind) ? describe : describe.skip)(`PyPI ${kind}`, suite(kind));
}
