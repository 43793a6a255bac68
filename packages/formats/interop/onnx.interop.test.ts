// SPDX-License-Identifier: Apache-2.0
// Against onnx: every operator that it finds in a model is found here, and every file that it would read from.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describeWith } from '@mpk/testkit/peers';
import { readFile } from '../tests/builders/read.js';

const python = process.env['PYTHON'] ?? join(import.meta.dirname, '../../../build/venv/bin/python');
const haveOnnx = spawnSync(python, ['-c', 'import onnx']).status === 0;
const describeOnnx = describeWith('python', haveOnnx, 'onnx is not there (set PYTHON to a Python that has it)');

/** What `onnx_files.py` says of a model. */
interface Described {
  readonly name: string;
  readonly bytes: string;
  readonly irVersion: number;
  readonly nodes: number;
  readonly operators: readonly string[];
  readonly functions: number;
  readonly external: readonly string[];
}

function described({ name, bytes }: Described): Described {
  const { parts } = readFile(Buffer.from(bytes, 'base64'));
  const content = parts[0]?.content;
  if (content?.kind !== 'onnx') throw new Error(`${name} is ${parts[0]?.format}`);
  expect(parts.flatMap(({ irregularities, uninspected }) => [...irregularities, ...uninspected])).toEqual([]);
  return {
    name,
    bytes,
    irVersion: content.irVersion,
    nodes: content.nodes,
    operators: content.operators.map((one) => `${one.domain} ${one.name} ${one.count}`).sort(),
    functions: content.functions.length,
    external: content.externalData.map(({ location }) => location).sort(),
  };
}

describeOnnx('models that onnx reads', () => {
  it('are read alike, to their last byte', () => {
    const script = join(import.meta.dirname, 'onnx_files.py');
    const { stdout } = spawnSync(python, [script], { encoding: 'utf8', maxBuffer: 1 << 30 });
    const models = stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Described);
    for (const model of models) expect(described(model)).toEqual(model);
    expect(models.length).toBeGreaterThan(50);
    expect(models.at(-1)?.external).toEqual(['weights.bin']);
  }, 300_000);
});
