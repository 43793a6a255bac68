// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withTempFolder } from '@mpk/testkit';

const cli = join(import.meta.dirname, '..');
/** In the package, for what is no part of the bundle is found from there. */
const bundle = join(cli, `out-tsc/bundle-of-test-${process.pid}`);

function node(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: cli, encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** Starts the bundle as `bin/run.js` does; threads start from files, so that it is one too. */
const START = "import { execute } from '@oclif/core/execute';\nawait execute({ dir: import.meta.url });\n";
const runBundle = (...args: readonly string[]) => node(join(bundle, 'start.js'), ...args);

interface Manifest {
  readonly commands: Record<string, { readonly relativePath: readonly string[] }>;
}

describe('the bundle of the command line', () => {
  beforeAll(() => {
    const { status, stderr } = node(join(cli, '../../tools/bundle/bundle.ts'), bundle);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    writeFileSync(join(bundle, 'start.js'), START);
  });
  afterAll(() => {
    rmSync(bundle, { recursive: true, force: true });
  });

  it('has every command, and each of them loads', () => {
    const { commands } = JSON.parse(readFileSync(join(bundle, 'oclif.manifest.json'), 'utf8')) as Manifest;
    const paths = Object.values(commands).map(({ relativePath }) => join(bundle, ...relativePath));
    expect(paths.length).toBeGreaterThan(20);
    const text = `for (const path of process.argv.slice(1)) {
      if (typeof (await import(path)).default?.run !== 'function') console.log(path);
    }`;
    expect(node('--input-type=module', '--eval', text, '--', ...paths)).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('says what the modules say that it is made of, also from threads', () =>
    withTempFolder((model) => {
      // More than one read, and two files: the pass starts its workers.
      for (const name of ['a.bin', 'b.bin']) writeFileSync(join(model, name), Buffer.alloc(40 << 20, name));
      writeFileSync(join(model, 'README.md'), '---\nlicense: mit\n---\n');
      for (const args of [
        ['digest', model],
        ['inspect', model, '--json'],
        ['audit', model, '--json'],
      ]) {
        const all = [...args, '--jobs', '2'];
        const own = runBundle(...all);
        expect(own.stdout.length).toBeGreaterThan(50);
        expect(own).toEqual(node(join(cli, 'bin/run.js'), ...all));
      }
      return Promise.resolve();
    }));

  it('has the licence of every package that it holds code of', () => {
    const notices = readFileSync(join(bundle, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['@cyclonedx/cyclonedx-library', '@sigstore/verify', 'yaml', 'packageurl-js'])
      expect(notices).toContain(`\n${name} `);
    expect(notices).toContain('Permission is hereby granted');
  });
});

describe('the program that is started', () => {
  interface Program {
    readonly programUrl: (here: string) => string;
    readonly buildDigest: (packages: URL, names: readonly string[]) => string;
  }
  const BUILT = { 'cli/dist/tsconfig.lib.tsbuildinfo': 'a', 'core/dist/tsconfig.lib.tsbuildinfo': 'b' };

  /** Which one it is in a folder of packages with these files. @param later - files that were built after the bundle */
  const started = async (files: Record<string, string>, later: Record<string, string> = {}): Promise<string> => {
    let url = '';
    await withTempFolder(async (folder) => {
      const write = (name: string, text: string): void => {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
      };
      const { programUrl, buildDigest } = (await import(pathToFileURL(join(cli, 'bin/program.js')).href)) as Program;
      for (const [name, text] of Object.entries(files)) write(name, text);
      const packages = ['cli', 'core'];
      const builtFrom = { packages, digest: buildDigest(pathToFileURL(`${folder}/`), packages) };
      if ('cli/bundle/worker-entry.js' in files) write('cli/bundle/package.json', JSON.stringify({ builtFrom }));
      for (const [name, text] of Object.entries(later)) write(name, text);
      url = programUrl(pathToFileURL(join(folder, 'cli/bin/run.js')).href).replace(pathToFileURL(folder).href, '');
    });
    return url;
  };
  const BUNDLE = { 'cli/bundle/worker-entry.js': '' };
  const CHECKOUT = { 'cli/src/index.ts': '', ...BUILT };

  it.each<[string, Record<string, string>, Record<string, string>, string]>([
    ['the bundle, as it is published', BUNDLE, BUILT, '/cli/bundle/package.json'],
    ['the bundle, where it is of what was built', { ...BUNDLE, ...CHECKOUT }, BUILT, '/cli/bundle/package.json'],
    [
      'the modules, where a package was built from other sources since',
      { ...BUNDLE, ...CHECKOUT },
      { 'core/dist/tsconfig.lib.tsbuildinfo': 'c' },
      '/cli/bin/run.js',
    ],
    [
      'the bundle, where a package was built that is no part of it',
      { ...BUNDLE, ...CHECKOUT },
      { 'steps/dist/tsconfig.lib.tsbuildinfo': 'd' },
      '/cli/bundle/package.json',
    ],
    ['the modules, where there is no bundle', CHECKOUT, {}, '/cli/bin/run.js'],
  ])('is %s', async (_, files, later, expected) => {
    expect(await started(files, later)).toBe(expected);
  });
});
