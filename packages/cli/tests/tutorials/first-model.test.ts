// SPDX-License-Identifier: Apache-2.0
// Follows the first tutorial and the README as a reader would, one command after the other.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withReader, type Reader } from './follow.js';
import { stepsOf } from './page.js';

const ROOT = join(import.meta.dirname, '../../../..');
const files = { 'model/config.json': '{"architectures": []}\n', 'model/README.md': '# A model\n' };
const withModel = (use: (reader: Reader) => Promise<void>): Promise<void> => withReader({ files }, use);

describe('docs/tutorials/first-model.md', () => {
  it('has commands that work in their order', () =>
    withModel(async ({ folder, run, follow }) => {
      await follow(stepsOf('docs/tutorials/first-model.md'));
      writeFileSync(join(folder, 'model/README.md'), '# Another model\n');
      expect((await run('mpk verify ./model --policy policy.yaml')).status).toBe(10);
      expect((await run('mpk verify ./model --lock model.lock')).status).toBe(10);
    }));
});

describe('README.md', () => {
  it('has commands that work in their order', () =>
    withModel(async ({ run }) => {
      const commands = stepsOf('README.md')
        .flatMap((step) => (step.kind === 'run' ? step.commands : []))
        .filter(({ command }) => command.startsWith('npm run -s mpk -- '));
      expect(commands).toHaveLength(4);
      for (const { command } of commands) {
        const short = command.replace('npm run -s mpk -- ', 'mpk ');
        expect({ short, ...(await run(short)) }).toMatchObject({ short, status: 0 });
      }
    }));

  it('shows a policy that is valid', () =>
    withModel(async ({ folder, run }) => {
      await run('mpk key generate release');
      const [, policy = ''] = /```yaml\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, 'README.md'), 'utf8')) ?? [];
      writeFileSync(join(folder, 'policy.yaml'), policy);
      expect((await run('mpk policy lint policy.yaml')).output).toBe('policy.yaml is valid\n');
      await run('mpk sign model --key release.key');
      expect((await run('mpk verify model --policy policy.yaml')).status).toBe(0);
    }));
});
