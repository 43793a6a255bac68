// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRoot } from '@mpk/testkit/pki';
import {
  answering,
  configMap,
  createClusterPki,
  withApiServer,
  type ClusterPki,
  type Handler,
} from '../tests/support/api-server.js';
import { makeInputs, makeReadable, makeWritable } from './support/model.js';
import {
  buildImage,
  describeWithPodman,
  loadImage,
  podman,
  runImage,
  type Ended,
  type Mount,
} from './support/podman.js';

const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';
const PATH = '/api/v1/namespaces/ml/configmaps/mpk-policy';
const TOKEN = 'the-token-of-the-pod';

let folder: string;
let image: string;
let pki: ClusterPki;
let data: Record<string, string>;

const lastLine = ({ stdout }: Ended): any => JSON.parse(stdout.trimEnd().split('\n').at(-1)!);

/** The signature lies in the model, as verification looks for it. */
async function signModel(): Promise<void> {
  const out = await makeWritable(join(folder, 'out'));
  const mounts: Mount[] = [
    { from: join(folder, 'model'), to: '/model' },
    { from: join(folder, 'signing'), to: '/signing' },
    { from: out, to: '/out', writable: true },
  ];
  const argv = ['mpk-step', 'sign', '/model', '--key', '/signing/key.pem', '--output', '/out/model.sig'];
  const { exit, stderr } = await runImage(image, mounts, argv);
  if (exit !== 0) throw new Error(`the model cannot be signed: ${stderr}`);
  await copyFile(join(out, 'model.sig'), join(folder, 'model/model.sig'));
}

/** Verifies as a pod of a cluster would whose API server answers like this, and tells what that was asked. */
async function verifyIn(
  handler: Handler,
  more: { ca?: string; env?: Record<string, string> } = {},
): Promise<{ ended: Ended; asked: unknown[] }> {
  const account = join(folder, 'sa');
  await mkdir(account, { recursive: true });
  await writeFile(join(account, 'token'), TOKEN);
  await writeFile(join(account, 'ca.crt'), more.ca ?? pki.authority.pem);
  await makeReadable(account);
  const asked: unknown[] = [];
  const recording: Handler = (request, response) => {
    asked.push([request.method, request.url, request.headers.authorization]);
    handler(request, response);
  };
  const ended = await withApiServer(pki.serving, recording, (port) => {
    const mounts = [
      { from: join(folder, 'model'), to: '/model' },
      { from: account, to: SERVICE_ACCOUNT },
    ];
    const argv = ['mpk-step', 'verify', '/model', '--policy-configmap', 'ml/mpk-policy', '--jobs', '2'];
    const env = { KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: String(port), ...more.env };
    return runImage(image, mounts, argv, { network: 'host', env });
  });
  return { ended, asked };
}

describeWithPodman('a policy from a ConfigMap, read in the image', () => {
  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'mpk-e2e-')));
    await makeInputs(folder);
    pki = await createClusterPki();
    const names = ['policy.yaml', 'release.pub'];
    const texts = await Promise.all(names.map((name) => readFile(join(folder, 'policy', name), 'utf8')));
    data = Object.fromEntries(names.map((name, i) => [name, texts[i]!]));
    await buildImage(join(folder, 'image'));
    image = await loadImage(folder);
    await signModel();
  });

  afterAll(async () => {
    await podman('rmi', '--force', image);
    await rm(folder, { recursive: true, force: true });
  });

  it('passes a model by the policy and the key in it, under the permission model', async () => {
    const { ended, asked } = await verifyIn(answering(200, configMap({ data })));
    const { verdict, policy } = lastLine(ended);
    expect([ended.exit, verdict, policy.name]).toEqual([0, 'pass', 'production']);
    expect(asked).toEqual([['GET', PATH, `Bearer ${TOKEN}`]]);
  });

  it('refuses the model with exit 10 where the ConfigMap holds another key', async () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const other = { ...data, 'release.pub': publicKey.export({ type: 'spki', format: 'pem' }) };
    const { ended } = await verifyIn(answering(200, configMap({ data: other })));
    expect([ended.exit, lastLine(ended).verdict]).toEqual([10, 'fail']);
  });

  it('is undecided with exit 20 where the ConfigMap holds no policy', async () => {
    const { ended } = await verifyIn(answering(200, configMap({ data: { 'release.pub': data['release.pub'] } })));
    expect([ended.exit, lastLine(ended).code]).toEqual([20, 'INPUT_UNREADABLE']);
    expect(lastLine(ended).verdict).toBe('undecided');
  });

  it('is undecided with exit 20 where the service account may not read it, and says what to allow', async () => {
    const { ended, asked } = await verifyIn(answering(403, { kind: 'Status', message: TOKEN }));
    expect([ended.exit, lastLine(ended).verdict, lastLine(ended).code]).toEqual([20, 'undecided', 'NETWORK_REFUSED']);
    expect(ended.stderr).toContain('allow the service account');
    expect(ended.stdout + ended.stderr).not.toContain(TOKEN);
    expect(asked).toHaveLength(1);
  });

  it('is to be tried again with exit 75 where the API server fails', async () => {
    const { ended } = await verifyIn(answering(503, ''));
    expect([ended.exit, lastLine(ended).code]).toEqual([75, 'NETWORK_UNAVAILABLE']);
  });

  it('asks no server of another authority, even where the environment turns Node’s checks off', async () => {
    const { pem: ca } = await createRoot({ subject: 'CN=cluster CA' });
    const { ended, asked } = await verifyIn(answering(200, configMap({ data })), {
      ca,
      env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    });
    expect([ended.exit, lastLine(ended).code, asked]).toEqual([75, 'NETWORK_UNAVAILABLE', []]);
  });
});
