// SPDX-License-Identifier: Apache-2.0
import { realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { MpkError, sha256Hex, unreadable } from '@mpk/core';
import { readBounded } from './bounded-file.js';
import type { PolicyInput } from './call.js';
import { DEFAULT_POLICY_NAME, DEFAULT_POLICY_ROOT, ENV, type StepContext } from './context.js';
import { writeOutput } from './output-file.js';
import type { GivenPolicy } from './ports.js';

/** Largest policy; also the largest ConfigMap. */
export const MAX_POLICY_BYTES = 1024 * 1024;
const MAX_PIN_BYTES = 4096;

const DIGEST = /^(?:sha256:)?([0-9a-f]{64})$/;
/** Kubernetes names: RFC 1123 labels and subdomains; keys as ConfigMap allows them. */
const REFERENCE =
  /^([a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)\/([a-z0-9](?:[-.a-z0-9]{0,251}[a-z0-9])?)(?:\/([-._a-zA-Z0-9]{1,253}))?$/;

/**
 * Turns what a step was told about its policy into the policy to enforce.
 *
 * A pipeline's author can change what the pipeline carries, so content from there counts only with a digest that comes from
 * outside: the image's pin file or the environment. Where a pin exists it holds for every source.
 *
 * @returns undefined where no policy was named
 * @throws MpkError `POLICY_UNTRUSTED`; `INPUT_UNREADABLE`, `INPUT_TOO_LARGE`; what reading a ConfigMap throws
 */
export async function resolvePolicy(input: PolicyInput, context: StepContext): Promise<GivenPolicy | undefined> {
  const pins = await readPins(context);
  switch (input.from) {
    case 'none':
      return undefined;
    case 'operator':
      return pinnedFile(input.path, pins);
    case 'mounted':
      return mountedFile(input.path, pins, context);
    case 'configmap':
      return configMapPolicy(input.reference, pins, context);
    case 'artifact':
      return carried(await readBounded(input.path, MAX_POLICY_BYTES), 'policy artifact', pins);
    case 'text':
      return carried(Buffer.from(input.text), 'policy parameter', pins);
  }
}

/** The digests that a policy must have: lowercase hex. An unreadable or malformed pin is an error, never ignored. */
async function readPins(context: StepContext): Promise<string[]> {
  const fromImage = await readImagePin(context.imagePinPath);
  return [fromImage, context.env[ENV.policyDigest]].flatMap((text) => {
    if (text === undefined || text.trim() === '') return [];
    const hex = DIGEST.exec(text.trim())?.[1];
    if (hex === undefined) throw untrusted('the pinned policy digest is not sha256 and 64 lowercase hex digits');
    return [hex];
  });
}

async function readImagePin(path: string): Promise<string | undefined> {
  try {
    return (await readBounded(path, MAX_PIN_BYTES)).toString('utf8');
  } catch (error) {
    const code = ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

async function pinnedFile(path: string, pins: readonly string[]): Promise<GivenPolicy> {
  if (pins.length > 0) assertPinned(await readBounded(path, MAX_POLICY_BYTES), path, pins);
  return { path };
}

/** A path that the pipeline names is good only inside the mounted folder: elsewhere it may lead into an artifact. */
async function mountedFile(path: string, pins: readonly string[], context: StepContext): Promise<GivenPolicy> {
  const root = context.env[ENV.policyRoot] ?? DEFAULT_POLICY_ROOT;
  const wanted = path === '' ? join(root, DEFAULT_POLICY_NAME) : path;
  if (await isInside(wanted, root)) return pinnedFile(wanted, pins);
  return carried(await readBounded(wanted, MAX_POLICY_BYTES), wanted, pins);
}

async function isInside(path: string, root: string): Promise<boolean> {
  try {
    return (await realpath(path)).startsWith(`${await realpath(root)}${sep}`);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

async function configMapPolicy(reference: string, pins: readonly string[], context: StepContext): Promise<GivenPolicy> {
  const { namespace, name, key } = parseConfigMapReference(reference);
  const only = context.env[ENV.policyConfigMap];
  if (only !== undefined && only !== '' && only !== reference) {
    throw untrusted(`the policy is read from ConfigMap ${reference}, ${ENV.policyConfigMap} allows only ${only}`);
  }
  if (context.ports.readConfigMap === undefined) {
    throw new MpkError('INPUT_UNSUPPORTED', 'this build reads no ConfigMaps', { hint: 'use the container image' });
  }
  const { data } = await context.ports.readConfigMap(namespace, name);
  const text = Object.hasOwn(data, key) ? data[key] : undefined;
  if (text === undefined) throw new MpkError('INPUT_UNREADABLE', `ConfigMap ${namespace}/${name} has no key ${key}`);
  if (pins.length > 0) assertPinned(Buffer.from(text), reference, pins);
  // All keys become files of one folder, so that a policy finds the keys and roots that lie beside it.
  const folder = join(context.scratchFolder, 'policy');
  for (const [fileName, content] of Object.entries(data)) {
    if (!/^[-._a-zA-Z0-9]{1,253}$/.test(fileName) || fileName === '.' || fileName === '..') {
      throw new MpkError('INPUT_MALFORMED', `ConfigMap ${namespace}/${name} has a key that is no file name`);
    }
    await writeOutput(join(folder, fileName), content);
  }
  return { path: join(folder, key) };
}

/** `namespace/name[/key]`, as given in a parameter. @throws MpkError `INPUT_MALFORMED` */
export function parseConfigMapReference(reference: string): { namespace: string; name: string; key: string } {
  const [, namespace, name, key = DEFAULT_POLICY_NAME] = REFERENCE.exec(reference) ?? [];
  if (namespace === undefined || name === undefined || key === '.' || key === '..') {
    throw new MpkError('INPUT_MALFORMED', 'the policy ConfigMap is not namespace/name or namespace/name/key');
  }
  return { namespace, name, key };
}

/** Content that the pipeline carries: bytes only, so that it can refer to no file that the pipeline carries either. */
function carried(bytes: Uint8Array, source: string, pins: readonly string[]): GivenPolicy {
  if (bytes.length > MAX_POLICY_BYTES) {
    throw new MpkError('INPUT_TOO_LARGE', `${source} has ${bytes.length} bytes, at most ${MAX_POLICY_BYTES} are read`);
  }
  if (pins.length === 0) {
    throw untrusted(`the pipeline itself carries the policy (${source}) and nothing outside it pins its digest`);
  }
  assertPinned(bytes, source, pins);
  return { bytes, source };
}

function assertPinned(bytes: Uint8Array, source: string, pins: readonly string[]): void {
  const actual = sha256Hex(bytes);
  for (const pin of pins) {
    if (pin !== actual) throw untrusted(`the policy from ${source} has SHA-256 ${actual}, pinned is ${pin}`);
  }
}

const untrusted = (message: string): MpkError =>
  new MpkError('POLICY_UNTRUSTED', message, { hint: 'see who may give the policy in docs/tutorials/kubeflow.md' });
