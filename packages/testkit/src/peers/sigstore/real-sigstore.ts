// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalOidc } from '../../oidc/local-oidc.js';
import { describeWith, PEERS_FOLDER, type Describe } from '../describe-with.js';
import { freePort } from '../server-process.js';
import { ServiceStarter } from './services.js';
import { writeClientTrustConfig, writeSigningConfig, writeTrustedRoot, type RealServices } from './trust-files.js';

export { cosign, COSIGN } from './cosign.js';
export { describeWith, PEERS_FOLDER } from '../describe-with.js';
export { mustRun, runProgram } from '../program.js';
export type { ProgramOptions, ProgramRun } from '../program.js';
export { startTimestampAuthority } from './timestamp-server.js';
export type { TimestampServer } from './timestamp-server.js';

const PROGRAMS = ['cosign', 'fulcio', 'ct_server', 'timestamp-server', 'rekor-server', 'rekor-tiles', 'trillian'];

/** `describe` where the programs of Sigstore are built. */
export const describeSigstore = (title: string, tests: () => void): void => describeGo(PROGRAMS)(title, tests);

/** `describe` where these programs are built. */
export function describeGo(programs: readonly string[]): Describe {
  const missing = programs.filter((name) => !existsSync(join(PEERS_FOLDER, name)));
  return describeWith('go', missing.length === 0, `${missing.join(', ')} not built; run tools/peers/go.sh`);
}

/** Sigstore's own programs on this machine, with an identity provider of the testkit. */
export interface RealSigstore extends RealServices {
  /** an empty folder for the tests, removed at the end */
  readonly folder: string;
  /** trusted root (JSON), written by cosign */
  readonly trustedRoot: string;
  /** signing config (JSON) with one log of this version, written by cosign */
  readonly signingConfig: Readonly<Record<1 | 2, string>>;
  /** root and signing config in one file, as Sigstore's Python client reads them */
  readonly clientTrustConfig: Readonly<Record<1 | 2, string>>;
  /** writes an identity token of this address and returns the file */
  tokenFile(email: string): Promise<string>;
  stop(): Promise<void>;
}

/** Starts all of it, with fresh keys and empty logs; about five seconds. */
export async function startRealSigstore(): Promise<RealSigstore> {
  try {
    return await startOnce();
  } catch {
    // The services are told their ports: one that was free may be somebody else's by then.
    return startOnce();
  }
}

async function startOnce(): Promise<RealSigstore> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'mpk-sigstore-')));
  const oidc = await startLocalOidc();
  const starter = new ServiceStarter(root);
  const stop = async (): Promise<void> => {
    await Promise.all(starter.started.map((server) => server.stop()));
    await oidc.close();
    await rm(root, { recursive: true, force: true });
  };
  try {
    const services = await startServices(starter, oidc.issuer);
    const files = await writeTrustFiles(root, services);
    const folder = join(root, 'tests');
    await mkdir(folder);
    const tokenFile = async (email: string): Promise<string> => {
      const path = join(root, `${email}.token`);
      await writeFile(path, oidc.idToken({ email }));
      return path;
    };
    return { ...services, ...files, folder, tokenFile, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type TrustFiles = Pick<RealSigstore, 'trustedRoot' | 'signingConfig' | 'clientTrustConfig'>;

async function writeTrustFiles(root: string, services: RealServices): Promise<TrustFiles> {
  const trustedRoot = join(root, 'trusted_root.json');
  const signingConfig = { 1: join(root, 'signing_config_1.json'), 2: join(root, 'signing_config_2.json') };
  const clientTrustConfig = { 1: join(root, 'client_1.json'), 2: join(root, 'client_2.json') };
  await writeTrustedRoot(root, services, trustedRoot);
  for (const rekorVersion of [1, 2] as const) {
    const path = signingConfig[rekorVersion];
    await writeSigningConfig(root, services, { rekorVersion, path });
    await writeClientTrustConfig({ trustedRoot, signingConfig: path }, clientTrustConfig[rekorVersion]);
  }
  return { trustedRoot, signingConfig, clientTrustConfig };
}

async function startServices(starter: ServiceStarter, issuer: string): Promise<RealServices> {
  const { port: trillianPort, logs } = await starter.trillian();
  const certificateLogPort = await freePort();
  // The certificate log wants Fulcio's root, and Fulcio asks the log only when it issues.
  const fulcio = await starter.fulcio({ issuer, certificateLogUrl: `http://127.0.0.1:${certificateLogPort}/ct` });
  const [certificateLog, timestampAuthority, rekorV1, rekorV2] = await Promise.all([
    starter.certificateLog({
      port: certificateLogPort,
      trillianPort,
      logId: logs['ct'] ?? '',
      rootFile: fulcio.trustFile,
    }),
    starter.timestampAuthority(),
    starter.rekorV1({ trillianPort, logId: logs['rekor'] ?? '' }),
    starter.rekorV2(),
  ]);
  return { issuer, fulcio, certificateLog, timestampAuthority, rekor: { 1: rekorV1, 2: rekorV2 } };
}
