// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { gitSource, sourceUri } from '../../src/record/git-source.js';

const env = { PATH: process.env['PATH'] };

const withRepository = <T>(use: (folder: string, git: (...args: string[]) => string) => Promise<T>): Promise<T> =>
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
    return use(folder, git);
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

  describe('in a repository that names programs', () => {
    /** What is found, and whether one of the programs ran. */
    const looked = (
      attributes: string,
      configure: (program: string, git: (...args: string[]) => string, folder: string) => void,
    ): Promise<readonly [unknown, boolean]> =>
      withTempFolder((outside) =>
        withRepository(async (folder, git) => {
          const program = join(outside, 'evil.sh');
          writeFileSync(program, `#!/bin/sh\ntouch ${outside}/ran\ncat\n`, { mode: 0o755 });
          // The commit holds the attributes: only train.py differs.
          writeFileSync(join(folder, '.gitattributes'), attributes);
          git('add', '.');
          git('commit', '-qm', 'two');
          configure(program, git, folder);
          writeFileSync(join(folder, 'train.py'), 'print(2)\n');
          const source = await gitSource(folder, env);
          return [source?.annotations?.['changes'], existsSync(join(outside, 'ran'))] as const;
        }),
      );

    test.each(['core.fsmonitor', 'diff.external', 'core.pager', 'core.hooksPath'])('%s is not run', async (name) => {
      expect(await looked('', (program, git) => git('config', name, program))).toEqual(['uncommitted', false]);
    });

    test.each([
      'diff.evil.textconv',
      'diff.evil.command',
      'filter.evil.clean',
      'filter.evil.process',
      'filter.evil.smudge',
      'filter.e.v.i.l.clean',
    ])('%s is not run', async (name) => {
      const driver = name.replace(/^(?:diff|filter)\.(.*)\.[a-z]*$/, '$1');
      const attributes = `*.py diff=${driver} filter=${driver}\n`;
      const configure = (program: string, git: (...args: string[]) => string): void => {
        git('config', name, program);
        git('config', `filter.${driver}.required`, 'true');
      };
      expect(await looked(attributes, configure)).toEqual(['uncommitted', false]);
    });

    it('a filter that no option can switch off is not run either: what differs is then unknown', async () => {
      const configure = (program: string, git: (...args: string[]) => string): void =>
        void git('config', 'filter.a=b.clean', program);
      expect(await looked('*.py filter=a=b\n', configure)).toEqual(['unknown', false]);
    });

    it('a filter of an included file is not run', async () => {
      const configure = (program: string, git: (...args: string[]) => string, folder: string): void => {
        writeFileSync(join(folder, '.git/more'), `[filter "evil"]\n\tclean = ${program}\n`);
        git('config', 'include.path', 'more');
      };
      expect(await looked('*.py filter=evil\n', configure)).toEqual(['uncommitted', false]);
    });

    it('a filter of the user is run, as it is by git: else every file of Git LFS would differ', () =>
      withRepository(async (folder, git) => {
        writeFileSync(join(folder, '.gitconfig'), '[filter "upper"]\n\tclean = tr a-z A-Z\n');
        writeFileSync(join(folder, '.gitattributes'), '*.bin filter=upper\n.gitconfig export-ignore\n');
        writeFileSync(join(folder, 'w.bin'), 'abc');
        git('add', '.');
        git('commit', '-qm', 'two');
        writeFileSync(join(folder, 'w.bin'), 'aBc');
        expect((await gitSource(folder, { ...env, HOME: folder }))?.annotations).toEqual({
          role: 'source',
          changes: 'none',
        });
      }));

    it('a submodule is not looked into, and what differs is unknown where nothing else does', () =>
      withRepository(async (folder, git) => {
        const sub = join(folder, 'sub');
        mkdirSync(sub);
        git('init', '-q', 'sub');
        writeFileSync(join(sub, 'a.py'), '1\n');
        git('-C', 'sub', 'add', '.');
        git('-C', 'sub', 'commit', '-qm', 'one');
        git('add', 'sub');
        git('commit', '-qm', 'two');
        git('-C', 'sub', 'config', 'filter.evil.clean', `touch ${folder}/out; cat`);
        writeFileSync(join(sub, '.git/info/attributes'), '*.py filter=evil\n');
        writeFileSync(join(sub, 'a.py'), '2\n');
        expect((await gitSource(folder, env))?.annotations).toEqual({ role: 'source', changes: 'unknown' });
        expect(existsSync(join(folder, 'out'))).toBe(false);
      }));

    it('objects that are missing are not fetched', () =>
      withRepository(async (folder, git) => {
        const blob = git('rev-parse', 'HEAD:train.py');
        rmSync(join(folder, '.git/objects', blob.slice(0, 2), blob.slice(2)));
        git('config', 'core.repositoryFormatVersion', '1');
        git('config', 'extensions.partialClone', 'origin');
        git('config', 'remote.origin.url', folder);
        git('config', 'remote.origin.uploadpack', `touch ${folder}/out; false`);
        git('config', 'protocol.file.allow', 'always');
        writeFileSync(join(folder, 'train.py'), 'print(2)\n');
        expect((await gitSource(folder, env))?.annotations).toEqual({ role: 'source', changes: 'unknown' });
        expect(existsSync(join(folder, 'out'))).toBe(false);
      }));
  });
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
