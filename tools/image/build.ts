// SPDX-License-Identifier: Apache-2.0
// Builds the container image of mpk-step as an OCI layout, with nothing but Node: node tools/image/build.ts [FOLDER]
// Prints the digest of the image. The same sources, Node and libraries give the same digest.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PROGRAM_PATH, bundleStep } from './bundle.ts';
import { writeOciLayout } from './oci-layout.ts';
import { USER_ID, applicationEntries, runtimeEntries } from './root-files.ts';
import { createTar } from './tar.ts';

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };
const TAG = 'latest';

const root = resolve(import.meta.dirname, '../..');
const folder = resolve(process.argv[2] ?? join(root, 'build/image'));

/** SHA-256 of the one policy that the image accepts, from the build's environment. */
function policyDigest(): string | undefined {
  const digest = process.env['MPK_POLICY_DIGEST'];
  if (digest === undefined || digest === '') return undefined;
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw new Error('MPK_POLICY_DIGEST is not sha256: and 64 hex digits');
  return digest;
}

function architecture(): string {
  const name = process.platform === 'linux' ? ARCHITECTURES[process.arch] : undefined;
  if (name === undefined) throw new Error(`no image is built on ${process.platform} ${process.arch}: use Linux`);
  return name;
}

const { version } = JSON.parse(readFileSync(join(root, 'packages/kubeflow/package.json'), 'utf8')) as {
  version: string;
};
const image = {
  architecture: architecture(),
  config: {
    User: `${USER_ID}:${USER_ID}`,
    WorkingDir: '/tmp',
    Env: ['PATH=/usr/local/bin:/usr/bin:/bin', 'HOME=/tmp', 'NODE_ENV=production'],
    // No Entrypoint: runners that append the component's command to it would double it.
    Cmd: [PROGRAM_PATH, '--help'],
    Labels: {
      'org.opencontainers.image.title': 'mpk-step',
      'org.opencontainers.image.description': 'The pipeline step of the Model Provenance Kit',
      'org.opencontainers.image.licenses': 'Apache-2.0',
      'org.opencontainers.image.version': version,
    },
  },
};
const step = await bundleStep(root);
const application = applicationEntries(step, readFileSync(join(root, 'LICENSE')), policyDigest());
const layers = [runtimeEntries(), application].map((entries) => createTar(entries));
process.stdout.write(`${writeOciLayout(folder, layers, image, TAG)}\n`);
