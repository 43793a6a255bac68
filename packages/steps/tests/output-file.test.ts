// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { lstat, mkdir, open, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { removeFile, writeOutput } from '../src/output-file.js';
import { mkfifo } from './support.js';

describe('writeOutput', () => {
  it('replaces a file whole: who had the old one open still reads all of it', async () => {
    await withTempFolder(async (folder) => {
      const path = join(folder, 'result.json');
      await writeFile(path, 'old');
      const reader = await open(path);
      try {
        await writeOutput(path, 'new');
        expect(await reader.readFile('utf8')).toBe('old');
      } finally {
        await reader.close();
      }
      expect(await readFile(path, 'utf8')).toBe('new');
      expect(await readdir(folder)).toEqual(['result.json']);
    });
  });

  it('makes the folders above', async () => {
    await withTempFolder(async (folder) => {
      await writeOutput(join(folder, 'a/b/c'), 'x');
      expect(await readFile(join(folder, 'a/b/c'), 'utf8')).toBe('x');
    });
  });

  it('writes through a link to what it leads to, and leaves the link', async () => {
    await withTempFolder(async (folder) => {
      await writeFile(join(folder, 'target'), 'longer than the new');
      await symlink('target', join(folder, 'link'));
      await writeOutput(join(folder, 'link'), 'new');
      expect((await lstat(join(folder, 'link'))).isSymbolicLink()).toBe(true);
      expect(await readFile(join(folder, 'target'), 'utf8')).toBe('new');
    });
  });

  it('writes to a device, and says when that is full', async () => {
    await withTempFolder(async (folder) => {
      // By links: a mistake here must not replace this machine's devices.
      for (const name of ['null', 'full']) await symlink(`/dev/${name}`, join(folder, name));
      await writeOutput(join(folder, 'null'), 'x');
      expect(await thrownCode(() => writeOutput(join(folder, 'full'), 'x'))).toBe('OUTPUT_UNWRITABLE');
    });
  });

  it('refuses a pipe, with a reader or without', async () => {
    await withTempFolder(async (folder) => {
      const path = join(folder, 'pipe');
      await mkfifo(path);
      expect(await thrownCode(() => writeOutput(path, 'x'))).toBe('OUTPUT_UNWRITABLE');
      const reader = execFile('cat', [path]);
      try {
        // The reader takes a moment to open it.
        for (let i = 0; i < 5; i++) expect(await thrownCode(() => writeOutput(path, 'x'))).toBe('OUTPUT_UNWRITABLE');
      } finally {
        reader.kill();
      }
    });
  });

  it('refuses a folder', async () => {
    await withTempFolder(async (folder) => {
      await mkdir(join(folder, 'x'));
      expect(await thrownCode(() => writeOutput(join(folder, 'x'), 'x'))).toBe('OUTPUT_UNWRITABLE');
      expect(await readdir(folder)).toEqual(['x']);
    });
  });
});

describe('removeFile', () => {
  it('removes a file and nothing else', async () => {
    await withTempFolder(async (folder) => {
      await mkdir(join(folder, 'folder'));
      await writeFile(join(folder, 'file'), '');
      await symlink('target', join(folder, 'link'));
      await writeFile(join(folder, 'target'), '');
      await mkfifo(join(folder, 'pipe'));
      for (const name of ['folder', 'file', 'link', 'pipe', 'absent']) await removeFile(join(folder, name));
      expect((await readdir(folder)).sort()).toEqual(['folder', 'link', 'pipe', 'target']);
    });
  });
});
