// SPDX-License-Identifier: Apache-2.0
import { freePort, ServerProcess } from '../src/peers/server-process.js';
import { mustRun, runProgram } from '../src/peers/program.js';

const node = (script: string): ServerProcess =>
  new ServerProcess(process.execPath, ['-e', script], { cwd: '/', env: { PATH: process.env['PATH'] ?? '' } });

describe('ServerProcess', () => {
  it('waits for the first line and for an answer, and ends what it started', async () => {
    const port = await freePort();
    const server = node(`
      console.log('line one'); console.log('line two');
      setTimeout(() => require('node:http').createServer((_, r) => r.writeHead(404).end()).listen(${port}, '127.0.0.1'), 200);
    `);
    expect(await server.firstLine()).toBe('line one');
    await server.untilAnswers(`http://127.0.0.1:${port}/`);
    await server.stop();
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed');
    await server.stop();
  });

  it('says what a program said that ended at once', async () => {
    const server = node(`console.error('no such flag'); process.exitCode = 3`);
    await expect(server.untilAnswers(`http://127.0.0.1:${await freePort()}/`)).rejects.toThrow('no such flag');
    await expect(server.firstLine()).rejects.toThrow('did not start');
  });

  it('ends what does not want to end', async () => {
    const server = node(`process.on('SIGTERM', () => {}); console.log('ready'); setInterval(() => {}, 1000)`);
    await server.firstLine();
    await server.stop();
    await expect(server.firstLine()).rejects.toThrow('did not start');
  }, 20_000);
});

describe('runProgram', () => {
  it('returns status and output, and gives no environment that was not asked for', async () => {
    const script = 'console.log(JSON.stringify(Object.keys(process.env))); console.error("e"); process.exitCode = 7';
    const run = await runProgram(process.execPath, ['-e', script], { env: { ONLY: '1' } });
    expect([run.status, JSON.parse(run.stdout), run.stderr]).toEqual([7, ['ONLY'], 'e\n']);
  });

  it('rejects a program that is not there, and mustRun one that fails', async () => {
    await expect(runProgram('/nonexistent/program', [])).rejects.toThrow('could not be run');
    const failing = ['-e', 'console.error("why"); process.exitCode = 1'];
    await expect(mustRun(process.execPath, failing)).rejects.toThrow('why');
  });
});
