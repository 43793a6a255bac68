// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { gitSource, sourceUri } from '../../src/record/git-source.js';

const env = { PATH: process.env['PATH'] };

const withRepository = (use: (folder: string, git: (...args: string[]) => string) => Promise<void>): Promise<void> =>
  withTempFolder(async (folder) => {
    const gitEnv = { ...env, HOME: folder, GIT_CONFIG_NOSYSTEM: '1' };
    const git = (...args: string[]): string =>
      execFileSync('git', ['-c', 'user.name=n', '-c', 'user.email=e@example.com', ...args], {
        cwd: folder,
        env: gitEnv,
        encoding: 'utf8',
      }).trim();
    git('init', '-q', '-b', 'main');
    writeFileSync(join(folder, 'train.py'), 'print(1)\n');
    writeFileSync(join(folder, '.gitignore'), 'out\n');
    git('add', '.');
    git('commit', '-qm', 'one');
    await use(folder, git);
  });

describe('the code of a run', () => {
  it('is commit, repository and branch of a clean checkout', () =>
    withRepository(async (folder, git) => {
      git('remote', 'add', 'origin', 'https://user:secret@git.example/acme/train.git');
      mkdirSync(join(folder, 'out'));
      writeFileSync(join(folder, 'out/ignored'), 'x');
      expect(await gitSource(folder, env)).toEqual({
        name: 'source',
        uri: 'git+https://git.example/acme/train.git@refs/heads/main',
        digest: { gitCommit: git('rev-parse', 'HEAD') },
        annotations: { role: 'source', changes: 'none' },
      });
    }));

  it('has a digest of everything that differs from the commit, which tells one state from another', () =>
    withRepository(async (folder) => {
      const digests: unknown[] = [];
      const note = async (where = folder): Promise<void> => {
        const { annotations } = (await gitSource(where, env)) ?? {};
        expect(annotations).toMatchObject({ changes: 'uncommitted' });
        digests.push(annotations?.['changesDigest']);
      };
      writeFileSync(join(folder, 'train.py'), 'print(2)\n');
      await note();
      writeFileSync(join(folder, 'new.py'), 'a');
      await note();
      writeFileSync(join(folder, 'new.py'), 'b');
      await note();
      symlinkSync('train.py', join(folder, 'link.py'));
      await note();
      mkdirSync(join(folder, 'sub'));
      await note(join(folder, 'sub'));
      expect(digests.every((digest) => /^sha256:[0-9a-f]{64}$/.test(String(digest)))).toBe(true);
      expect(new Set(digests).size).toBe(4);
      expect(digests[4]).toBe(digests[3]);
    }));

  it('is unknown outside of a repository, without a commit, and without git', () =>
    withTempFolder(async (folder) => {
      expect(await gitSource(folder, env)).toBeUndefined();
      execFileSync('git', ['init', '-q'], { cwd: folder, env: { ...env, HOME: folder } });
      expect(await gitSource(folder, env)).toBeUndefined();
      expect(await gitSource(import.meta.dirname, { PATH: folder })).toBeUndefined();
    }));

  it('runs no program that the repository names', () =>
    withRepository(async (folder, git) => {
      const touched = join(folder, 'out');
      const program = join(folder, 'evil.sh');
      writeFileSync(program, `#!/bin/sh\ntouch ${touched}\n`, { mode: 0o755 });
      git('config', 'core.fsmonitor', program);
      git('config', 'diff.external', program);
      git('config', 'diff.evil.textconv', program);
      git('config', 'diff.evil.command', program);
      git('config', 'filter.evil.clean', program);
      writeFileSync(join(folder, '.gitattributes'), '*.py diff=evil\n');
      writeFileSync(join(folder, 'train.py'), 'print(2)\n');
      await gitSource(folder, env);
      expect(() => execFileSync('ls', [touched], { stdio: 'ignore' })).toThrow();
    }));
});

describe('the address of a repository', () => {
  test.each([
    ['https://git.example/a/b.git', 'git+https://git.example/a/b.git@r'],
    ['https://token@git.example/a/b?x=secret', 'git+https://git.example/a/b@r'],
    ['git@git.example:a/b.git', 'git+ssh://git@git.example/a/b.git@r'],
    ['ssh://git:pw@git.example:22/a/b.git', 'git+ssh://git@git.example:22/a/b.git@r'],
    ['git.example:a/b', 'git+ssh://git.example/a/b@r'],
    ['/srv/git/a.git', undefined],
    ['../a.git', undefined],
    ['C:\\code\\a', undefined],
    ['file:///srv/git/a.git', undefined],
  ])('%s', (remote, uri) => {
    expect(sourceUri(remote, 'r')).toEqual(uri === undefined ? {} : { uri });
  });
});
