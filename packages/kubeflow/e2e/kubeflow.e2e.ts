// SPDX-License-Identifier: Apache-2.0
import { appendFile, chmod, cp, mkdir, mkdtemp, readFile, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { filesFor } from '../src/index.js';
import { definitions } from '../src/components/ir.js';
import { SIGN } from '../src/components/interfaces.js';
import { runGraph } from '../tests/support/graph.js';
import { launch, type LauncherHost, type LaunchResult } from '../tests/support/launcher.js';
import { buildImage, describeWithPodman, loadImage, podman, runImage } from './support/podman.js';
import { makeInputs, makeWritable } from './support/model.js';

const FILES = filesFor('localhost/mpk-step');
const GRAPH = parseAllDocuments(FILES['packages/kubeflow/components/verify-gate.yaml']!)[0] as any;
const SIGN_FILE = parse(FILES['packages/kubeflow/components/sign.component.yaml']!);
const MODEL_URI = 'minio://models/acme/classifier';

let folder: string;
let image: string;
let runs = 0;

/** A pod: what the launcher mounts, as Kubeflow mounts it, around the hardened image. */
function podFor(task: string): LauncherHost {
  const pod = join(folder, `pod-${task}-${runs++}`);
  return {
    bucket: 'minio://mlpipeline/',
    taskRoot: `minio://mlpipeline/v2/artifacts/run/${task}/uuid`,
    store: (uri) => join(folder, 'store', uri.replace('://', '/')),
    fromHere: (path) => join(pod, path),
    run: async (argv) => {
      for (const path of ['minio', 'tmp']) await openUp(await makeWritable(join(pod, path)));
      const mounts = [
        { from: join(folder, 'policy'), to: '/policy' },
        { from: join(folder, 'signing'), to: '/signing' },
        { from: join(pod, 'minio'), to: '/minio', writable: true },
        { from: join(pod, 'tmp'), to: '/tmp/kfp', writable: true },
      ];
      return (await runImage(image, mounts, argv)).exit;
    },
  };
}

/** The launcher runs in the pod as the same user as the step; here it is another. */
async function openUp(path: string): Promise<void> {
  await chmod(path, 0o777);
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) await chmod(join(entry.parentPath, entry.name), 0o777);
  }
}

const hostFor = (task: string): LauncherHost => {
  const host = podFor(task);
  // /tmp/kfp is the volume `tmp` of the pod.
  return { ...host, fromHere: (path) => host.fromHere(path.replace(/^\/tmp\/kfp/, '/tmp')) };
};

async function signedModel(): Promise<LaunchResult> {
  const component = {
    inputDefinitions: definitions(SIGN.inputs),
    outputDefinitions: definitions(SIGN.outputs),
    container: { command: SIGN_FILE.implementation.container.command, args: ['--executor-input', '{{$}}'] },
  };
  const artifacts = { model: [{ name: 'model', uri: MODEL_URI, metadata: {} }] };
  return launch(component, { parameters: {}, artifacts }, hostFor('mpk-sign'));
}

const gate = (uri: string) =>
  runGraph(GRAPH.toJS(), { artifacts: { model: [{ name: 'model', uri, metadata: {} }] } }, hostFor);

describeWithPodman('the components in the image, under the launcher', () => {
  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'mpk-e2e-')));
    await makeInputs(folder);
    const store = join(folder, 'store/minio/models/acme');
    await mkdir(store, { recursive: true });
    await cp(join(folder, 'model'), join(store, 'classifier'), { recursive: true });
    await buildImage(join(folder, 'image'));
    image = await loadImage(folder);
  });

  afterAll(async () => {
    await podman('rmi', '--force', image);
    await rm(folder, { recursive: true, force: true });
  });

  it('keep the gate shut for a model that nobody signed', async () => {
    const { state, tasks, parameters } = await gate(MODEL_URI);
    expect([state, tasks['mpk-gate']!.reason, parameters]).toEqual(['FAILED', 'exit status 10', {}]);
    const report = tasks['mpk-verify-report']!;
    expect(report.parameters).toMatchObject({
      verdict: 'fail',
      passed: false,
      code: 'SIGNATURE_MISSING',
      mode: 'enforce',
    });
    const html = await readFile(join(folder, 'store', report.artifacts['report']!.uri.replace('://', '/')), 'utf8');
    expect(html).toContain('SIGNATURE_MISSING');
  });

  it('sign a model, open the gate for it, and hand on the same files', async () => {
    const signed = await signedModel();
    expect([signed.state, signed.reason]).toEqual(['SUCCEEDED', '']);
    const { uri, metadata } = signed.artifacts['signed_model']!;
    expect(metadata).toMatchObject({ 'mpk.manifestDigest': signed.parameters['digest'], 'mpk.sourceUri': MODEL_URI });
    const opened = await gate(uri);
    expect([opened.state, opened.parameters]).toEqual([
      'SUCCEEDED',
      { verdict: 'pass', digest: signed.parameters['digest'] },
    ]);
    const verified = join(folder, 'store', opened.artifacts['verified_model']!.uri.replace('://', '/'));
    expect((await readdir(verified)).sort()).toEqual(['config.json', 'model.sig', 'shards']);
    expect(await readdir(join(verified, 'shards'))).toHaveLength(40);
    await appendFile(join(verified, 'config.json'), ' ');
    const shut = await gate(opened.artifacts['verified_model']!.uri);
    expect([shut.state, shut.tasks['mpk-verify-report']!.parameters['code']]).toEqual(['FAILED', 'FILES_MISMATCH']);
  });
});
