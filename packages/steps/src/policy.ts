// SPDX-License-Identifier: Apache-2.0
import { realpath } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import {
  MpkError,
  parsePolicy,
  resolvePolicy as readEffectivePolicy,
  sha256Hex,
  unreadable,
  type EffectivePolicy,
} from '@mpk/core';
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

/** The policy of a step, ready to hand on. */
export interface StepPolicy {
  readonly given: GivenPolicy;
  /** where a pin is in force: the digest of the effective policy, which whoever judges must have used */
  readonly pinned?: string;
}

/**
 * Turns what a step was told about its policy into the policy to enforce.
 *
 * A pipeline's author can change what the pipeline carries, so content from there counts only with a digest that comes from
 * outside: the image's pin file or the environment. Where a pin exists it holds for every source, also for none at all, and
 * for every file that the policy refers to.
 *
 * @returns undefined where no policy was named
 * @throws MpkError `POLICY_UNTRUSTED`; `INPUT_UNREADABLE`, `INPUT_TOO_LARGE`; under a pin what parsing the policy throws; what
 * reading a ConfigMap throws
 */
export async function resolvePolicy(input: PolicyInput, context: StepContext): Promise<StepPolicy | undefined> {
  assertSource(input, context);
  const pins = await readPins(context);
  switch (input.from) {
    case 'none':
      if (pins.length > 0) throw untrusted('a policy is pinned and none was named');
      return undefined;
    case 'operator':
      return policyFile(input.path, pins);
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

/** Where the environment names one ConfigMap, the policy comes from there and from nowhere else. */
function assertSource(input: PolicyInput, context: StepContext): void {
  const only = context.env[ENV.policyConfigMap] ?? '';
  if (only === '' || (input.from === 'configmap' && input.reference === only)) return;
  const named = input.from === 'configmap' ? `from ConfigMap ${input.reference}` : 'not from a ConfigMap';
  throw untrusted(`the policy is ${named}, ${ENV.policyConfigMap} allows only ${only}`);
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

async function policyFile(path: string, pins: readonly string[], source = path): Promise<StepPolicy> {
  if (pins.length === 0) return { given: { path } };
  const bytes = await readBounded(path, MAX_POLICY_BYTES);
  const effective = await readEffectivePolicy(await parsePolicy(bytes, { path: source }), { folder: dirname(path) });
  assertPinned(bytes, effective, source, pins);
  // Alone it is handed on as the bytes that were digested; with files beside it, whoever judges tells what they were.
  const given = effective.references.size === 0 ? { bytes, source } : { path };
  return { given, pinned: effective.digest };
}

/** A path that the pipeline names is good only inside the mounted folder: elsewhere it may lead into an artifact. */
async function mountedFile(path: string, pins: readonly string[], context: StepContext): Promise<StepPolicy> {
  const root = context.env[ENV.policyRoot] ?? DEFAULT_POLICY_ROOT;
  const wanted = path === '' ? join(root, DEFAULT_POLICY_NAME) : path;
  if (await isInside(wanted, root)) return policyFile(wanted, pins);
  return carried(await readBounded(wanted, MAX_POLICY_BYTES), wanted, pins);
}

async function isInside(path: string, root: string): Promise<boolean> {
  try {
    return (await realpath(path)).startsWith(`${await realpath(root)}${sep}`);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

async function configMapPolicy(reference: string, pins: readonly string[], context: StepContext): Promise<StepPolicy> {
  const { namespace, name, key } = parseConfigMapReference(reference);
  if (context.ports.readConfigMap === undefined) {
    throw new MpkError('INPUT_UNSUPPORTED', 'this build reads no ConfigMaps', { hint: 'use the container image' });
  }
  const { data } = await context.ports.readConfigMap(namespace, name);
  const text = Object.hasOwn(data, key) ? data[key] : undefined;
  if (text === undefined) throw new MpkError('INPUT_UNREADABLE', `ConfigMap ${namespace}/${name} has no key ${key}`);
  // All keys become files of one folder, so that a policy finds the keys and roots that lie beside it.
  const folder = join(context.scratchFolder, 'policy');
  for (const [fileName, content] of Object.entries(data)) {
    if (!/^[-._a-zA-Z0-9]{1,253}$/.test(fileName) || fileName === '.' || fileName === '..') {
      throw new MpkError('INPUT_MALFORMED', `ConfigMap ${namespace}/${name} has a key that is no file name`);
    }
    await writeOutput(join(folder, fileName), content);
  }
  return policyFile(join(folder, key), pins, `ConfigMap ${reference}`);
}

/** `namespace/name[/key]`, as given in a parameter. @throws MpkError `INPUT_MALFORMED` */
export function parseConfigMapReference(reference: string): { namespace: string; name: string; key: string } {
  const [, namespace, name, key = DEFAULT_POLICY_NAME] = REFERENCE.exec(reference) ?? [];
  if (namespace === undefined || name === undefined || key === '.' || key === '..') {
    throw new MpkError('INPUT_MALFORMED', 'the policy ConfigMap is not namespace/name or namespace/name/key');
  }
  return { namespace, name, key };
}

/** Content that the pipeline carries: bytes alone, so that it can refer to no file that the pipeline carries either. */
async function carried(bytes: Uint8Array, source: string, pins: readonly string[]): Promise<StepPolicy> {
  if (bytes.length > MAX_POLICY_BYTES) {
    throw new MpkError('INPUT_TOO_LARGE', `${source} has ${bytes.length} bytes, at most ${MAX_POLICY_BYTES} are read`);
  }
  if (pins.length === 0) {
    throw untrusted(`the pipeline itself carries the policy (${source}) and nothing outside it pins its digest`);
  }
  const readFile = (path: string): never => {
    throw untrusted(`the pipeline itself carries the policy (${source}), which must not refer to the file ${path}`);
  };
  const effective = await readEffectivePolicy(await parsePolicy(bytes, { path: source }), { readFile });
  assertPinned(bytes, effective, source, pins);
  return { given: { bytes, source }, pinned: effective.digest };
}

/** A pin is the effective policy's digest; or that of the policy's bytes, where these are all there is. */
function assertPinned(bytes: Uint8Array, policy: EffectivePolicy, source: string, pins: readonly string[]): void {
  const ofBytes = sha256Hex(bytes);
  for (const pin of pins) {
    if (policy.digest === `sha256:${pin}`) continue;
    if (pin !== ofBytes) {
      throw untrusted(`the policy from ${source} has the digest ${policy.digest}, pinned is sha256:${pin}`);
    }
    if (policy.references.size > 0) {
      throw untrusted(
        `the policy from ${source} refers to ${policy.references.size} files, and only its own bytes are pinned`,
        `pin the digest of all of it (mpk policy show): ${policy.digest}`,
      );
    }
  }
}

const untrusted = (message: string, hint = 'see who may give the policy in docs/tutorials/kubeflow.md'): MpkError =>
  new MpkError('POLICY_UNTRUSTED', message, { hint });
