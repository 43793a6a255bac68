// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOCAL_ISSUER, startLocalSigstore, type LocalSigstore } from '@mpk/testkit/sigstore';
import {
  buildImage,
  describeWithPodman,
  loadImage,
  podman,
  runImage,
  type Ended,
  type Mount,
} from './support/podman.js';
import { makeInputs, makeWritable } from './support/model.js';

/** What Fulcio makes of the token of a Kubernetes service account. */
const IDENTITY = 'https://kubernetes.io/namespaces/ml/serviceaccounts/trainer';

const policyFor = (identity: string): string => `apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: {name: keyless}
spec:
  trust:
    roots: {corp: {trustedRoot: corp.json}}
    signers:
      trainer: {keyless: {root: corp, issuer: ${LOCAL_ISSUER}, identity: "${identity}"}}
  requirements:
    signature: {anyOf: [trainer]}
`;

let folder: string;
let image: string;
let sigstore: LocalSigstore;

const lastLine = ({ stdout }: Ended): any => JSON.parse(stdout.trimEnd().split('\n').at(-1)!);

describeWithPodman('keyless signing in the image, with a pod’s token', () => {
  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'mpk-e2e-')));
    await makeInputs(folder);
    sigstore = await startLocalSigstore();
    await buildImage(join(folder, 'image'));
    image = await loadImage(folder);
  });

  afterAll(async () => {
    await sigstore.stop();
    await podman('rmi', '--force', image);
    await rm(folder, { recursive: true, force: true });
  });

  it('signs under the permission model, and passes for that service account only', async () => {
    const out = await makeWritable(join(folder, 'out'));
    const token = join(await makeWritable(join(folder, 'sa')), 'token');
    await writeFile(token, sigstore.idToken({ sub: IDENTITY }));
    const model: Mount = { from: join(folder, 'model'), to: '/model' };
    const sa: Mount = { from: join(folder, 'sa'), to: '/var/run/secrets/sigstore' };
    const services = ['fulcio', 'rekor', 'tsa'].flatMap((name) => [`--${name}-url`, sigstore.url]);
    const signed = await runImage(
      image,
      [model, sa, { from: out, to: '/out', writable: true }],
      ['mpk-step', 'sign', '/model', '--keyless', '--output', '/out/model.sig', ...services],
      { network: 'host' },
    );
    expect([signed.exit, signed.exit === 0 ? '' : signed.stderr]).toEqual([0, '']);

    const verify = async (identity: string): Promise<Ended> => {
      await writeFile(join(folder, 'policy/corp.json'), sigstore.trustedRoot);
      await writeFile(join(folder, 'policy/keyless.yaml'), policyFor(identity));
      const mounts = [model, { from: join(folder, 'policy'), to: '/policy' }, { from: out, to: '/out' }];
      const argv = ['verify', '/model', '--policy', '/policy/keyless.yaml', '--signature', '/out/model.sig'];
      return runImage(image, mounts, ['mpk-step', ...argv]);
    };
    const passed = await verify(IDENTITY);
    expect([passed.exit, lastLine(passed).verdict]).toEqual([0, 'pass']);
    const refused = await verify(IDENTITY.replace('trainer', 'somebody'));
    expect([refused.exit, lastLine(refused).code]).toEqual([10, 'IDENTITY_MISMATCH']);
  });
});
