// SPDX-License-Identifier: Apache-2.0
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const START_TIMEOUT_MS = 30_000;
const TOKEN_LIFETIME_S = 600;
/** Most of the server's complaints that an error quotes. */
const MAX_COMPLAINT_LENGTH = 2_000;

/** The issuer that tokens of the local Sigstore name unless told otherwise. */
export const LOCAL_ISSUER = 'https://accounts.example.com';

/** A Sigstore of one's own: Fulcio with its certificate log, Rekor v1 and a timestamp authority, over HTTP. */
export interface LocalSigstore {
  /** base URL of all services, `http://127.0.0.1:PORT` */
  readonly url: string;
  /** bytes of its `trusted_root.json` */
  readonly trustedRoot: Buffer;
  /**
   * A token that its Fulcio accepts, unsigned. Fulcio certifies `email`, else `sub` (a URI); defaults: subject `alice`,
   * issuer {@link LOCAL_ISSUER}, audience `sigstore`, ten minutes from now.
   */
  idToken(claims?: Readonly<Record<string, unknown>>): string;
  stop(): Promise<void>;
}

/** What the server says once it listens. */
export interface ServerReady {
  readonly url: string;
  readonly trustedRoot: string;
}

/**
 * Starts a local Sigstore in a process of its own: the mocks behind it bring HTTP interceptors, which break real HTTP in
 * whoever loads them. The process ends with the one that started it.
 */
export async function startLocalSigstore(): Promise<LocalSigstore> {
  // Beside this file: the source under Node's type stripping, or the compiled server.
  const entry = new URL(import.meta.url.endsWith('.ts') ? './server.ts' : './server.js', import.meta.url);
  const child = fork(fileURLToPath(entry), {
    execArgv: [],
    // Jest's NODE_OPTIONS are not for the server.
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const { url, trustedRoot } = await readyMessage(child);
  return { url, trustedRoot: Buffer.from(trustedRoot), idToken: createIdToken, stop: () => stop(child) };
}

async function readyMessage(child: ChildProcess): Promise<ServerReady> {
  let complaints = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaints = (complaints + chunk.toString()).slice(0, MAX_COMPLAINT_LENGTH);
  });
  const signal = AbortSignal.timeout(START_TIMEOUT_MS);
  try {
    const ended = once(child, 'exit', { signal }).then(() => Promise.reject(new Error('the server ended')));
    const [message] = (await Promise.race([once(child, 'message', { signal }), ended])) as [ServerReady];
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

function createIdToken(claims: Readonly<Record<string, unknown>> = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const defaults = { iss: LOCAL_ISSUER, aud: 'sigstore', sub: 'alice', iat: now, exp: now + TOKEN_LIFETIME_S };
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return [part({ alg: 'none', typ: 'JWT' }), part({ ...defaults, ...claims }), 'unsigned'].join('.');
}
