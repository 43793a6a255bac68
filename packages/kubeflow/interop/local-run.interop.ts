// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { filesFor } from '../src/index.js';
import { makeInputs } from '../e2e/support/model.js';
import {
  CONTAINERS_CONF,
  buildImage,
  describeWithPodman,
  loadImage,
  podman,
  type Ended,
} from '../e2e/support/podman.js';
import { describeWithPython, python } from './python.js';

const IMAGE = 'localhost/mpk-step:interop';
const SOCKET_WAIT_MS = 20_000;
const describeWithBoth = describeWithPython === describe ? describeWithPodman : describeWithPython;

let folder: string;
let image: string;
let service: ChildProcess | undefined;

/** podman speaks Docker's API on a socket: what kfp.local wants. */
async function startService(socket: string): Promise<ChildProcess> {
  const env = { ...process.env, CONTAINERS_CONF };
  const child = spawn('podman', ['system', 'service', '--time=0', `unix://${socket}`], { env, stdio: 'ignore' });
  for (let waited = 0; !existsSync(socket); waited += 100) {
    if (waited > SOCKET_WAIT_MS || child.exitCode !== null) throw new Error('podman made no socket');
    await sleep(100);
  }
  return child;
}

async function runLocally(variant: 'signed' | 'unsigned'): Promise<{ ended: Ended; digest: unknown }> {
  const work = join(folder, variant);
  await mkdir(work);
  const env = { ...process.env, DOCKER_HOST: `unix://${join(folder, 'podman.sock')}` };
  const ended = await python('local_run.py', [join(folder, 'components'), folder, work, IMAGE, variant], env);
  const last = ended.stdout.trimEnd().split('\n').at(-1) ?? '';
  const outputs = ended.exit === 0 ? JSON.parse(last).outputs : {};
  return { ended, digest: outputs['Output'] };
}

describeWithBoth('kfp.local with the image', () => {
  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'mpk-interop-')));
    await makeInputs(folder);
    await mkdir(join(folder, 'components'));
    for (const [path, content] of Object.entries(filesFor(IMAGE))) {
      await writeFile(join(folder, 'components', basename(path)), content);
    }
    await buildImage(join(folder, 'image'));
    image = await loadImage(folder);
    await podman('tag', image, IMAGE);
    service = await startService(join(folder, 'podman.sock'));
  });

  afterAll(async () => {
    service?.kill();
    await podman('rmi', '--force', image);
    await rm(folder, { recursive: true, force: true });
  });

  it('signs what was trained and opens the gate', async () => {
    const { ended, digest } = await runLocally('signed');
    expect([ended.exit, ended.exit === 0 ? '' : ended.stderr]).toEqual([0, '']);
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it('gives out no digest for what nobody signed, whatever becomes of the exit status', async () => {
    const { ended, digest } = await runLocally('unsigned');
    expect(ended.stdout).toContain('SIGNATURE_MISSING');
    expect(digest ?? '').toBe('');
  });
});
