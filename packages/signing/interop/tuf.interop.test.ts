// SPDX-License-Identifier: Apache-2.0
// TUF repositories of python-tuf and of the testkit, read by this kit and by python-tuf: tools/peers/python.sh installs it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { updateTrust } from '@mpk/signing';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { describeWith } from '@mpk/testkit/peers';
import { mustRun, runProgram, type ProgramRun } from '@mpk/testkit/real-sigstore';
import { startLocalTuf, type LocalTuf } from '@mpk/testkit/tuf';

const python = join(import.meta.dirname, '../../../build/venv/bin/python');
const havePython = existsSync(python) && spawnSync(python, ['-c', 'import tuf, securesystemslib']).status === 0;
const describePython = describeWith('python', havePython, 'PyPI tuf is not there; run tools/peers/python.sh');

const NAME = 'trusted_root.json';
const CONTENT = '{"authorities":["a"]}';

/** Has python-tuf write a repository, and serves it. */
async function withPythonRepository(use: (tuf: LocalTuf, folder: string) => Promise<void>): Promise<void> {
  const tuf = await startLocalTuf();
  try {
    await withTempFolder(async (folder) => {
      const written = join(folder, 'repository');
      await mustRun(python, [join(import.meta.dirname, 'tuf_write.py'), written, `${NAME}=${CONTENT}`]);
      tuf.repo.files.clear();
      for (const entry of await readdir(written, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath, entry.name);
        tuf.repo.files.set(path.slice(written.length + 1), await readFile(path));
      }
      await use(tuf, folder);
    });
  } finally {
    await tuf.close();
  }
}

/** What this kit makes of a repository, from its first root on. */
async function readHere(tuf: LocalTuf, folder: string): Promise<Record<string, string>> {
  const root = tuf.repo.root();
  const cacheFolder = join(folder, `cache-${Math.random()}`);
  const trust = await updateTrust({ url: tuf.url, root, cacheFolder, targets: [NAME] });
  return Object.fromEntries([...trust.targets].map(([name, bytes]) => [name, Buffer.from(bytes).toString()]));
}

/** What python-tuf makes of a repository. */
async function readThere(tuf: LocalTuf, root: Buffer, folder: string): Promise<ProgramRun> {
  const rootFile = join(folder, 'root.json');
  await writeFile(rootFile, root);
  const script = join(import.meta.dirname, 'tuf_read.py');
  return runProgram(python, [script, tuf.url, rootFile, join(folder, `client-${Math.random()}`), NAME]);
}

/** Changes one digit of what is signed: the year in which it expires. */
function damage(tuf: LocalTuf, path: string): void {
  const text = tuf.repo.files.get(path)?.toString() ?? '';
  const year = /(?<="expires": ?"20)\d\d/;
  if (!year.test(text)) throw new Error(`${path} says no year`);
  tuf.repo.files.set(path, Buffer.from(text.replace(year, '79')));
}

describePython('python-tuf', () => {
  it('writes a repository, with keys of every kind and a new root, that is read here', () =>
    withPythonRepository(async (tuf, folder) => {
      expect(await readHere(tuf, folder)).toEqual({ [NAME]: CONTENT });
      expect((await readThere(tuf, tuf.repo.root(), folder)).stdout).toBe(CONTENT);
    }));

  it.each(['2.root.json', 'timestamp.json', '4.snapshot.json', '3.targets.json'])(
    'refuses a changed %s, as is done here',
    (path) =>
      withPythonRepository(async (tuf, folder) => {
        damage(tuf, path);
        await expect(thrownCode(() => readHere(tuf, folder))).resolves.toBe('TRUST_INVALID');
        expect((await readThere(tuf, tuf.repo.root(), folder)).status).toBe(1);
      }),
  );

  it('refuses a changed target, as is done here', () =>
    withPythonRepository(async (tuf, folder) => {
      const path = [...tuf.repo.files.keys()].find((one) => one.endsWith(`.${NAME}`)) ?? '';
      tuf.repo.files.set(path, Buffer.from(CONTENT.replace('a', 'b')));
      await expect(thrownCode(() => readHere(tuf, folder))).resolves.toBe('TRUST_INVALID');
      expect((await readThere(tuf, tuf.repo.root(), folder)).status).toBe(1);
    }));

  it('reads the repository of the testkit, also after its keys have changed, and refuses it where they have not', async () => {
    const tuf = await startLocalTuf();
    try {
      await withTempFolder(async (folder) => {
        tuf.repo.publish({ [NAME]: CONTENT });
        const first = tuf.repo.root();
        expect((await readThere(tuf, first, folder)).stdout).toBe(CONTENT);
        tuf.repo.publishRoot({}, ['root', 'timestamp', 'targets']);
        expect((await readThere(tuf, first, folder)).status).toBe(1);
        tuf.repo.publish({ [NAME]: `${CONTENT}\n` });
        expect((await readThere(tuf, first, folder)).stdout).toBe(`${CONTENT}\n`);
        expect(await readHere(tuf, folder)).toEqual({ [NAME]: `${CONTENT}\n` });
      });
    } finally {
      await tuf.close();
    }
  });
});
