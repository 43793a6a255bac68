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
  const result = pathIn(args, 'result');
  const verifiedModel = pathIn(args, 'verified-model');
  return {
    parameters: {},
    artifacts: {
      ...(verifiedModel === undefined ? {} : { verified_model: artifactAt('verified_model', verifiedModel) }),
      // Last: where it says pass, all else is there.
      ...(result === undefined ? {} : { result: artifactAt('result', result) }),
    },
  };
}

const artifactAt = (name: string, path: string): OutputArtifact => ({ name, uri: '', path, metadata: {} });

/** A flag's path, absolute. An empty one would be the current folder. @throws MpkError `USAGE` */
function pathIn(args: StepArguments, flag: string): string | undefined {
  const path = args.texts[flag];
  if (path === '') throw usage(`--${flag} is empty`);
  return path === undefined ? undefined : resolve(path);
}

function verifyCall(args: StepArguments, env: StepEnv): VerifyCall {
  const { texts, positionals } = args;
  const [policy, key, lock] = ['policy', 'key', 'lock'].map((flag) => pathIn(args, flag));
  const [signature, report, verifiedModel] = ['signature', 'report', 'verified-model'].map((flag) =>
    pathIn(args, flag),
  );
  if (positionals.length === 0) throw usage('verify needs a model');
  if (positionals.length > 1) {
    if (texts['uri'] !== undefined) throw usage('--uri names one model, several were given');
    if (verifiedModel !== undefined) throw usage('--verified-model is a copy of one model, several were given');
  }
  return {
    verb: 'verify',
    models: positionals.map((path) => modelAt(path, texts['uri'])),
    policy: policyFrom(policy, texts['policy-configmap'], env),
    onFailure: readOnFailure(texts['on-failure'] ?? ''),
    handOn: verifiedModel !== undefined,
    ...(key === undefined ? {} : { keyPath: key }),
    ...(lock === undefined ? {} : { lockPath: lock }),
    ...(signature === undefined ? {} : { signaturePath: signature }),
    ...(report === undefined ? {} : { reportFolder: report }),
    ...(texts['jobs'] === undefined ? {} : { jobs: readJobs(texts['jobs']) }),
  };
}

function policyFrom(path: string | undefined, reference: string | undefined, env: StepEnv): PolicyInput {
  if (path !== undefined && reference !== undefined) throw usage('--policy and --policy-configmap exclude each other');
  if (path !== undefined) return { from: 'operator', path };
  const named = reference ?? env[ENV.policyConfigMap] ?? '';
  return named === '' ? { from: 'none' } : { from: 'configmap', reference: named };
}

function signCall(args: StepArguments, env: StepEnv): SignCall {
  const { texts, positionals } = args;
  const [model] = positionals;
  if (model === undefined || positionals.length > 1) throw usage('sign needs one model');
  const outputPath = pathIn(args, 'output');
  return {
    verb: 'sign',
    model: modelAt(model, undefined),
    overwrite: args.flags.has('overwrite'),
    handOn: false,
    ...(outputPath === undefined ? {} : { outputPath }),
    method: signMethodOf(
      {
        keyless: args.flags.has('keyless'),
        key: pathIn(args, 'key'),
        certificate: pathIn(args, 'certificate'),
        chain: (args.lists['chain'] ?? []).map((path) => resolve(path)),
        tokenPath: texts['identity-token'],
        fulcioUrl: texts['fulcio-url'],
        rekorUrl: texts['rekor-url'],
        tsaUrl: texts['tsa-url'],
        audience: texts['audience'],
        signingConfig: pathIn(args, 'signing-config'),
      },
      env,
    ),
  };
}

/** A URI such as `hf://org/name@revision` is the kit's to locate; anything else is a path. */
function modelAt(path: string, uri: string | undefined): ModelInput {
  if (path === '') throw usage('the model is an empty text, which would mean the current folder');
  if (/^[a-z][a-z0-9+.-]*:\/\//.test(path)) return { path, uri: uri ?? path, metadata: {} };
  const absolute = resolve(path);
  return { path: absolute, uri: uri ?? pathToFileURL(absolute).href, metadata: {} };
}

function readJobs(text: string): number {
  const jobs = Number(text);
  if (!/^[0-9]{1,4}$/.test(text) || jobs < 1 || jobs > MAX_JOBS) throw usage(`--jobs is not 1 to ${MAX_JOBS}`);
  return jobs;
}
