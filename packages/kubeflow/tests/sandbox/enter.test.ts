// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { prepareRestart } from '../../src/sandbox/enter.js';

/** Tries what a step must and must not do; prints the outcome of each as JSON. */
const PROBE = `
const fs = require('fs');
const path = require('path');
const [model, policy, out, outside, copy] = process.argv.slice(2);
const tries = {
  readModel: () => fs.readFileSync(model + '/a.bin'),
  listModel: () => fs.readdirSync(model),
  statModel: () => fs.lstatSync(model),
  realModel: () => fs.realpathSync(model),
  readPolicy: () => fs.readFileSync(policy),
  writeOutput: () => fs.writeFileSync(out, 'x'),
  stageOutput: () => { fs.writeFileSync(out + '.mpk-1', 'x'); fs.renameSync(out + '.mpk-1', out); },
  stageFolder: () => {
    fs.mkdirSync(copy + '.mpk-1/sub', { recursive: true });
    fs.writeFileSync(copy + '.mpk-1/sub/x', 'x');
    fs.realpathSync(path.dirname(copy));
    fs.renameSync(copy + '.mpk-1', copy);
    fs.readdirSync(copy);
    fs.rmSync(copy, { recursive: true });
  },
  nestScratch: () => {
    const nested = fs.mkdtempSync(process.env.MPK_STEP_SCRATCH + '/x-');
    fs.writeFileSync(nested + '/x', 'x');
    fs.readdirSync(nested);
    fs.rmSync(nested, { recursive: true });
  },
  writeBeside: () => fs.writeFileSync(out + '.other', 'x'),
  writeScratch: () => fs.writeFileSync(process.env.MPK_STEP_SCRATCH + '/x', 'x'),
  renameScratch: () => fs.renameSync(process.env.MPK_STEP_SCRATCH + '/x', process.env.MPK_STEP_SCRATCH + '/y'),
  leaveScratch: () => {
    fs.rmSync(process.env.MPK_STEP_SCRATCH + '/y');
    fs.rmdirSync(process.env.MPK_STEP_SCRATCH);
  },
  writeModel: () => fs.writeFileSync(model + '/b.bin', 'x'),
  writeOutside: () => fs.writeFileSync(outside + '/x', 'x'),
  linkOutside: () => fs.symlinkSync(outside, out + '.link'),
  readOutside: () => fs.readFileSync(outside + '/secret'),
  run: () => require('child_process').execSync('true'),
};
const outcome = {};
for (const [name, attempt] of Object.entries(tries)) {
  try { attempt(); outcome[name] = 'ok'; } catch (error) { outcome[name] = error.code; }
}
console.log(JSON.stringify(outcome));
`;
const MUST = [
  'readModel',
  'listModel',
  'statModel',
  'realModel',
  'readPolicy',
  'writeOutput',
  'stageOutput',
  'stageFolder',
  'nestScratch',
  'writeScratch',
  'renameScratch',
  'leaveScratch',
];
const MUST_NOT = ['writeModel', 'writeBeside', 'writeOutside', 'linkOutside', 'readOutside', 'run'];

async function probeIn(
  folder: string,
  modelName: string,
  more: readonly string[] = [],
): Promise<Record<string, string>> {
  const model = join(folder, 'w', modelName);
  const out = join(folder, 'deep/out/result.json');
  const copy = join(folder, 'deep/verified');
  for (const path of [join(model, 'a.bin'), join(folder, 'policy/policy.yaml'), join(folder, 'outside/secret')]) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, 'x');
  }
  const entry = join(folder, 'probe/probe.cjs');
  await mkdir(dirname(entry));
  await writeFile(entry, PROBE);
  const policy = join(folder, 'policy/policy.yaml');
  const outputs = { result: out, verified_model: copy };
  const artifacts = Object.entries(outputs).map(([name, uri]) => [name, { artifacts: [{ uri }] }]);
  const models = [model, ...more].map((uri) => ({ uri }));
  const input = {
    inputs: { artifacts: { model: { artifacts: models } }, parameterValues: { policy_path: policy } },
    outputs: { artifacts: Object.fromEntries(artifacts) },
  };
  const argv = ['verify', '--executor-input', JSON.stringify(input)];
  const env = { ...process.env, NODE_OPTIONS: `--allow-fs-write=${join(folder, 'outside')}/*` };
  const { flags, env: confined } = prepareRestart(argv, env, entry);
  try {
    const args = [...flags, entry, model, policy, out, join(folder, 'outside'), copy];
    return JSON.parse(execFileSync(process.execPath, args, { env: confined, encoding: 'utf8' }));
  } finally {
    await rm(confined['MPK_STEP_SCRATCH']!, { recursive: true, force: true });
  }
}

describe('a step started again under Node’s permission model', () => {
  it.each([
    ['alone', 'model', []],
    ['beside another that begins with its name', 'model', ['model2']],
  ])('may do its work with a model that lies %s, and nothing else', async (_what, name, neighbours) => {
    await withTempFolder(async (folder) => {
      const others = neighbours.map((other) => join(folder, 'w', other));
      for (const other of others) await mkdir(other, { recursive: true });
      const outcome = await probeIn(folder, name, others);
      expect(MUST.filter((attempt) => outcome[attempt] !== 'ok')).toEqual([]);
      expect(MUST_NOT.map((attempt) => outcome[attempt])).toEqual(MUST_NOT.map(() => 'ERR_ACCESS_DENIED'));
    });
  });

  it('may import the part of the program that it loads when needed', async () => {
    await withTempFolder(async (folder) => {
      const entry = join(folder, 'bin/mpk-step');
      const part = join(folder, 'lib/mpk-step/kubernetes-api.cjs');
      for (const path of [entry, part]) await mkdir(dirname(path), { recursive: true });
      await writeFile(entry, "import('../lib/mpk-step/kubernetes-api.cjs').then(({ name }) => console.log(name));");
      await writeFile(part, "exports.name = 'part';");
      const { flags, env } = prepareRestart(['gate', '--verdict', 'pass'], process.env, entry);
      await rm(env['MPK_STEP_SCRATCH']!, { recursive: true });
      expect(execFileSync(process.execPath, [...flags, entry], { env, encoding: 'utf8' })).toBe('part\n');
    });
  });

  it('gets a scratch folder that only it can read', async () => {
    const { env } = prepareRestart(['gate', '--verdict', 'pass'], {}, '/entry');
    const scratch = env['MPK_STEP_SCRATCH']!;
    expect((await stat(scratch)).mode & 0o077).toBe(0);
    await rm(scratch, { recursive: true });
  });

  it.each([
    ['a bad command line', ['verify', '--nonsense']],
    ['an executor input that is none', ['verify', '--executor-input', '{{$}}']],
    ['a pattern for a path', ['verify', '/models/*']],
  ])('gets no grant but its own for %s', async (_what, argv) => {
    const { flags, env } = prepareRestart(argv, {}, '/entry');
    const scratch = env['MPK_STEP_SCRATCH']!;
    await rm(scratch, { recursive: true });
    const paths = flags.filter((flag) => flag.startsWith('--allow-fs-write=')).map((flag) => flag.split('=')[1]);
    expect(paths).toEqual(['/dev/termination-log', '/dev/termination-log/*', scratch, `${scratch}/*`]);
    expect(flags).not.toContain('--allow-worker');
  });

  it('makes the folders that its outputs go to, and no output', async () => {
    await withTempFolder(async (folder) => {
      const outputs = { parameters: { verdict: { outputFile: join(folder, 'a/b/verdict') } } };
      await symlink('nowhere', join(folder, 'dangling'));
      const { env } = prepareRestart(['gate', '--executor-input', JSON.stringify({ outputs })], {}, '/entry');
      await rm(env['MPK_STEP_SCRATCH']!, { recursive: true });
      expect(await readdir(join(folder, 'a/b'))).toEqual([]);
    });
  });
});
