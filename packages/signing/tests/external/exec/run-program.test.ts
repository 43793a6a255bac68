// SPDX-License-Identifier: Apache-2.0
// Programs that end in every wrong way, through the public door: what is left is a typed error, and no process.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMpkError } from '@mpk/core';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { createExecKeyHandle, generateKeyPair, type ExecOptions } from '@mpk/signing';
import { untilGone } from '../processes.js';
import { writeProgram } from '../programs.js';

const good = JSON.stringify({ publicKeyPem: generateKeyPair({ curve: 'P-256' }).publicKeyPem });

/** The message of the SIGNER_FAILED that a program leads to. */
async function failureOf(options: ExecOptions): Promise<string> {
  try {
    await createExecKeyHandle(options);
  } catch (error) {
    if (isMpkError(error) && error.code === 'SIGNER_FAILED') return error.message;
    throw error;
  }
  return 'nothing thrown';
}

const failureOfBody = (body: string, options: Partial<ExecOptions> = {}): Promise<string> =>
  withTempFolder((folder) => failureOf({ ...options, command: writeProgram(folder, body) }));

describe('a program that cannot be run', () => {
  it('is SIGNER_FAILED: missing', async () => {
    await expect(failureOf({ command: ['/nowhere/kms'] })).resolves.toMatch(
      /cannot run \/nowhere\/kms: there is no such/,
    );
    await expect(failureOf({ command: ['no-such-program-on-any-path'] })).resolves.toMatch(/there is no such file/);
  });

  it('is SIGNER_FAILED: not executable, or a folder', () =>
    withTempFolder(async (folder) => {
      const path = join(folder, 'plugin');
      writeFileSync(path, '#!/bin/sh\n');
      await expect(failureOf({ command: [path] })).resolves.toMatch(/permission denied/);
      await expect(failureOf({ command: [folder] })).resolves.toMatch(/permission denied/);
    }));

  it.each([[[]], [['']], [['true', 'a\0b']], [['tr\0ue']]])('is USAGE: %j', async (command) => {
    await expect(thrownCode(() => createExecKeyHandle({ command }))).resolves.toBe('USAGE');
  });

  it.each([0, -1, Number.NaN, 2 ** 31, Infinity])('is USAGE: a time limit of %d ms', async (timeoutMs) => {
    await expect(thrownCode(() => createExecKeyHandle({ command: ['true'], timeoutMs }))).resolves.toBe('USAGE');
  });

  it('is SIGNER_FAILED where Node may not start programs, and says what allows it', () => {
    const built = new URL('../../../dist/index.js', import.meta.url).href;
    const script = `
      const { createExecKeyHandle } = await import(${JSON.stringify(built)});
      await createExecKeyHandle({ command: ['true'] }).catch(({ code, hint }) => console.log(code, hint));`;
    const flags = ['--permission', '--allow-fs-read=*', '--input-type=module', '-e', script];
    const env = { ...process.env, NODE_OPTIONS: '' };
    const { stdout } = spawnSync(process.execPath, flags, { env, encoding: 'utf8' });
    expect(stdout).toMatch(/^SIGNER_FAILED .*--allow-child-process/);
  });

  it('has no argument in its error', async () => {
    const command = ['/nowhere/kms', 'argument-that-may-be-secret'];
    const error: unknown = await createExecKeyHandle({ command }).catch((e: unknown) => e);
    expect(JSON.stringify([error, String(error), (error as Error).cause])).not.toContain('argument-that');
  });
});

describe('a program that ends wrongly', () => {
  it.each([
    ['ended without an answer', 'says nothing', ''],
    ['ended with status 3', 'ends with another status than 0', 'process.exitCode = 3;'],
    [
      'ended with status 3',
      'answers well but ends with another status',
      `writeSync(1, ${JSON.stringify(good)}); process.exitCode = 3;`,
    ],
    ['ended with status 1', 'throws', `throw new Error('no');`],
    ['crashed (SIGSEGV)', 'crashes', `process.kill(process.pid, 'SIGSEGV'); for (;;);`],
    ['crashed (SIGABRT)', 'answers well and then crashes', `writeSync(1, ${JSON.stringify(good)}); process.abort();`],
    ['not valid JSON', 'says something else', `writeSync(1, 'usage: kms KEY');`],
    ['not valid JSON', 'answers half', `writeSync(1, ${JSON.stringify(good.slice(0, 40))});`],
    ['not valid JSON', 'answers twice', `writeSync(1, ${JSON.stringify(good + good)});`],
    ['not valid JSON', 'greets first', `writeSync(1, 'hello\\n' + ${JSON.stringify(good)});`],
    ['not valid UTF-8', 'says what is no text', 'writeSync(1, Buffer.from([0xff, 0xfe]));'],
    ['is an array', 'answers a list', `answer([${good}]);`],
    ['twice', 'names a member twice', `writeSync(1, '{"publicKeyPem":"a","publicKeyPem":"b"}');`],
    ['publicKeyPem is missing', 'answers nothing', 'answer({});'],
    ['publicKeyPem is a number', 'answers a number', 'answer({ publicKeyPem: 7 });'],
    ['nested deeper', 'answers a deep thing', `writeSync(1, '['.repeat(2000) + ']'.repeat(2000));`],
    ['wrote more than 65536 bytes', 'says too much', `writeSync(1, ${JSON.stringify(good)} + ' '.repeat(70000));`],
  ])('is SIGNER_FAILED, %s: it %s', async (message, _, body) => {
    await expect(failureOfBody(body)).resolves.toContain(message);
  });

  it('may write 64 KiB', () =>
    withTempFolder(async (folder) => {
      const body = `writeSync(1, ${JSON.stringify(good)}.padEnd(65536));`;
      await expect(createExecKeyHandle({ command: writeProgram(folder, body) })).resolves.toBeDefined();
    }));
});

describe('a program that does not end', () => {
  const endless = 'setInterval(() => undefined, 1000);';

  /** Runs a program that writes its process id (or that of a child) to the file it is given; says how it failed. */
  async function runToTheEnd(body: string, options: Partial<ExecOptions>): Promise<{ failure: string; pid: number }> {
    return withTempFolder(async (folder) => {
      const pidFile = join(folder, 'pid');
      const command = [...writeProgram(folder, body), pidFile];
      const failure = await failureOf({ ...options, command });
      return { failure, pid: Number(readFileSync(pidFile, 'utf8')) };
    });
  }

  const startChild = (options: string): string => `
    import { spawn } from 'node:child_process';
    const child = spawn('sleep', ['600'], ${options});
    child.unref();
    writeFileSync(process.argv[2], String(child.pid));`;

  it.each([
    ['gave no answer within 2 s', 'waits', endless],
    ['gave no answer within 2 s', 'waits after a good answer', `writeSync(1, ${JSON.stringify(good)}); ${endless}`],
    ['gave no answer within 2 s', 'ignores that it shall end', `process.on('SIGTERM', () => undefined); ${endless}`],
    [
      'wrote more than 65536 bytes',
      'writes without end',
      `process.stdout.on('error', () => undefined); setInterval(() => process.stdout.write('x'.repeat(10000)), 1);`,
    ],
  ])('is SIGNER_FAILED, %s, and gone afterwards: it %s', async (message, _, body) => {
    const { failure, pid } = await runToTheEnd(`writeFileSync(process.argv[2], String(process.pid)); ${body}`, {
      timeoutMs: 2_000,
    });
    expect(failure).toContain(message);
    await untilGone(pid);
  });

  it('may clean up when it is told to end', () =>
    withTempFolder(async (folder) => {
      const [note, begun] = [join(folder, 'note'), join(folder, 'begun')];
      const body = `
        process.on('SIGTERM', () => { writeFileSync(process.argv[2], 'cleaned up'); process.exit(); });
        writeFileSync(process.argv[3], ''); ${endless}`;
      const command = [...writeProgram(folder, body), note, begun];
      const controller = new AbortController();
      const outcome = thrownCode(() => createExecKeyHandle({ command, signal: controller.signal }));
      while (!existsSync(begun)) await sleep(20);
      controller.abort();
      await expect(outcome).resolves.toBe('CANCELLED');
      expect(readFileSync(note, 'utf8')).toBe('cleaned up');
    }));

  it('takes with it what it has started', async () => {
    const { failure, pid } = await runToTheEnd(startChild(`{ stdio: 'inherit' }`) + endless, { timeoutMs: 2_000 });
    expect(failure).toContain('gave no answer');
    await untilGone(pid);
  });

  it('is not waited for where only a child of it still runs, which ends then', () =>
    withTempFolder(async (folder) => {
      const body = `${startChild(`{ stdio: 'inherit' }`)} writeSync(1, ${JSON.stringify(good)});`;
      const pidFile = join(folder, 'pid');
      await expect(createExecKeyHandle({ command: [...writeProgram(folder, body), pidFile] })).resolves.toBeDefined();
      await untilGone(Number(readFileSync(pidFile, 'utf8')));
    }));

  it('is not waited for where a daemon of it holds the pipe open', () =>
    withTempFolder(async (folder) => {
      const body = `${startChild(`{ stdio: 'inherit', detached: true }`)} writeSync(1, ${JSON.stringify(good)});`;
      const pidFile = join(folder, 'pid');
      try {
        await expect(createExecKeyHandle({ command: [...writeProgram(folder, body), pidFile] })).resolves.toBeDefined();
      } finally {
        // It left the group on purpose, as gpg-agent does: it is this test's to end.
        process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL');
      }
    }));

  it('is ended when its caller cancels', () =>
    withTempFolder(async (folder) => {
      const controller = new AbortController();
      const pidFile = join(folder, 'pid');
      const body = `writeFileSync(process.argv[2], String(process.pid)); ${endless}`;
      const command = [...writeProgram(folder, body), pidFile];
      const outcome = thrownCode(() => createExecKeyHandle({ command, signal: controller.signal }));
      while (!existsSync(pidFile) || readFileSync(pidFile, 'utf8') === '') await sleep(20);
      controller.abort();
      await expect(outcome).resolves.toBe('CANCELLED');
      await untilGone(Number(readFileSync(pidFile, 'utf8')));
    }));

  it('is CANCELLED at once where its caller had cancelled before', async () => {
    const options = { command: ['sleep', '600'], signal: AbortSignal.abort() };
    await expect(thrownCode(() => createExecKeyHandle(options))).resolves.toBe('CANCELLED');
  });
});

describe('what a program says on stderr', () => {
  /** The lines that are shown of a program that then answers well. */
  const linesOf = (body: string): Promise<string[]> =>
    withTempFolder(async (folder) => {
      const lines: string[] = [];
      const command = writeProgram(folder, `${body}\nwriteSync(1, ${JSON.stringify(good)});`);
      await createExecKeyHandle({ command, onDiagnostic: (line) => void lines.push(line) });
      return lines;
    });

  it('is shown line by line, what a terminal would obey escaped', async () => {
    await expect(linesOf(`writeSync(2, 'one\\r\\ntwo \\u001b[31m\\nthree \\u202e');`)).resolves.toEqual([
      'one',
      'two \\u001b[31m',
      'three \\u202e',
    ]);
  });

  it('is cut to 500 characters a line and 100 lines', async () => {
    const lines = await linesOf(
      `writeSync(2, 'x'.repeat(100000) + '\\n'); for (let i = 0; i < 5000; i++) writeSync(2, i + '\\n');`,
    );
    expect(lines).toHaveLength(101);
    expect(lines[0]).toBe('x'.repeat(500));
    expect(lines.slice(99)).toEqual(['98', '(it says more, which is not shown)']);
  });

  it('is dropped where nobody wants it, however much it is', async () => {
    await expect(
      failureOfBody(
        `for (let i = 0; i < 2000; i++) writeSync(2, 'x'.repeat(1000)); writeSync(1, ${JSON.stringify(good)});`,
      ),
    ).resolves.toBe('nothing thrown');
  });
});
