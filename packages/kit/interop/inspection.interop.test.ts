// SPDX-License-Identifier: Apache-2.0
// Against those who write models: what current frameworks save in their ordinary ways passes, but for what known.ts says.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { describeWith } from '@mpk/testkit/peers';
import { inspectModel } from '../src/inspect.js';
import { KNOWN } from './known.js';

const build = join(import.meta.dirname, '../../../build');
const WRITER = join(import.meta.dirname, 'benign/write.py');

/** Which environment writes what. */
const ENVIRONMENTS = [
  {
    venv: 'venv-frameworks',
    groups: ['numpy', 'scikit-learn', 'tables', 'boosting', 'exchange'],
    missing: 'frameworks: tools/peers/frameworks.sh installs them',
    isWanted: true,
  },
  {
    venv: 'venv-frameworks-large',
    groups: ['torch', 'transformers', 'tensorflow', 'keras'],
    missing: 'PyTorch and TensorFlow: MPK_LARGE_FRAMEWORKS=1 tools/peers/frameworks.sh installs them',
    isWanted: process.env['MPK_LARGE_FRAMEWORKS'] === '1',
  },
];

/** What is written by one group: files by name, which begins with the group's. */
async function outcomesOf(python: string, group: string): Promise<ReadonlyMap<string, Outcome>> {
  return withTempFolder(async (folder) => {
    const env = { ...process.env, HOME: folder, PYTHONWARNINGS: 'ignore', KERAS_BACKEND: kerasBackend(group) };
    const written = spawnSync(python, [WRITER, folder, group], { cwd: folder, env, encoding: 'utf8' });
    const said = JSON.parse(written.stdout.trim().split('\n').at(-1) ?? '{}') as { versions?: unknown };
    // A group that is not there must not look like one without findings.
    if (said.versions === undefined) throw new Error(`${group}: ${written.stdout}${written.stderr}`);
    console.info(`${group}: ${JSON.stringify(said.versions)}`);
    const { result } = await inspectModel({ model: join(folder, group) });
    expect(result.findings.filter(({ outcome }) => outcome === 'fail')).toEqual([]);
    return new Map(
      result.files.map(({ name, outcome, findings }) => [
        `${group}/${name}`,
        { outcome, because: findings.map(({ message }) => message).join('; ') },
      ]),
    );
  });
}

interface Outcome {
  readonly outcome: string;
  readonly because: string;
}

const kerasBackend = (group: string): string => (group === 'tensorflow' || group === 'keras' ? 'tensorflow' : 'numpy');

for (const { venv, groups, missing, isWanted } of ENVIRONMENTS) {
  const python = join(build, venv, 'bin/python');
  if (!isWanted) process.stderr.write(`SKIPPED: ${missing}\n`);
  const describeGroup = isWanted ? describeWith('python', existsSync(python), missing) : describe.skip;

  describeGroup(`models that are written by ${groups.join(', ')}`, () => {
    it.each(groups)('pass, but for what is known of %s', async (group) => {
      const outcomes = await outcomesOf(python, group);
      expect(outcomes.size).toBeGreaterThan(10);
      const odd = [...outcomes].filter(([, { outcome }]) => outcome !== 'pass');
      const unknown = odd.filter(
        ([name, { outcome }]) => !KNOWN.some((known) => known.file.test(name) && known.outcome === outcome),
      );
      expect(unknown.map(([name, { outcome, because }]) => `${outcome}: ${name}: ${because}`)).toEqual([]);
      const stale = KNOWN.filter(
        ({ file }) => [...outcomes.keys()].some((name) => file.test(name)) && !odd.some(([name]) => file.test(name)),
      );
      expect(stale.map(({ file, reason }) => `now passes: ${file.source}: ${reason}`)).toEqual([]);
      console.info(`${group}: ${outcomes.size - odd.length} of ${outcomes.size} pass`);
    });
  });
}
