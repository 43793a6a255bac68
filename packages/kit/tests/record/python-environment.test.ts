// SPDX-License-Identifier: Apache-2.0
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { pythonEnvironment } from '../../src/record/python-environment.js';

const env = { PATH: process.env['PATH'] };
const found = { implementation: 'CPython', version: expect.stringMatching(/^3\./), packages: expect.any(Array) };

describe('the Python that a command uses', () => {
  it('is the command itself, or what the first line of its script names', () =>
    withTempFolder(async (folder) => {
      const script = (name: string, first: string): string => {
        writeFileSync(join(folder, name), `${first}\nprint(1)\n`);
        chmodSync(join(folder, name), 0o755);
        return join(folder, name);
      };
      const options = { cwd: folder, env: { PATH: `${folder}:${env.PATH}` } };
      expect(await pythonEnvironment('python3', options)).toEqual(found);
      expect(await pythonEnvironment(script('a', '#!/usr/bin/env python3'), options)).toEqual(found);
      expect(await pythonEnvironment('a', options)).toEqual(found);
      expect(await pythonEnvironment('sh', { ...options, interpreter: 'python3' })).toEqual(found);
      expect(await pythonEnvironment(script('b', '#!/bin/sh'), options)).toBeUndefined();
      expect(await pythonEnvironment(script('c', '#!/usr/bin/env node'), options)).toBeUndefined();
      expect(await pythonEnvironment(join(folder, 'absent'), options)).toBeUndefined();
      expect(await pythonEnvironment('absent', options)).toBeUndefined();
    }));

  test.each([
    ['fails', 'exit 1'],
    ['says something else', 'echo hello'],
    ['leaves something out', `echo '{"implementation":"x","version":"3","packages":[{"name":"a"}]}'`],
  ])('is unknown where it %s', (_, body) =>
    withTempFolder(async (folder) => {
      const fake = join(folder, 'python3');
      writeFileSync(fake, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
      expect(await pythonEnvironment(fake, { cwd: folder, env })).toBeUndefined();
    }),
  );

  it('imports nothing from the folder of the run', () =>
    withTempFolder(async (folder) => {
      writeFileSync(join(folder, 'json.py'), 'raise SystemExit(3)\n');
      expect(await pythonEnvironment('python3', { cwd: folder, env: { ...env, PYTHONPATH: folder } })).toEqual(found);
    }));
});
