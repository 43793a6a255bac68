// SPDX-License-Identifier: Apache-2.0
// How each program is asked for its CycloneDX document, offline; README.md says the same in words.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export interface Peer {
  readonly name: string;
  readonly version: string;
  /** what is run, without arguments; undefined where it is not there */
  readonly program: readonly string[] | undefined;
  /** arguments that make it write its document to a file of a folder */
  readonly args: (folder: string, output: string) => readonly string[];
}

const root = join(import.meta.dirname, '../..');
const peers = join(root, 'build/bom-peers');

const installed = (program: string, ...before: readonly string[]): readonly string[] | undefined => {
  const path = join(peers, program);
  return existsSync(path) ? [...before, path] : undefined;
};

export const PEERS: readonly Peer[] = [
  {
    name: 'mpk',
    version: '0.0.0',
    program: [process.execPath, join(root, 'packages/cli/bin/run.js')],
    args: (folder, output) => ['bom', folder, '-o', output],
  },
  {
    name: 'toolkit-ml-provenance',
    version: '1.0.0',
    program: installed('toolkit-mlsbom/bin/toolkit-mlsbom'),
    args: (folder, output) => [
      'generate',
      '--root',
      folder,
      '--include',
      '**/*',
      '--format',
      'cyclonedx',
      '--out',
      output,
    ],
  },
  {
    name: 'cdxgen',
    version: '12.8.4',
    program: installed('cdxgen/node_modules/@cyclonedx/cdxgen/bin/cdxgen.js', process.execPath),
    args: (folder, output) => ['-t', 'ai', '-t', 'python', '--no-install-deps', '-o', output, folder],
  },
  {
    name: 'modelaudit',
    version: '0.2.54',
    program: installed('modelaudit/bin/modelaudit'),
    args: (folder, output) => ['scan', folder, '--sbom', output, '--no-cache'],
  },
  {
    name: 'airom',
    version: '0.5.0',
    program: installed('airom/bin/airom'),
    args: (folder, output) => ['fs', folder, '-o', `cyclonedx=${output}`],
  },
  {
    name: 'aisbom',
    version: '1.7.0',
    program: installed('aisbom/bin/aisbom'),
    args: (folder, output) => ['scan', folder, '--format', 'json', '--output', output, '--offline'],
  },
  {
    name: 'syft',
    version: '1.57.1',
    program: installed('syft/bin/syft'),
    args: (folder, output) => ['scan', `dir:${folder}`, '-o', `cyclonedx-json=${output}`],
  },
  {
    name: 'ai-bom',
    version: '3.6.0',
    program: installed('ai-bom/bin/ai-bom'),
    args: (folder, output) => ['scan', folder, '--format', 'cyclonedx', '--output', output],
  },
];
