// SPDX-License-Identifier: Apache-2.0
// Runs the commands of the tutorials and of the README as a reader would, one after the other.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';

const root = join(import.meta.dirname, '../../..');

/** The lines of every `sh` block of a page. */
function commandsOf(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)]
    .flatMap((match) => (match[1] ?? '').split('\n'))
    .filter((line) => line !== '');
}

/** A folder with a model and with `mpk` on the PATH. */
function setUp(folder: string): (command: string) => { status: number | null; output: string } {
  mkdirSync(join(folder, 'model'));
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'model/config.json'), '{"architectures": []}\n');
  writeFileSync(join(folder, 'model/README.md'), '# A model\n');
  const mpk = join(folder, 'bin/mpk');
  writeFileSync(mpk, `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'packages/cli/bin/run.js')}" "$@"\n`);
  chmodSync(mpk, 0o755);
  const env = { PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`, HOME: folder };
  return (command) => {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: folder, env, encoding: 'utf8' });
    return { status, output: stdout + stderr };
  };
}

describe('docs/tutorials/first-model.md', () => {
  it('has commands that work in their order', () =>
    withTempFolder((folder) => {
      const run = setUp(folder);
      const commands = commandsOf('docs/tutorials/first-model.md');
      expect(commands.length).toBeGreaterThan(8);
      for (const command of commands) expect({ command, ...run(command) }).toMatchObject({ command, status: 0 });
      writeFileSync(join(folder, 'model/README.md'), '# Another model\n');
      expect(run('mpk verify ./model --policy policy.yaml').status).toBe(10);
      expect(run('mpk verify ./model --lock model.lock').status).toBe(10);
      return Promise.resolve();
    }));
});

describe('README.md', () => {
  it('has commands that work in their order', () =>
    withTempFolder((folder) => {
      const run = setUp(folder);
      const commands = commandsOf('README.md').filter((line) => line.startsWith('npm run -s mpk -- '));
      expect(commands).toHaveLength(4);
      for (const line of commands) {
        const command = line.replace('npm run -s mpk -- ', 'mpk ');
        expect({ command, ...run(command) }).toMatchObject({ command, status: 0 });
      }
      return Promise.resolve();
    }));

  it('shows a policy that is valid', () =>
    withTempFolder((folder) => {
      const run = setUp(folder);
      run('mpk key generate release');
      const [, policy = ''] = /```yaml\n([\s\S]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];
      writeFileSync(join(folder, 'policy.yaml'), policy);
      expect(run('mpk policy lint policy.yaml').output).toBe('policy.yaml is valid\n');
      run('mpk sign model --key release.key');
      expect(run('mpk verify model --policy policy.yaml').status).toBe(0);
      return Promise.resolve();
    }));
});
