// SPDX-License-Identifier: Apache-2.0
import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeWith } from '@mpk/testkit/peers';

export const ROOT = join(import.meta.dirname, '../../../..');
export const CONTAINERS_CONF = join(import.meta.dirname, 'containers.conf');
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;

/** What a process said and how it ended. */
export interface Ended {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Why the image cannot be run here; undefined where it can. */
export function whyNoPodman(): string | undefined {
  const { error, status } = spawnSync('podman', ['--version']);
  if (error !== undefined || status !== 0) return 'podman is not installed; tools/peers/debian.sh installs it';
  return process.platform === 'linux' ? undefined : 'the image is built on Linux only';
}

const reason = whyNoPodman();

/** Skips loudly, or fails in CI: says why. */
export const describeWithPodman = describeWith('debian', reason === undefined, `kubeflow e2e: ${reason ?? ''}`);

export async function podman(...args: string[]): Promise<Ended> {
  return run('podman', args, { env: { ...process.env, CONTAINERS_CONF } });
}

interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  try {
    const { stdout, stderr } = await promisify(execFile)(command, args, { ...options, maxBuffer: MAX_OUTPUT_BYTES });
    return { exit: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: unknown; stdout?: string; stderr?: string };
    if (typeof code !== 'number') throw error;
    return { exit: code, stdout: stdout ?? '', stderr: stderr ?? '' };
  }
}

/** Builds the image into a folder and returns its digest. */
export async function buildImage(folder: string, more: NodeJS.ProcessEnv = {}): Promise<string> {
  const { exit, stdout, stderr } = await run(process.execPath, [join(ROOT, 'tools/image/build.ts'), folder], {
    env: { ...process.env, ...more },
  });
  if (exit !== 0) throw new Error(`the image build failed: ${stderr}`);
  return stdout.trim();
}

/** Loads the OCI layout `image` in a folder and returns the id of the image. podman names it by the path as given. */
export async function loadImage(folder: string): Promise<string> {
  const env = { ...process.env, CONTAINERS_CONF };
  const { exit, stdout, stderr } = await run('podman', ['pull', '--quiet', 'oci:image:latest'], { env, cwd: folder });
  if (exit !== 0) throw new Error(`podman does not take the image: ${stderr}`);
  return stdout.trim();
}

/** A mount from here into the container. */
export interface Mount {
  readonly from: string;
  readonly to: string;
  readonly writable?: boolean;
}

/** How a pod of a hardened namespace would run the step. */
const HARDENED = ['--read-only', '--cap-drop=all', '--security-opt=no-new-privileges'];

/** How a container differs from the hardened default. */
interface ContainerOptions {
  readonly network?: 'none' | 'host';
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a command in the image, hardened, as the image's own user; by default without a network. */
export function runImage(
  image: string,
  mounts: readonly Mount[],
  argv: readonly string[],
  { network = 'none', env = {} }: ContainerOptions = {},
): Promise<Ended> {
  const volumes = mounts.flatMap(({ from, to, writable }) => [
    '-v',
    `${from}:${to}:${writable === true ? 'rw' : 'ro'}`,
  ]);
  return podman(
    'run',
    '--rm',
    `--network=${network}`,
    ...HARDENED,
    '--read-only-tmpfs=false',
    '--tmpfs',
    '/tmp:rw,mode=1777',
    ...Object.entries(env).map(([name, value]) => `--env=${name}=${value}`),
    ...volumes,
    image,
    ...argv,
  );
}
