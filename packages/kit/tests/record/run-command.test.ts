// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { runCommand } from '../../src/record/run-command.js';

describe('a command that is recorded', () => {
  it('does not get a variable that the signing method names, and gets all others', () =>
    withTempFolder(async (folder) => {
      const env = { PATH: process.env['PATH'], JWT: 's3cret', HF_TOKEN: 'of-the-run' };
      const options = { cwd: folder, env, keptBack: ['JWT'] };
      expect(await runCommand(['sh', '-c', 'env > seen'], options)).toEqual({ exitCode: 0 });
      const seen = readFileSync(join(folder, 'seen'), 'utf8');
      expect(seen).toContain('HF_TOKEN=of-the-run\n');
      expect(seen).not.toContain('s3cret');
    }));
});
