// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openModel } from '@mpk/core';
import { thrownCode, withTempFolder } from '@mpk/testkit';

async function put(folder: string, files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

const namesIn = (path: string, options = {}): string[] => openModel(path, options).files.map((f) => f.name);

describe('openModel', () => {
  it('lists every file by its POSIX name in code point order', () =>
    withTempFolder(async (folder) => {
      await put(folder, { 'a/b.bin': '1', 'a.txt': '22', 'a-c.txt': '', '\u{1f600}': '', '\ufffd': '' });
      expect(namesIn(folder)).toEqual(['a-c.txt', 'a.txt', 'a/b.bin', '\ufffd', '\u{1f600}']);
      expect(openModel(folder).files.map((f) => f.sizeBytes)).toEqual([0, 2, 1, 0, 0]);
    }));

  it('leaves out what OMS leaves out, at the top only, and the signature', () =>
    withTempFolder(async (folder) => {
      await put(folder, {
        '.git/config': '',
        '.gitattributes': '',
        '.github/x': '',
        'model.sig': '',
        a: '',
        'sub/.gitattributes': '',
        'sub/model.sig': '',
      });
      expect(namesIn(folder)).toEqual(['a', 'sub/.gitattributes', 'sub/model.sig']);
      expect(openModel(folder).ignored).toEqual(['.git', '.gitattributes', '.github', 'model.sig']);
    }));

  it('leaves out what the caller names, as a path or as a name', () =>
    withTempFolder(async (folder) => {
      await put(folder, { a: '', 'b.lock': '', 'cache/x': '' });
      expect(namesIn(folder, { leaveOut: [join(folder, 'b.lock')], ignorePaths: ['cache'] })).toEqual(['a']);
    }));

  it('does not leave out a folder that is called like a signature', () =>
    withTempFolder(async (folder) => {
      await put(folder, { a: '', 'model.sig/hidden': '' });
      expect(namesIn(folder, { leaveOut: [join(folder, 'model.sig')] })).toEqual(['a', 'model.sig/hidden']);
      expect(openModel(folder).signature).toBeUndefined();
    }));

  it('gives the signature that it left out', () =>
    withTempFolder(async (folder) => {
      await put(folder, { a: '', 'model.sig': 'xyz' });
      expect(openModel(folder).signature?.sizeBytes).toBe(3);
    }));

  it('opens a single file under its own name', () =>
    withTempFolder(async (folder) => {
      await put(folder, { 'm.onnx': 'x' });
      const model = openModel(join(folder, 'm.onnx'));
      expect([model.singleFile, model.name, model.files.length, model.files[0]?.name]).toEqual([
        true,
        'm.onnx',
        1,
        'm.onnx',
      ]);
    }));

  it('refuses a model without files, empty folders included', () =>
    withTempFolder(async (folder) => {
      await mkdir(join(folder, 'empty/er'), { recursive: true });
      await put(folder, { '.gitignore': '' });
      expect(await thrownCode(() => openModel(folder))).toBe('MODEL_EMPTY');
    }));

  it('refuses a path that is not there', async () => {
    expect(await thrownCode(() => openModel('/nonexistent/model'))).toBe('INPUT_UNREADABLE');
  });

  it('refuses a file name that is not UTF-8', () =>
    withTempFolder(async (folder) => {
      await writeFile(Buffer.concat([Buffer.from(`${folder}/bad-`), Buffer.from([0xff])]), '');
      expect(await thrownCode(() => openModel(folder))).toBe('MODEL_NAME_INVALID');
    }));

  it('refuses a pipe', () =>
    withTempFolder(async (folder) => {
      execFileSync('mkfifo', [join(folder, 'pipe')]);
      expect(await thrownCode(() => openModel(folder))).toBe('MODEL_FILE_REFUSED');
    }));

  it('refuses folders nested without end', () =>
    withTempFolder(async (folder) => {
      await mkdir(join(folder, ...new Array<string>(130).fill('d')), { recursive: true });
      expect(await thrownCode(() => openModel(folder))).toBe('INPUT_TOO_LARGE');
    }));
});

describe('openModel and symbolic links', () => {
  const cases: [string, (folder: string) => Promise<unknown>][] = [
    ['to a file inside the model', (f) => symlink('a', join(f, 'link'))],
    ['to a file outside', (f) => symlink('/etc/passwd', join(f, 'link'))],
    ['to a folder', (f) => symlink('/etc', join(f, 'link'))],
    ['to itself', (f) => symlink('link', join(f, 'link'))],
    ['to nothing', (f) => symlink('nowhere', join(f, 'link'))],
  ];
  it.each(cases)('refuses one %s', (_, make) =>
    withTempFolder(async (folder) => {
      await put(folder, { a: '' });
      await make(folder);
      expect(await thrownCode(() => openModel(folder))).toBe('MODEL_LINK_REFUSED');
    }),
  );

  it('follows the one that the user named as the model', () =>
    withTempFolder(async (folder) => {
      await put(folder, { 'v1/a': '' });
      await symlink('v1', join(folder, 'latest'));
      expect(openModel(join(folder, 'latest')).name).toBe('latest');
      expect(namesIn(join(folder, 'latest'))).toEqual(['a']);
    }));
});

const BLOB = 'ab'.repeat(20);

describe('openModel on a Hugging Face cache', () => {
  async function cache(folder: string): Promise<{ snapshot: string; blobsFolder: string }> {
    const blobsFolder = join(folder, 'blobs');
    const snapshot = join(folder, 'snapshots', 'c'.repeat(40));
    await put(folder, { [`blobs/${BLOB}`]: 'weights', 'blobs/sub/deep': 'x', 'blobs/plain': 'x', secret: 'x' });
    await mkdir(join(snapshot, 'sub'), { recursive: true });
    await symlink(`../../blobs/${BLOB}`, join(snapshot, 'model.safetensors'));
    return { snapshot, blobsFolder };
  }

  it('follows links into the repository’s own blobs', () =>
    withTempFolder(async (folder) => {
      const { snapshot, blobsFolder } = await cache(folder);
      await symlink(`../../../blobs/${BLOB}`, join(snapshot, 'sub/copy'));
      const model = openModel(snapshot, { blobsFolder });
      expect(model.files.map((f) => [f.name, f.path, f.sizeBytes])).toEqual([
        ['model.safetensors', join(blobsFolder, BLOB), 7],
        ['sub/copy', join(blobsFolder, BLOB), 7],
      ]);
      expect(model.linksFollowed).toBe(true);
    }));

  it.each([
    ['beside the blobs', '../../secret'],
    ['through the blobs', '../../blobs/../secret'],
    ['below the blobs', '../../blobs/sub/deep'],
    ['to the blobs folder', '../../blobs'],
    ['to a blob that is a link itself', `../../blobs/${'cd'.repeat(20)}`],
    ['to a blob that is not called by a digest', '../../blobs/plain'],
    ['to a blob that is not there', '../../blobs/gone'],
  ])('refuses a link %s', (_, target) =>
    withTempFolder(async (folder) => {
      const { snapshot, blobsFolder } = await cache(folder);
      await symlink('/etc/passwd', join(blobsFolder, 'cd'.repeat(20)));
      await symlink(target, join(snapshot, 'link'));
      expect(['MODEL_LINK_REFUSED', 'INPUT_UNREADABLE']).toContain(
        await thrownCode(() => openModel(snapshot, { blobsFolder })),
      );
    }),
  );
});

describe('openModel on what it may not read', () => {
  it('refuses an unreadable folder', () =>
    withTempFolder(async (folder) => {
      await put(folder, { 'sub/a': '' });
      await chmod(folder, 0o755);
      await chmod(join(folder, 'sub'), 0);
      const asNobody = process.geteuid?.() === 0;
      if (asNobody) process.seteuid?.(65534);
      try {
        expect(await thrownCode(() => openModel(folder))).toBe('INPUT_UNREADABLE');
      } finally {
        if (asNobody) process.seteuid?.(0);
      }
      await chmod(join(folder, 'sub'), 0o700);
    }));
});
