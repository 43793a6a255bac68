// SPDX-License-Identifier: Apache-2.0
// Against h5py: what libhdf5 writes is followed to its last byte, and every dataset has the bytes that h5py says.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describeWith } from '@mpk/testkit/peers';
import { checkContent, readVector, type Hdf5Vector } from '../tests/hdf5/vectors.js';

const python = process.env['PYTHON'] ?? join(import.meta.dirname, '../../../build/venv/bin/python');
const haveH5py = spawnSync(python, ['-c', 'import h5py']).status === 0;
const describeH5py = describeWith('python', haveH5py, 'h5py is not there (set PYTHON to a Python that has it)');

describeH5py('files that h5py writes now', () => {
  it('are explained to their last byte', () => {
    const script = join(import.meta.dirname, 'hdf5_files.py');
    const { stdout } = spawnSync(python, [script], { encoding: 'utf8', maxBuffer: 1 << 30 });
    const { vectors } = JSON.parse(stdout) as { vectors: readonly Hdf5Vector[] };
    for (const vector of vectors) checkContent(vector.name, readVector(vector));
    expect(vectors.length).toBeGreaterThan(4);
  }, 300_000);
});
