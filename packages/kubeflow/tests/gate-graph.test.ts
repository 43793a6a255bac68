// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StepPorts } from '@mpk/steps';
import { withTempFolder } from '@mpk/testkit';
import { parseAllDocuments } from 'yaml';
import { filesFor } from '../src/index.js';
import { DIGEST, fakeKit } from './support/fake-kit.js';
import { runGraph, type GraphResult } from './support/graph.js';
import { inProcessHost } from './support/in-process.js';
import type { LauncherHost } from './support/launcher.js';

const [PIPELINE] = parseAllDocuments(filesFor('localhost/mpk-step')['packages/kubeflow/components/verify-gate.yaml']!);
const MODEL_URI = 'minio://models/acme/classifier';

async function runIn(
  folder: string,
  ports: StepPorts,
  hostOf = (task: string): LauncherHost => inProcessHost(folder, task, ports),
): Promise<GraphResult> {
  const source = join(folder, 'store/minio/models/acme/classifier');
  await mkdir(source, { recursive: true });
  await writeFile(join(source, 'weights.bin'), 'weights');
  await writeFile(join(source, 'beside.txt'), 'not part of what is verified');
  const artifacts = { model: [{ name: 'model', uri: MODEL_URI, metadata: { framework: 'torch' } }] };
  return runGraph((PIPELINE as any).toJS(), { artifacts }, hostOf);
}

const storeOf = (folder: string, uri: string): string => join(folder, 'store', uri.replace('://', '/'));

describe('the gate graph under the launcher', () => {
  it('opens for a pass and hands on digest, report and the verified copy', async () => {
    await withTempFolder(async (folder) => {
      const { state, parameters, artifacts } = await runIn(folder, fakeKit());
      expect(state).toBe('SUCCEEDED');
      expect(parameters).toEqual({ verdict: 'pass', digest: DIGEST });
      const verified = artifacts['verified_model']!;
      expect(verified.uri).toMatch(/^minio:\/\/mlpipeline\/.*\/verified_model$/);
      expect(verified.metadata).toMatchObject({
        framework: 'torch',
        'mpk.manifestDigest': DIGEST,
        'mpk.sourceUri': MODEL_URI,
      });
      expect(await readdir(storeOf(folder, verified.uri))).toEqual(['weights.bin']);
      expect(await readFile(storeOf(folder, artifacts['report']!.uri), 'utf8')).toBe('<h1>pass</h1>');
    });
  });

  it.each([
    ['a refusal', fakeKit({ verdict: 'fail', code: 'SIGNATURE_MISSING' }, 10), 'exit status 10'],
    ['an undecided answer', fakeKit({ verdict: 'undecided', code: 'POLICY_INVALID' }, 20), 'exit status 20'],
  ])('stays shut for %s, with the report kept', async (_what, ports, reason) => {
    await withTempFolder(async (folder) => {
      const { state, tasks, parameters } = await runIn(folder, ports);
      expect(state).toBe('FAILED');
      expect(parameters).toEqual({});
      expect(tasks['mpk-gate']).toMatchObject({ state: 'FAILED', reason });
      const report = tasks['mpk-verify-report']!;
      expect(report.state).toBe('SUCCEEDED');
      expect(await readFile(storeOf(folder, report.artifacts['report']!.uri), 'utf8')).toContain('<h1>');
      expect(report.warnings).toEqual(['local file path of verified_model does not exist']);
    });
  });

  it('gives out no digest when the exit status of the gate is lost', async () => {
    await withTempFolder(async (folder) => {
      const ports = fakeKit({ verdict: 'fail', code: 'SIGNATURE_MISSING' }, 10);
      const { parameters, artifacts } = await runIn(folder, ports, (task) => {
        const host = inProcessHost(folder, task, ports);
        return { ...host, run: async (argv) => (await host.run(argv)) * 0 };
      });
      expect(parameters).toEqual({ verdict: 'fail', digest: '' });
      await expect(readdir(storeOf(folder, artifacts['verified_model']!.uri))).rejects.toThrow('ENOENT');
    });
  });

  it('opens under a policy in warn mode, without a verified model', async () => {
    await withTempFolder(async (folder) => {
      const { state, parameters, tasks } = await runIn(folder, fakeKit({ verdict: 'fail', mode: 'warn' }, 0));
      expect([state, parameters['verdict']]).toEqual(['SUCCEEDED', 'fail']);
      expect(tasks['mpk-verify-report']!.warnings).toEqual(['local file path of verified_model does not exist']);
    });
  });

  it('fails the task that cannot write its executor output', async () => {
    await withTempFolder(async (folder) => {
      const ports = fakeKit();
      const { state, tasks } = await runIn(folder, ports, (task) => {
        const host = inProcessHost(folder, task, ports);
        const blocked = join(
          folder,
          'pod',
          task,
          'minio/mlpipeline/v2/artifacts/run',
          task,
          'uuid/output_metadata.json',
        );
        return {
          ...host,
          run: async (argv) => {
            await mkdir(blocked, { recursive: true });
            return host.run(argv);
          },
        };
      });
      expect(state).toBe('FAILED');
      expect(tasks['mpk-verify-report']!.reason).toBe('exit status 20');
    });
  });
});
