// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { readFileSync, writeFileSync } from 'node:fs';
import { withTempFolder } from '@mpk/testkit';
import { accelerators } from '../../src/record/accelerators.js';
import { pythonEnvironment } from '../../src/record/python-environment.js';
import { toolOutput } from '../../src/record/tool-output.js';

const PATH = process.env['PATH'];
const LIMITS = { timeoutMs: 20_000, maxBytes: 64 * 1024 };
const SECRETS = { MPK_KEY_PASSWORD: 's3cret', MPK_KEY_PIN: 's3cret', SIGSTORE_ID_TOKEN: 's3cret', DB_URL: 's3cret' };

describe('a tool that is asked about a run', () => {
  it('sees only what programs need of the environment, and what it is told', async () => {
    const env = { PATH, ...SECRETS, VIRTUAL_ENV: '/venv', LD_LIBRARY_PATH: '/lib/cuda' };
    const output = await toolOutput('env', [], { env, settings: { LC_ALL: 'C' }, ...LIMITS });
    const names = (output ?? Buffer.alloc(0)).toString().trim().split('\n');
    expect(names.sort()).toEqual(['LC_ALL=C', 'LD_LIBRARY_PATH=/lib/cuda', `PATH=${PATH}`, 'VIRTUAL_ENV=/venv']);
  });

  it('gets no secret, be it the interpreter of the training environment or a tool for accelerators', () =>
    withTempFolder(async (folder) => {
      const seen: string[] = [];
      for (const tool of ['python3', 'nvidia-smi', 'rocm-smi']) {
        seen.push(`${folder}/${tool}.seen`);
        writeFileSync(join(folder, tool), `#!/bin/sh\nenv > ${folder}/${tool}.seen\nexit 1\n`, { mode: 0o755 });
      }
      const env = { PATH: `${folder}:${PATH}`, ...SECRETS };
      await pythonEnvironment('python3', { cwd: folder, env });
      await accelerators(env);
      const texts = seen.map((path) => readFileSync(path, 'utf8'));
      expect(texts.map((text) => text.includes(`PATH=${env.PATH}\n`))).toEqual([true, true, true]);
      expect(texts.join()).not.toContain('s3cret');
    }));
});
