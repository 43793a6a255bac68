// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { copyFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { SubjectName } from './subjects.ts';

const root = join(import.meta.dirname, '../..');

/** Which tests keep what they read: a package of their own, and what Jest is told of them. */
const TESTS: Readonly<Record<SubjectName, { readonly name: string; readonly args: readonly string[] }>> = {
  readers: { name: 'formats', args: ['--findRelatedTests', 'tests/builders/read.ts'] },
  models: { name: 'bom', args: ['tests/claims', 'tests/audit', 'tests/documents/from-files.test.ts'] },
};

/** Everything that tests read is a seed, and so are their templates. */
export function collectSeeds(subject: SubjectName, seeds: string): void {
  const { name, args } = TESTS[subject];
  const folder = join(root, 'packages', name);
  const env = { ...process.env, MPK_KEEP_SEEDS: seeds, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' };
  // Some tests fail where their inputs are read in one way alone: that is told by the tests themselves.
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  spawnSync(process.execPath, [jest, ...args], { cwd: folder, env, stdio: 'ignore' });
  if (subject === 'readers') copyTemplates(join(folder, 'tests/template'), seeds);
}

function copyTemplates(templates: string, seeds: string): void {
  for (const name of readdirSync(templates, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.jinja')) copyFileSync(join(templates, name), join(seeds, basename(name)));
  }
}
