// SPDX-License-Identifier: Apache-2.0
import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { CLAIMS_NAME, MpkError } from '@mpk/core';
import {
  DEFAULT_POLICY_ROOT,
  ENV,
  IMAGE_PIN_PATH,
  terminationLogPath,
  type OutputPlan,
  type PolicyInput,
  type SignCall,
  type SignMethod,
  type StepCall,
  type StepEnv,
  type VerifyCall,
} from '@mpk/steps';
import { identityFiles } from '@mpk/signing/identity-files';
import { SERVICE_ACCOUNT_FOLDER } from '../cluster.js';
import { withoutOverlaps, type IsFolder } from './overlaps.js';

/** What one step may touch. `docs/tutorials/kubeflow.md` has the same as a table. */
export interface Grants {
  /** absolute paths; a folder with everything below it */
  readonly read: readonly string[];
  readonly write: readonly string[];
  /** the written files and folders that are made beside their places, under names that begin like theirs */
  readonly staged: readonly string[];
  readonly workers: boolean;
}

/** A step before it runs. */
export interface GrantedStep {
  /** undefined where the inputs could not be read: then only the outputs are granted, to say so */
  readonly call: StepCall | undefined;
  readonly plan: OutputPlan;
  readonly env: StepEnv;
  readonly scratchFolder: string;
}

/**
 * The grants of one step: what its inputs name is read, what its platform declared is written, and nothing else.
 *
 * @throws MpkError `INPUT_UNSUPPORTED` for a path with `*`, which Node would take for a pattern
 */
export function grantsFor(step: GrantedStep, isFolder: IsFolder = isFolderAt): Grants {
  const { call, plan, env, scratchFolder } = step;
  const outputs = outputPaths(plan);
  const own = [scratchFolder, terminationLogPath(env), ...outputs];
  const { read, write } = call === undefined ? NOTHING : needsOf(call, env, isFolder);
  return {
    read: withoutOverlaps(plainPaths([IMAGE_PIN_PATH, ...own, ...read, ...write]), isFolder),
    write: plainPaths([...own, ...write]),
    // For a folder that is there such a grant would cost the folder itself, see `withoutOverlaps`.
    staged: plainPaths(outputs).filter((path) => !isFolder(path)),
    workers: call !== undefined && call.verb !== 'gate',
  };
}

/** Every path that a platform declared. */
export const outputPaths = (plan: OutputPlan): string[] =>
  [
    ...Object.values(plan.parameters),
    ...Object.values(plan.artifacts).map((artifact) => artifact.path),
    plan.executorOutputPath,
    plan.xcomPath,
  ].filter((path) => path !== undefined);

interface Needs {
  readonly read: readonly string[];
  readonly write: readonly string[];
}

const NOTHING: Needs = { read: [], write: [] };

function needsOf(call: StepCall, env: StepEnv, isFolder: IsFolder): Needs {
  if (call.verb === 'verify') return verifyNeeds(call, env, isFolder);
  return call.verb === 'sign' ? signNeeds(call, env) : NOTHING;
}

function verifyNeeds(call: VerifyCall, env: StepEnv, isFolder: IsFolder): Needs {
  const models = call.models.flatMap(({ path }) => modelPaths(path, env, isFolder));
  const { keyPath, lockPath, signaturePath, attestationPaths = [], vsa } = call;
  const trusted = [env[ENV.trustCache], vsa?.keyPath];
  const named = [keyPath, lockPath, signaturePath, ...attestationPaths, ...trusted];
  const read = [...models, ...policyPaths(call.policy, env), ...named];
  return { read: present(read), write: present([call.reportFolder]) };
}

function modelPaths(path: string, env: StepEnv, isFolder: IsFolder): string[] {
  if (path.includes('://')) return [hubCacheFolder(env)];
  // A single file's signature and claims lie beside it.
  return isFolder(path) ? [path] : [path, `${path}.sig`, `${path}.${CLAIMS_NAME}`];
}

/** Where Hugging Face's own tools keep models. */
const hubCacheFolder = (env: StepEnv): string =>
  env['HF_HUB_CACHE'] ?? join(env['HF_HOME'] ?? join(homedir(), '.cache/huggingface'), 'hub');

/** A policy may refer to files beside it: keys, trusted roots, locks. */
function policyPaths(policy: PolicyInput, env: StepEnv): string[] {
  switch (policy.from) {
    case 'operator':
      return [policy.path, dirname(policy.path)];
    case 'mounted':
      return [env[ENV.policyRoot] ?? DEFAULT_POLICY_ROOT, policy.path];
    case 'artifact':
      return [policy.path];
    case 'configmap':
      return [SERVICE_ACCOUNT_FOLDER];
    case 'text':
    case 'none':
      return [];
  }
}

function signNeeds(call: SignCall, env: StepEnv): Needs {
  const { method, model } = call;
  const read = [model.path];
  if ('key' in method) read.push(method.key.privateKeyPath);
  if ('certificate' in method) {
    const { privateKeyPath, certificatePath, chainPaths = [] } = method.certificate;
    read.push(privateKeyPath, certificatePath, ...chainPaths);
  }
  if ('keyless' in method) read.push(...keylessPaths(method.keyless, env));
  if (call.handOn) return { read, write: [] };
  // The bundle appears whole: it is written beside its place and then renamed.
  const folders = call.outputPath === undefined ? [model.path, dirname(model.path)] : [dirname(call.outputPath)];
  return { read, write: folders };
}

type Keyless = Extract<SignMethod, { keyless: unknown }>['keyless'];

/** Where identities may lie, and what names the services. */
function keylessPaths({ identity, services }: Keyless, env: StepEnv): string[] {
  const tokens = identity?.kind === 'token-file' ? [identity.path] : identityFiles(env);
  const named = 'signingConfigPath' in services ? [services.signingConfigPath] : [];
  const root = 'tuf' in services ? [services.tuf.rootPath, env[ENV.trustCache]] : [];
  return present([...tokens, ...named, ...root]);
}

const present = (paths: readonly (string | undefined)[]): string[] =>
  paths.filter((path) => path !== undefined && path !== '').map(String);

function plainPaths(paths: readonly string[]): string[] {
  for (const path of paths) {
    if (path.includes('*')) {
      throw new MpkError('INPUT_UNSUPPORTED', `the path ${JSON.stringify(path.slice(0, 200))} has a "*" in it`);
    }
  }
  // The root would be everything; nothing that a step needs is granted by naming it.
  return [...new Set(paths)].filter((path) => path !== '/').sort();
}

function isFolderAt(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
