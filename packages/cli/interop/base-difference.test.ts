// SPDX-License-Identifier: Apache-2.0
// What differs from a base, against NumPy: norms, and the first of all singular values, of matrices that were made for it.
import { withTempFolder } from '@mpk/testkit';
import { runMpk } from '../tests/run-mpk.js';
import { describePython, python } from './python.js';

const SEED = Number(process.env['MPK_BASE_SEED'] ?? Date.now() % 1_000_000);
const SCRIPT = `${import.meta.dirname}/base_difference.py`;

interface Measure {
  readonly relativeNorm: number;
  readonly firstDirection: number;
}

describePython(['numpy', 'safetensors'])('the difference to a base', () => {
  it(`is what NumPy makes of it, within 0.001, for seed ${SEED}`, () =>
    withTempFolder(async (folder) => {
      const { status, stdout, stderr } = await python(folder, SCRIPT, folder, String(SEED));
      expect([status, stderr]).toEqual([0, '']);
      const expected = JSON.parse(stdout) as Readonly<Record<string, Measure>>;
      const { base } = runMpk(['inspect', 'model', '--base', 'base', '--json'], { cwd: folder }).json();
      expect(base.changed).toHaveLength(Object.keys(expected).length);
      for (const { name, relativeNorm, firstDirection } of base.changed) {
        const known = expected[name] ?? { relativeNorm: Number.NaN, firstDirection: Number.NaN };
        expect([name, Math.abs(relativeNorm / known.relativeNorm - 1) < 1e-3]).toEqual([name, true]);
        expect([name, Math.abs(firstDirection - known.firstDirection) <= 1e-3]).toEqual([name, true]);
      }
    }));
});
