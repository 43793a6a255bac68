// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_BUNDLE_BYTES, MpkError, parseBundle, parseStatement, type SlsaProvenance } from '@mpk/core';
import { withTempFolder } from '@mpk/testkit';
import { generateKeyFiles } from '@mpk/kit/key';
import { KIT_PORTS } from '../src/kit-ports.js';
import { runStep, type RecordRequest, type StepEnv } from '../src/index.js';
import { contextIn, lastLine, type Caught } from './support.js';

/** Runs a record step with a port that notes its request and answers that the command ended so. */
async function recordIn(
  folder: string,
  argv: readonly string[],
  options: { env?: StepEnv; end?: { exitCode: number } | { signal: NodeJS.Signals }; fails?: Error } = {},
): Promise<{ exit: number; seen: RecordRequest[]; context: Caught }> {
  const seen: RecordRequest[] = [];
  const record = (request: RecordRequest) => {
    seen.push(request);
    return options.fails ? Promise.reject(options.fails) : Promise.resolve({ end: options.end ?? { exitCode: 1 } });
  };
  const context = await contextIn(folder, ['record', ...argv], { env: options.env ?? {}, ports: { record } });
  return { exit: await runStep(context), seen, context };
}

const FLAGS = ['--output', '/out/m', '--key', '/k.pem'];

describe('mpk-step record', () => {
  it('reads from flags what goes in and comes out, and the command after the dashes', () =>
    withTempFolder(async (folder) => {
      const more = [
        '--dataset',
        '/d,uri=pkg:generic/d@1',
        '--evaluation-dataset',
        '/e',
        '--base',
        '/b,relation=adapter',
      ];
      const other = ['--config', '/c', '--metrics', '/m.json', '--seed', '7', '--env', 'LR', '--type', 'dataset'];
      const run = ['--image', 'x@sha256:1', '--builder-id', 'https://b', '--invocation-id', 'run-1'];
      const { seen } = await recordIn(folder, [
        ...FLAGS,
        ...more,
        ...other,
        ...run,
        '--',
        'python',
        't.py',
        '--key',
        'x',
      ]);
      expect(seen[0]).toMatchObject({
        type: 'dataset',
        command: ['python', 't.py', '--key', 'x'],
        outputPath: '/out/m',
        inputs: [
          { location: '/b', role: 'base-model', relation: 'adapter' },
          { location: '/d', role: 'dataset', purpose: 'training', uri: 'pkg:generic/d@1' },
          { location: '/e', role: 'dataset', purpose: 'evaluation' },
        ],
        configPaths: ['/c'],
        metricsPath: '/m.json',
        seed: 7,
        environmentNames: ['LR'],
        image: 'x@sha256:1',
        invocation: { builderId: 'https://b', invocationId: 'run-1' },
        method: { key: { privateKeyPath: '/k.pem' } },
      });
    }));

  it.each([
    ['exit code', { exitCode: 9 }, 9, 'ended with exit code 9'],
    ['signal', { signal: 'SIGKILL' as const }, 137, 'was ended by SIGKILL'],
  ])('gives the %s of a command that fails as its own', (_, end, status, message) =>
    withTempFolder(async (folder) => {
      const { exit, context } = await recordIn(folder, [...FLAGS, '--', 'x'], { end });
      expect(exit).toBe(status);
      expect(lastLine(context)).toMatchObject({
        recorded: false,
        code: 'COMMAND_FAILED',
        command: end,
        error: { message: expect.stringContaining(message) },
      });
    }),
  );

  it('begins its answer on a line of its own, whatever the command left', () =>
    withTempFolder(async (folder) => {
      const { context } = await recordIn(folder, [...FLAGS, '--', 'x']);
      expect(context.out[0]).toMatch(/^\n\{.*\}\n$/);
    }));

  it('exits with the code of what kept it from recording', () =>
    withTempFolder(async (folder) => {
      const fails = new MpkError('OUTPUT_EXISTS', 'there');
      const { exit, context } = await recordIn(folder, [...FLAGS, '--', 'x'], { fails });
      expect([exit, lastLine(context).code]).toEqual([20, 'OUTPUT_EXISTS']);
    }));

  it.each([
    ['no output', ['--key', '/k', '--', 'x']],
    ['no signer', ['--output', '/o', '--', 'x']],
    ['an argument before the dashes', [...FLAGS, 'x', '--', 'y']],
    ['a seed that is none', [...FLAGS, '--seed', 'x', '--', 'y']],
    ['a type that is none', [...FLAGS, '--type', 'x', '--', 'y']],
    ['a relation that is none', [...FLAGS, '--base', '/b,relation=x', '--', 'y']],
  ])('refuses %s as USAGE', (_, argv) =>
    withTempFolder(async (folder) => {
      const { exit, seen, context } = await recordIn(folder, argv);
      expect([exit, lastLine(context).code, seen]).toEqual([2, 'USAGE', []]);
    }),
  );

  it('runs the command for real, and hands the provenance on', () =>
    withTempFolder(async (folder) => {
      generateKeyFiles({ name: join(folder, 'k'), curve: 'P-256' });
      const output = join(folder, 'model');
      const command = ['sh', '-c', `mkdir ${output} && echo x > ${output}/w.txt`];
      const argv = ['record', '--output', output, '--key', join(folder, 'k.key'), '--result', join(folder, 'r.json')];
      const env = {
        PATH: process.env['PATH'],
        AIRFLOW_CTX_DAG_ID: 'd',
        AIRFLOW_CTX_DAG_RUN_ID: 'r',
        AIRFLOW_CTX_TASK_ID: 't',
      };
      const context = await contextIn(folder, [...argv, '--', ...command], { env, ports: KIT_PORTS });
      expect(await runStep(context)).toBe(0);
      const result = JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8'));
      expect(result).toMatchObject({ recorded: true, code: 'PASSED', bundle: { path: join(output, 'model.sig') } });
      const claim = parseBundle(readFileSync(join(output, 'claims.jsonl')));
      const provenance = parseStatement(claim.envelope.payload, MAX_BUNDLE_BYTES)
        .predicate as unknown as SlsaProvenance;
      expect(provenance.runDetails.metadata?.invocationId).toBe('airflow:d/r/t/1');
    }));
});

describe('mpk-step record in Kubeflow', () => {
  const artifact = (name: string, uri: string, path: string) => ({
    artifacts: [{ name, uri, metadata: {}, customPath: path }],
  });

  const executorInput = (folder: string, parameterValues: object): string =>
    JSON.stringify({
      inputs: {
        parameterValues,
        artifacts: {
          dataset: artifact('d', 's3://data/reviews', join(folder, 'data')),
          base_model: artifact('b', 's3://models/base', join(folder, 'base')),
        },
      },
      outputs: {
        parameters: {
          digest: { outputFile: join(folder, 'out/digest') },
          recorded: { outputFile: join(folder, 'out/recorded') },
        },
        artifacts: {
          trained_model: artifact('m', 's3://models/new', join(folder, 'model')),
          provenance: artifact('p', 's3://p', join(folder, 'out/provenance')),
        },
        outputFile: join(folder, 'out/executor.json'),
      },
    });

  it('takes inputs from artifacts, the command from the component, and the id of the run from its flags', () =>
    withTempFolder(async (folder) => {
      for (const name of ['data', 'base']) {
        mkdirSync(join(folder, name));
        writeFileSync(join(folder, name, 'a.txt'), name);
      }
      generateKeyFiles({ name: join(folder, 'k'), curve: 'P-256' });
      const input = executorInput(folder, {
        key_path: join(folder, 'k.key'),
        relation: 'finetune',
        seed: '3',
        metrics_path: '',
      });
      const command = ['sh', '-c', `mkdir ${folder}/model && echo x > ${folder}/model/w.txt`];
      const argv = ['record', '--executor-input', input, '--invocation-id', 'kfp:1/2', '--', ...command];
      const context = await contextIn(folder, argv, { env: { PATH: process.env['PATH'] }, ports: KIT_PORTS });
      expect([await runStep(context), lastLine(context).error]).toEqual([0, undefined]);
      expect(readFileSync(join(folder, 'out/digest'), 'utf8')).toMatch(/^sha256:/);
      expect(readFileSync(join(folder, 'out/recorded'), 'utf8')).toBe('true');
      const bundle = parseBundle(readFileSync(join(folder, 'out/provenance')));
      const { buildDefinition, runDetails } = parseStatement(bundle.envelope.payload, MAX_BUNDLE_BYTES)
        .predicate as any;
      expect(runDetails.metadata.invocationId).toBe('kfp:1/2');
      expect(buildDefinition.internalParameters.seed).toBe(3);
      const inputs = buildDefinition.resolvedDependencies.filter(({ name }: any) => name !== 'source');
      expect(inputs.map(({ name, annotations }: any) => [name, annotations.role])).toEqual([
        ['base', 'base-model'],
        ['data', 'dataset'],
      ]);
      const executor = JSON.parse(readFileSync(join(folder, 'out/executor.json'), 'utf8'));
      expect(executor.artifacts.trained_model.artifacts[0].metadata).toHaveProperty(['mpk.manifestDigest']);
    }));

  it('takes the command from a parameter where none stands after dashes', () =>
    withTempFolder(async (folder) => {
      const input = executorInput(folder, { command: ['train', '--x'], environment: ['LR'] });
      const { seen } = await recordIn(folder, ['--executor-input', input]);
      expect(seen[0]).toMatchObject({ command: ['train', '--x'], environmentNames: ['LR'] });
      expect(seen[0]?.inputs.map(({ uri }) => uri)).toEqual([undefined, undefined]);
    }));

  it.each([
    ['another flag', ['--output', '/x'], {}, 'USAGE'],
    ['a command that is no list', [], { command: 'train' }, 'INPUT_MALFORMED'],
    ['a relation that is none', [], { relation: 'x', command: ['a'] }, 'USAGE'],
    ['metrics outside of everything', [], { metrics_path: '../x', command: ['a'] }, 'INPUT_MALFORMED'],
  ])('refuses %s', (_, flags, parameters, code) =>
    withTempFolder(async (folder) => {
      const { context, seen } = await recordIn(folder, [
        '--executor-input',
        executorInput(folder, parameters),
        ...flags,
      ]);
      expect([lastLine(context).code, seen]).toEqual([code, []]);
      expect(existsSync(join(folder, 'model'))).toBe(false);
    }),
  );
});
