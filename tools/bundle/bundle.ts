// SPDX-License-Identifier: Apache-2.0
// Writes the command line as few files: `node tools/bundle/bundle.ts [FOLDER]`. Most of a short run is finding and reading modules, and
// there are more than a thousand of them.
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type BuildOptions } from 'esbuild';
import { buildDigest } from '../../packages/cli/bin/program.js';
import { NAMESPACE, namedExports } from './named-exports.ts';
import { noticesOf } from './notices.ts';

const root = join(import.meta.dirname, '../..');
const cli = join(root, 'packages/cli');
const outdir = resolve(process.argv[2] ?? join(cli, 'bundle'));

/** oclif is the program that loads the commands, which must be of its classes; the others are loaded where somebody has them. */
const EXTERNAL = ['@oclif/*', 'koffi', 'ajv', 'ajv-formats', 'ajv-formats-draft2019', 'libxmljs2', 'xmlbuilder2'];

/** What modules of CommonJS expect. */
const BANNER = `import { createRequire as __mpkCreateRequire } from 'node:module';
import { dirname as __mpkDirname } from 'node:path';
import { fileURLToPath as __mpkPath } from 'node:url';
const require = __mpkCreateRequire(import.meta.url);
const __filename = __mpkPath(import.meta.url);
const __dirname = __mpkDirname(__filename);`;

/** Every command and hook is an entry, as oclif loads them one by one; so is what threads of the pass start from. */
function entryPoints(): Record<string, string> {
  const commands = globSync('{commands,hooks}/**/*.js', { cwd: join(cli, 'dist') }).sort();
  return {
    ...Object.fromEntries(commands.map((path) => [path.replace(/\.js$/, ''), join(cli, 'dist', path)])),
    // Beside all pieces, for it is found by their URL.
    'worker-entry': join(root, 'packages/kit/dist/worker-entry.js'),
  };
}

interface Manifest {
  readonly commands: Readonly<Record<string, { readonly relativePath: readonly string[] }>>;
}

const options: BuildOptions = {
  absWorkingDir: root,
  entryPoints: entryPoints(),
  bundle: true,
  splitting: true,
  outdir,
  chunkNames: '[name]-[hash]',
  external: EXTERNAL,
  plugins: [namedExports(/^(?:@mpk|node:)/)],
  platform: 'node',
  format: 'esm',
  target: 'node22.22',
  // ESM first would be smaller, but some dependencies ship broken ESM builds.
  mainFields: ['main', 'module'],
  banner: { js: BANNER },
  // Names stay, so that a stack trace says something.
  minifyWhitespace: true,
  minifySyntax: true,
  // All of them are in the notices.
  legalComments: 'none',
  metafile: true,
  logLevel: 'error',
};

rmSync(outdir, { recursive: true, force: true });
mkdirSync(outdir, { recursive: true });
const { metafile } = await build(options);
const inputs = Object.keys(metafile?.inputs ?? {})
  .filter((path) => !path.startsWith(`${NAMESPACE}:`))
  .map((path) => join(root, path));
/** Packages of this repository that it holds. */
const own = [...new Set(inputs.flatMap((path) => /\/packages\/([^/]+)\/dist\//.exec(path)?.[1] ?? []))].sort();
writeFileSync(join(outdir, 'THIRD-PARTY-NOTICES.txt'), noticesOf(inputs));
writeJson('oclif.manifest.json', manifest());
// Last: where it is, the bundle is whole.
writeJson('package.json', packageJson());
const bytes = Object.values(metafile?.outputs ?? {}).reduce((sum, { bytes: size }) => sum + size, 0);
console.log(`wrote ${relative(process.cwd(), outdir)}: ${inputs.length} modules in ${(bytes / 1e6).toFixed(1)} MB`);

function writeJson(name: string, value: unknown): void {
  writeFileSync(join(outdir, name), `${JSON.stringify(value)}\n`);
}

/** For oclif, which finds commands by it. */
function packageJson(): object {
  const builtFrom = { packages: own, digest: buildDigest(pathToFileURL(join(root, 'packages/')), own) };
  const { name, version, oclif, dependencies } = readJson('package.json') as Package;
  const hooks = Object.fromEntries(
    Object.entries(oclif.hooks).map(([event, path]) => [event, path.replace('./dist/', './')]),
  );
  return { name, version, type: 'module', dependencies, oclif: { ...oclif, commands: './commands', hooks }, builtFrom };
}

interface Package extends Readonly<Record<string, unknown>> {
  readonly oclif: { readonly hooks: Readonly<Record<string, string>> };
}

/** The same commands, one folder less deep. */
function manifest(): object {
  const read = readJson('oclif.manifest.json') as Manifest;
  const commands = Object.entries(read.commands).map(([id, command]) => [
    id,
    { ...command, relativePath: command.relativePath.slice(1) },
  ]);
  return { ...read, commands: Object.fromEntries(commands) as object };
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(cli, name), 'utf8'));
}
