// SPDX-License-Identifier: Apache-2.0
// The page of the build type tells of everything that a run's provenance holds.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateKeyFiles } from '@mpk/kit/key';
import { recordRun, type RecordOptions } from '@mpk/kit/record';
import { withTempFolder } from '@mpk/testkit';

const DOCS = join(import.meta.dirname, '../../../../docs');

/** Names of fields on the page; `*` and `[]` as there. */
const documented = (page: string): ReadonlySet<string> =>
  new Set(
    [...readFileSync(join(DOCS, page), 'utf8').matchAll(/^\| (?:\*\*)?`([^`]+)`/gm)].map(([, name = '']) => name),
  );

/** Paths of all members, `[]` for each entry of a list. */
function pathsOf(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsOf(item, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([name, one]) => pathsOf(one, path === '' ? name : `${path}.${name}`)),
  ];
}

/** Explained by the page of a whole: digests, variables, metrics, what cards say, and descriptors of configuration files. */
const WITHIN =
  /(?<=\.(?:digest|environment|values|card|croissant))\..*$|(?<=externalParameters\.configFiles)\[\].*$|\[\]$/;

function program(path: string, output: string): void {
  writeFileSync(
    path,
    `#!/bin/sh\n[ "$1" = -I ] || [ "$1" = --query-gpu=name,driver_version,memory.total ] || exec sh "$@"\ncat <<'END'\n${output}\nEND\n`,
  );
  chmodSync(path, 0o755);
}

/** A run about which everything can be told that the kit looks for. */
function fullRun(folder: string): RecordOptions {
  const at = (name: string): string => join(folder, name);
  for (const name of ['bin', 'data', 'base', 'model']) mkdirSync(at(name));
  program(
    at('bin/python'),
    '{"implementation":"CPython","version":"3.11.7","packages":[{"name":"torch","version":"2"}]}',
  );
  program(at('bin/nvidia-smi'), 'NVIDIA H100, 570.86.15, 81559 MiB');
  const files = {
    'data/README.md': '---\nlicense: mit\n---\n',
    'data/croissant.json': '{"conformsTo":"http://mlcommons.org/croissant/1.0","name":"d"}',
    'base/w.bin': 'w',
    'model/old.bin': 'o',
    'config.yaml': 'a: 1\n',
    'train.sh': 'echo x > model/w.bin; echo \'{"accuracy":0.9}\' > metrics.json\n',
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(at(name), content);
  const git = (...args: string[]): void =>
    void execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: folder });
  git('init', '-q');
  git('add', 'train.sh');
  git('commit', '-qm', 'x');
  git('remote', 'add', 'origin', 'https://git.example/a/b');
  generateKeyFiles({ name: at('ci'), curve: 'P-256' });
  return {
    type: 'training',
    command: ['python', 'train.sh', '--token', 'hunter2hunter2a1'],
    outputPath: at('model'),
    resume: true,
    inputs: [
      { location: at('data'), role: 'dataset', purpose: 'training' },
      { location: at('base'), role: 'base-model', relation: 'finetune', uri: 'pkg:generic/base@1' },
    ],
    configPaths: [at('config.yaml')],
    metricsPath: at('metrics.json'),
    environmentNames: ['LR'],
    seed: 7,
    image: `registry.example/train@sha256:${'a'.repeat(64)}`,
    cwd: folder,
    env: { PATH: `${at('bin')}:${process.env['PATH'] ?? ''}`, LR: '1' },
    method: { key: { privateKeyPath: at('ci.key') } },
  };
}

describe('the page of the build type', () => {
  it('tells of everything that is recorded, and the page of datasets of the same', () =>
    withTempFolder(async (folder) => {
      const { recorded } = await recordRun(fullRun(folder));
      const { buildDefinition, runDetails } = recorded?.provenance ?? {};
      const paths = [...pathsOf(buildDefinition), ...pathsOf({ runDetails })].filter((path) => path !== '');
      const names = [...new Set(paths.map((path) => path.replace(WITHIN, '')))];
      for (const name of ['internalParameters.accelerators[].memory', 'internalParameters.notRecorded']) {
        expect(names).toContain(name);
      }
      for (const page of ['predicates/training-v1.md', 'predicates/dataset-v1.md']) {
        const known = [...documented(page)];
        const isKnown = (name: string): boolean =>
          known.some((one) => one === name || one.startsWith(`${name}.`) || one.startsWith(`${name}[]`));
        expect(names.filter((name) => !isKnown(name))).toEqual([]);
      }
    }));
});
