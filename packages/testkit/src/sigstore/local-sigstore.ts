// SPDX-License-Identifier: Apache-2.0
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
// What is imported here imports nothing itself: packages that read this source, and not what is built of it, do not know
// the names that Node wants in the rest.
import type { SigstoreDescription } from './description.js';
import type { SigstoreFaults } from './faults.js';
import { createIdToken } from './id-token.js';
import { toPem } from './pem.js';

export type { FulcioFaults, RekorFaults, SigstoreFaults, TimestampFaults, WireFault } from './faults.js';
export { LOCAL_ISSUER } from './id-token.js';

const START_TIMEOUT_MS = 30_000;
/** Most of the server's complaints that an error quotes. */
const MAX_COMPLAINT_LENGTH = 2_000;

/** What to start. */
export interface LocalSigstoreOptions {
  /** also an RSA timestamp authority, which takes a second to make its keys; default false */
  readonly rsaTsa?: boolean;
}

/**
 * A Sigstore of one's own, over HTTP: Fulcio with its certificate log, Rekor of both versions, timestamp authorities, and a
 * TUF repository.
 */
export interface LocalSigstore {
  /** base URL of all services, `http://127.0.0.1:PORT` */
  readonly url: string;
  /** bytes of its `trusted_root.json` */
  readonly trustedRoot: Buffer;
  /** bytes of a `signing_config.v0.2.json` with one log of this version */
  signingConfig(rekorVersion: 1 | 2): Buffer;
  /** where its TUF repository is, and the root that a client starts from */
  readonly tuf: { readonly url: string; readonly root: Buffer };
  /** its Sigstore timestamp authority (JSON and DER), which is in the trusted root */
  readonly tsaUrl: string;
  /** an authority as companies run them: DER only, RSA with SHA-512, an intermediate; also in the trusted root */
  readonly rsaTsa: { readonly url: string; readonly caPem: string } | undefined;
  /**
   * A token that its Fulcio accepts, unsigned. Fulcio certifies `email`, else what the claims of GitHub or Kubernetes say,
   * else `sub` (a URI); defaults: subject `alice`, issuer {@link LOCAL_ISSUER}, audience `sigstore`, ten minutes from now.
   */
  idToken(claims?: Readonly<Record<string, unknown>>): string;
  /** Makes services misbehave from now on, and all others behave. */
  setFaults(faults: SigstoreFaults): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a local Sigstore in a process of its own, which ends with the one that started it. */
export async function startLocalSigstore(options: LocalSigstoreOptions = {}): Promise<LocalSigstore> {
  // Beside this file: the source under Node's type stripping, or the compiled server.
  const entry = new URL(import.meta.url.endsWith('.ts') ? './server.ts' : './server.js', import.meta.url);
  const child = fork(fileURLToPath(entry), options.rsaTsa === true ? ['--rsa-tsa'] : [], {
    execArgv: [],
    // Jest's NODE_OPTIONS are not for the server.
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const { url, trustedRoot, signingConfigs, tufRoot, rsaTsaChain } = await readyMessage(child);
  const caPem = rsaTsaChain.map((der) => toPem(Buffer.from(der, 'base64'))).join('');
  return {
    url,
    trustedRoot: Buffer.from(trustedRoot),
    signingConfig: (version) => Buffer.from(signingConfigs[version]),
    tuf: { url: `${url}/tuf`, root: Buffer.from(tufRoot) },
    tsaUrl: `${url}/api/v1/timestamp`,
    rsaTsa: caPem === '' ? undefined : { url: `${url}/rsa-tsa`, caPem },
    idToken: createIdToken,
    setFaults: async (faults) => {
      const done = once(child, 'message');
      child.send(faults);
      await done;
    },
    stop: () => stop(child),
  };
}

async function readyMessage(child: ChildProcess): Promise<SigstoreDescription> {
  let complaints = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaints = (complaints + chunk.toString()).slice(0, MAX_COMPLAINT_LENGTH);
  });
  const signal = AbortSignal.timeout(START_TIMEOUT_MS);
  try {
    const ended = once(child, 'exit', { signal }).then(() => Promise.reject(new Error('the server ended')));
    const [message] = (await Promise.race([once(child, 'message', { signal }), ended])) as [SigstoreDescription];
    ended.catch(() => undefined);
    return message;
  } catch (cause) {
    child.kill();
    throw new Error(`the local Sigstore did not start: ${complaints}`, { cause });
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}
