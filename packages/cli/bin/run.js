#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';

// A reader that goes away, or a full disk under stdout: nothing more can be said, but the exit status must still be true. What
// was not decided by then is undecided.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit(process.exitCode ?? 20));

const args = process.argv.slice(2);
const beforeDashes = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
const helpAt = beforeDashes.findIndex((arg) => arg === '--help' || arg === '-h');

if (helpAt >= 0 && (helpAt < args.length - 1 || beforeDashes.some((arg, i) => i < helpAt && arg.startsWith('-')))) {
  // Help ends with 0. A model or a value called --help, from somebody's variable, must not pass for a verified model.
  process.stderr.write('USAGE: --help stands alone after a command; put -- before a name that begins with a dash\n');
  process.exitCode = 2;
} else if (process.argv.length === 3 && process.argv[2] === '--version') {
  // Asked by every wrapper and CI log: no need to load anything.
  const { name, version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  process.stdout.write(`${name}/${version} ${process.platform}-${process.arch} node-${process.version}\n`);
} else {
  const [{ execute }, { programUrl }] = await Promise.all([import('@oclif/core/execute'), import('./program.js')]);
  await execute({ dir: programUrl() });
}
