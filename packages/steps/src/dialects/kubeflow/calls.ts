// SPDX-License-Identifier: Apache-2.0
import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { MpkError, asString } from '@mpk/core';
import type { GateCall, ModelInput, PolicyInput, SignCall, StepCall, Verb, VerifyCall } from '../../call.js';
import { ENV, type StepEnv } from '../../context.js';
import { readOnFailure } from '../on-failure.js';
import type { SignMethod } from '../../ports.js';
import { signMethodOf } from '../sign-method.js';
import type { ExecutorInput } from './executor-input.js';
import { readRuntimeArtifact, safePath } from './local-path.js';

const DEFAULT_KEY_PATH = '/signing/key.pem';

/** Reads what a verb needs from an executor input. @throws MpkError `INPUT_MALFORMED`, `INPUT_UNSUPPORTED`, `NOTHING_TO_CHECK` */
export function callFrom(verb: Exclude<Verb, 'record'>, input: ExecutorInput, env: StepEnv): StepCall {
  if (verb === 'verify') return verifyCall(input, env);
  return verb === 'sign' ? signCall(input, env) : gateCall(input);
}

function verifyCall(input: ExecutorInput, env: StepEnv): VerifyCall {
  const models = modelsOf(input);
  const signature = pathOf(input, 'signature');
  if (signature !== undefined) assertApart(signature, models);
  return {
    verb: 'verify',
    models,
    policy: policyOf(input, env),
    onFailure: readOnFailure(parameter(input, 'on_failure')),
    handOn: readHandOn(input),
    ...(signature === undefined ? {} : { signaturePath: signature }),
    ...attested(input),
  };
}

/** Attestations besides those beside the model, and summaries: one to be accepted, one to be written. */
function attested(input: ExecutorInput): Pick<VerifyCall, 'attestationPaths' | 'acceptVsa' | 'vsa'> {
  const attestations = (input.inputArtifacts['attestations'] ?? []).map(
    (item, i) => readRuntimeArtifact(item, `attestations ${i}`).path,
  );
  const keyPath = parameter(input, 'vsa_key_path');
  const verifierId = parameter(input, 'verifier_id');
  return {
    ...(attestations.length > 0 && { attestationPaths: attestations }),
    ...(parameter(input, 'accept_vsa') === 'true' && { acceptVsa: true }),
    ...(keyPath !== '' && {
      vsa: { keyPath: safePath(keyPath, 'vsa_key_path'), ...(verifierId !== '' && { verifierId }) },
    }),
  };
}

function signCall(input: ExecutorInput, env: StepEnv): SignCall {
  const [model, ...others] = modelsOf(input);
  if (model === undefined || others.length > 0) {
    throw new MpkError('INPUT_UNSUPPORTED', `${others.length + 1} models were given, one is signed at a time`);
  }
  return { verb: 'sign', model, overwrite: true, handOn: true, method: signMethodIn(input, env) };
}

/** How the parameters say to sign. @throws MpkError `INPUT_MALFORMED`, `USAGE` */
export function signMethodIn(input: ExecutorInput, env: StepEnv): SignMethod {
  const method = readMethod(input);
  const keyless = method === 'keyless';
  const words = {
    keyless,
    key: keyless ? undefined : parameter(input, 'key_path') || DEFAULT_KEY_PATH,
    certificate: method === 'certificate' ? parameter(input, 'certificate_path') : undefined,
    chain: [],
    tokenPath: parameter(input, 'token_path') || undefined,
    fulcioUrl: parameter(input, 'fulcio_url') || undefined,
    rekorUrl: parameter(input, 'rekor_url') || undefined,
    tsaUrl: parameter(input, 'tsa_url') || undefined,
    audience: parameter(input, 'audience') || undefined,
    signingConfig: undefined,
  };
  return signMethodOf(words, env);
}

function readMethod(input: ExecutorInput): 'key' | 'certificate' | 'keyless' {
  const method = parameter(input, 'method') || 'key';
  if (method === 'key' || method === 'certificate' || method === 'keyless') return method;
  throw new MpkError(
    'INPUT_MALFORMED',
    `method is ${JSON.stringify(method.slice(0, 40))}, expected key, certificate or keyless`,
  );
}

const gateCall = (input: ExecutorInput): GateCall => ({
  verb: 'gate',
  verdict: parameter(input, 'verdict'),
  mode: parameter(input, 'mode'),
  code: parameter(input, 'code'),
  digest: parameter(input, 'digest'),
});

function modelsOf(input: ExecutorInput): ModelInput[] {
  const list = input.inputArtifacts['model'] ?? input.inputArtifacts['models'] ?? [];
  if (list.length === 0) {
    throw new MpkError('NOTHING_TO_CHECK', 'the executor input has no model artifact', { hint: 'pass `model`' });
  }
  return list.map((item, i) => readRuntimeArtifact(item, `model ${i}`));
}

/** What is named as a signature is no part of the model: a file of it would go unverified. */
function assertApart(signature: string, models: readonly ModelInput[]): void {
  const path = withoutLinks(signature);
  for (const model of models) {
    if (`${path}/`.startsWith(`${withoutLinks(model.path)}/`)) {
      throw new MpkError('INPUT_MALFORMED', 'the signature artifact lies in the model itself', {
        hint: 'leave it out where it is model.sig in the model',
      });
    }
  }
}

function withoutLinks(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync(absolute);
  } catch {
    return absolute === '/' ? absolute : join(withoutLinks(dirname(absolute)), basename(absolute));
  }
}

/** One source of policy, named by the pipeline; with none, what is mounted. */
function policyOf(input: ExecutorInput, env: StepEnv): PolicyInput {
  const artifact = pathOf(input, 'policy');
  const text = parameter(input, 'policy_text');
  const path = parameter(input, 'policy_path');
  const reference = parameter(input, 'policy_configmap');
  const named = [artifact ?? '', text, path, reference].filter((value) => value !== '');
  if (named.length > 1) {
    throw new MpkError('INPUT_MALFORMED', `${named.length} sources of policy were given, expected at most 1`);
  }
  if (artifact !== undefined) return { from: 'artifact', path: artifact };
  if (text !== '') return { from: 'text', text };
  if (reference !== '') return { from: 'configmap', reference };
  const fixed = env[ENV.policyConfigMap] ?? '';
  if (path === '' && fixed !== '') return { from: 'configmap', reference: fixed };
  return { from: 'mounted', path: path === '' ? '' : safePath(path, 'policy_path') };
}

/** Path of an optional artifact. @throws MpkError `INPUT_UNSUPPORTED` for several */
export function pathOf(input: ExecutorInput, name: string): string | undefined {
  const list = input.inputArtifacts[name] ?? [];
  if (list.length > 1) throw new MpkError('INPUT_UNSUPPORTED', `${name} has ${list.length} artifacts, expected 1`);
  return list.length === 0 ? undefined : readRuntimeArtifact(list[0], name).path;
}

function readHandOn(input: ExecutorInput): boolean {
  const value = parameter(input, 'hand_on');
  if (value === '' || value === 'copy') return true;
  if (value === 'none') return false;
  throw new MpkError('INPUT_MALFORMED', `hand_on is ${JSON.stringify(value.slice(0, 40))}, expected copy or none`);
}

/** A string parameter; absent and null are empty. */
export const parameter = (input: ExecutorInput, name: string): string =>
  asString(input.parameters[name] ?? '', `parameter ${name}`);
