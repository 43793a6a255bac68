// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FILES = 40;
const FILE_BYTES = 512 * 1024;

/** Writes `model` (some 20 MB in 41 files, so that workers share the work), `policy` and `signing`. */
export async function makeInputs(folder: string): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await mkdir(join(folder, 'model/shards'), { recursive: true });
  await writeFile(join(folder, 'model/config.json'), '{"architectures": ["Test"]}');
  for (let i = 0; i < FILES; i++) await writeFile(join(folder, `model/shards/${i}.bin`), randomBytes(FILE_BYTES));
  await mkdir(join(folder, 'signing'));
  await writeFile(join(folder, 'signing/key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await mkdir(join(folder, 'policy'));
  await writeFile(join(folder, 'policy/release.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
  await writeFile(join(folder, 'policy/policy.yaml'), policyWith('release.pub'));
  await makeReadable(folder);
}

/** A policy that wants one signature by a key. */
export const policyWith = (keyFile: string): string => `apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: {name: production, version: 1.0.0}
spec:
  trust:
    signers:
      release: {key: {file: ${keyFile}}}
  requirements:
    signature: {anyOf: [release]}
`;

/** The image's user is nobody on this machine: temporary folders are closed to others by default. */
export async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
}

/** A folder that the image's user may write to. */
export async function makeWritable(path: string): Promise<string> {
  await mkdir(path, { recursive: true });
  await chmod(path, 0o777);
  return path;
}
