// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram, type ProgramRun, type RealSigstore } from '@mpk/testkit/real-sigstore';

const bin = join(import.meta.dirname, '../bin/run.js');

export const ALICE = 'alice@example.com';
export const BOB = 'bob@example.com';
export const TEST_RESULT = 'https://in-toto.io/attestation/test-result/v0.1';

/** The smallest safetensors file: a header of two bytes, without tensors. */
const SAFETENSORS = Buffer.concat([Buffer.from([2, 0, 0, 0, 0, 0, 0, 0]), Buffer.from('{}')]);

/** Runs the built mpk while this process goes on to serve. */
export const mpk = (folder: string, ...args: string[]): Promise<ProgramRun> =>
  runProgram(process.execPath, [bin, ...args], { cwd: folder, env: { HOME: folder, PATH: process.env['PATH'] } });

/** Makes a model of two files in a folder, and the predicate of a test result beside it. */
export async function makeModel(folder: string): Promise<void> {
  await mkdir(join(folder, 'model'), { recursive: true });
  await writeFile(join(folder, 'model/weights.safetensors'), SAFETENSORS);
  await writeFile(join(folder, 'model/config.json'), '{}\n');
  await writeFile(join(folder, 'predicate.json'), JSON.stringify({ result: 'PASSED', configuration: [] }));
}

/** A folder with a model of two files, a predicate, and how mpk signs and verifies in it with one Sigstore. */
export interface KeylessModel {
  readonly folder: string;
  readonly sign: (rekorVersion: 1 | 2) => Promise<string[]>;
  /** flags that verify a keyless signature of somebody */
  readonly verify: (identity: string) => string[];
}

/** Makes a model in a new folder of a Sigstore's. */
export async function makeKeylessModel(sigstore: RealSigstore, name: string): Promise<KeylessModel> {
  const folder = join(sigstore.folder, name);
  await makeModel(folder);
  return {
    folder,
    sign: async (rekorVersion) => [
      ...['--keyless', '--identity-token-file', await sigstore.tokenFile(ALICE)],
      ...['--signing-config', sigstore.signingConfig[rekorVersion], '--signing-root', sigstore.trustedRoot],
    ],
    verify: (identity) => ['--identity', identity, '--issuer', sigstore.issuer, '--trusted-root', sigstore.trustedRoot],
  };
}

/** The payload of a DSSE bundle's envelope, as text. */
export async function payloadOf(path: string): Promise<string> {
  const bundle = JSON.parse(await readFile(path, 'utf8')) as { dsseEnvelope: { payload: string } };
  return Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString();
}

/** Writes a copy of a DSSE bundle whose payload says something else. */
export async function tamper(path: string, target: string, [from, to]: [string, string]): Promise<void> {
  const bundle = JSON.parse(await readFile(path, 'utf8')) as { dsseEnvelope: { payload: string } };
  const payload = await payloadOf(path);
  if (!payload.includes(from)) throw new Error(`the payload does not say ${from}`);
  bundle.dsseEnvelope.payload = Buffer.from(payload.replace(from, to)).toString('base64');
  await writeFile(target, JSON.stringify(bundle));
}
