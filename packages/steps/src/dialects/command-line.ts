// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { usage, type StepArguments } from '../arguments.js';
import type { ModelInput, OutputArtifact, OutputPlan, PolicyInput, SignCall, StepCall, VerifyCall } from '../call.js';
import { ENV, type StepEnv } from '../context.js';
import { readOnFailure } from './on-failure.js';
import { signMethodOf } from './sign-method.js';

const MAX_JOBS = 1024;

/** Reads a call from flags: whoever writes the command line owns the process, so a policy named there is taken. */
export function callFromFlags(args: StepArguments, env: StepEnv): StepCall {
  if (args.texts['executor-input'] !== undefined) throw usage('--executor-input belongs to the kubeflow dialect');
  if (args.verb === 'verify') return verifyCall(args, env);
  if (args.verb === 'sign') return signCall(args, env);
  if (args.positionals.length > 0) throw usage('gate takes no model');
  const { verdict, mode = '', code = '', digest = '' } = args.texts;
  if (verdict === undefined) throw usage('gate needs --verdict');
  return { verb: 'gate', verdict, mode, code, digest };
}

/** Reads which outputs flags ask for; `--result` and `--verified-model` are artifacts without a platform. */
export function planFromFlags(args: StepArguments): OutputPlan {
  const { result, 'verified-model': verifiedModel } = args.texts;
  return {
    parameters: {},
    artifacts: {
      ...(result === undefined ? {} : { result: artifactAt('result', result) }),
      ...(verifiedModel === undefined ? {} : { verified_model: artifactAt('verified_model', verifiedModel) }),
    },
  };
}

const artifactAt = (name: string, path: string): OutputArtifact => ({
  name,
  uri: '',
  path: resolve(path),
  metadata: {},
});

function verifyCall(args: StepArguments, env: StepEnv): VerifyCall {
  const { texts, positionals } = args;
  if (positionals.length === 0) throw usage('verify needs a model');
  if (texts['uri'] !== undefined && positionals.length > 1) throw usage('--uri names one model, several were given');
  return {
    verb: 'verify',
    models: positionals.map((path) => modelAt(path, texts['uri'])),
    policy: policyFrom(texts['policy'], texts['policy-configmap'] ?? env[ENV.policyConfigMap]),
    onFailure: readOnFailure(texts['on-failure'] ?? ''),
    handOn: texts['verified-model'] !== undefined,
    ...(texts['key'] === undefined ? {} : { keyPath: resolve(texts['key']) }),
    ...(texts['lock'] === undefined ? {} : { lockPath: resolve(texts['lock']) }),
    ...(texts['signature'] === undefined ? {} : { signaturePath: resolve(texts['signature']) }),
    ...(texts['report'] === undefined ? {} : { reportFolder: resolve(texts['report']) }),
    ...(texts['jobs'] === undefined ? {} : { jobs: readJobs(texts['jobs']) }),
  };
}

function policyFrom(path: string | undefined, reference: string | undefined): PolicyInput {
  if (path !== undefined) return { from: 'operator', path: resolve(path) };
  return reference === undefined || reference === '' ? { from: 'none' } : { from: 'configmap', reference };
}

function signCall(args: StepArguments, env: StepEnv): SignCall {
  const { texts, positionals } = args;
  const [model] = positionals;
  if (model === undefined || positionals.length > 1) throw usage('sign needs one model');
  return {
    verb: 'sign',
    model: modelAt(model, undefined),
    overwrite: args.flags.has('overwrite'),
    handOn: false,
    ...(texts['output'] === undefined ? {} : { outputPath: resolve(texts['output']) }),
    method: signMethodOf(
      {
        keyless: args.flags.has('keyless'),
        key: texts['key'] === undefined ? undefined : resolve(texts['key']),
        certificate: texts['certificate'] === undefined ? undefined : resolve(texts['certificate']),
        chain: (args.lists['chain'] ?? []).map((path) => resolve(path)),
        tokenPath: texts['identity-token'],
        fulcioUrl: texts['fulcio-url'],
        rekorUrl: texts['rekor-url'],
        tsaUrl: texts['tsa-url'],
      },
      env,
    ),
  };
}

/** A URI such as `hf://org/name@revision` is the kit's to locate; anything else is a path. */
function modelAt(path: string, uri: string | undefined): ModelInput {
  if (/^[a-z][a-z0-9+.-]*:\/\//.test(path)) return { path, uri: uri ?? path, metadata: {} };
  const absolute = resolve(path);
  return { path: absolute, uri: uri ?? pathToFileURL(absolute).href, metadata: {} };
}

function readJobs(text: string): number {
  const jobs = Number(text);
  if (!/^[0-9]{1,4}$/.test(text) || jobs < 1 || jobs > MAX_JOBS) throw usage(`--jobs is not 1 to ${MAX_JOBS}`);
  return jobs;
}
