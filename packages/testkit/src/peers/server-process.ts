// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const START_TIMEOUT_MS = 60_000;
const POLL_INTERVAL_MS = 50;
const STOP_TIMEOUT_MS = 5_000;
/** The end of a server's log that an error quotes. */
const MAX_LOG_LENGTH = 4_000;

/** A server that was started here, and is ended by its own process id. */
export class ServerProcess {
  readonly #child: ChildProcess;
  #log = '';

  /** Starts a program. Where Linux can, it ends with the process that started it, however that one ends. */
  constructor(
    readonly path: string,
    args: readonly string[],
    options: { cwd: string; env?: Readonly<Record<string, string>> },
  ) {
    const [command, before] = process.platform === 'linux' ? ['setpriv', ['--pdeathsig', 'TERM', path]] : [path, []];
    this.#child = spawn(command, [...before, ...args], { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.on('error', (error) => this.#keep(String(error)));
    this.#child.stdout?.on('data', (chunk: Buffer) => this.#keep(chunk.toString()));
    this.#child.stderr?.on('data', (chunk: Buffer) => this.#keep(chunk.toString()));
  }

  /** The end of what it has printed, for people. */
  get log(): string {
    return this.#log;
  }

  /** The first line that it prints on stdout. @throws Error with its log where it ends, or prints none in time */
  async firstLine(): Promise<string> {
    let text = '';
    this.#child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    await this.#until(() => text.includes('\n'));
    return text.slice(0, text.indexOf('\n'));
  }

  /** Waits until a URL answers, whatever it answers. @throws Error with its log where it ends, or is silent for too long */
  async untilAnswers(url: string): Promise<void> {
    await this.#until(() =>
      fetch(url, { signal: AbortSignal.timeout(START_TIMEOUT_MS) }).then(
        async (answer) => (await answer.arrayBuffer(), true),
        () => false,
      ),
    );
  }

  /** Ends it: asks, and after some seconds does not ask. */
  async stop(): Promise<void> {
    if (this.#hasEnded()) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill();
    const killing = setTimeout(() => this.#child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(killing);
  }

  async #until(isReady: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!(await isReady())) {
      if (this.#hasEnded() || Date.now() > deadline) throw new Error(`${this.path} did not start: ${this.#log}`);
      await sleep(POLL_INTERVAL_MS);
    }
  }

  #hasEnded(): boolean {
    return this.#child.pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  #keep(text: string): void {
    this.#log = (this.#log + text).slice(-MAX_LOG_LENGTH);
  }
}

/** A port of 127.0.0.1 that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
