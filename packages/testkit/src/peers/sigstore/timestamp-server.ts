// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServiceStarter } from './services.js';

/** Sigstore's timestamp authority alone. */
export interface TimestampServer {
  /** takes requests of RFC 3161 and of Sigstore's JSON */
  readonly url: string;
  /** PEM of its intermediate and its root, in this order */
  readonly caFile: string;
  stop(): Promise<void>;
}

/** Starts Sigstore's timestamp authority with a fresh chain. */
export async function startTimestampAuthority(): Promise<TimestampServer> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'mpk-tsa-')));
  const starter = new ServiceStarter(folder);
  const stop = async (): Promise<void> => {
    await Promise.all(starter.started.map((server) => server.stop()));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const { url, trustFile } = await starter.timestampAuthority();
    const caFile = join(folder, 'ca.pem');
    const [, ...authorities] = (await readFile(trustFile, 'utf8')).split(/(?=-----BEGIN)/);
    await writeFile(caFile, authorities.join(''));
    return { url, caFile, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
