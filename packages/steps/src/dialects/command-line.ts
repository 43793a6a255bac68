// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { usage, type StepArguments } from '../arguments.js';
import type { ModelInput, OutputArtifact, OutputPlan, PolicyInput, SignCall, StepCall, VerifyCall } from '../call.js';
import { ENV, type StepEnv } from '../context.js';
import { readOnFailure } from './on-failure.js';
import { pathFlag, signWords } from './flags.js';
import { recordCall } from './record-call.js';
import { signMethodOf } from './sign-method.js';

const MAX_JOBS = 1024;

/** Reads a call from flags: whoever writes the command line owns the process, so a policy named there is taken. */
export function callFromFlags(args: StepArguments, env: StepEnv): StepCall {
  if (args.texts['executor-input'] !== undefined) throw usage('--executor-input belongs to the kubeflow dialect');
  if (args.verb === 'verify') return verifyCall(args, env);
  if (args.verb === 'sign') return signCall(args, env);
  if (args.verb === 'record') return recordCall(args, env);
  if (args.positionals.length > 0) throw usage('gate takes no model');
  const { verdict, mode = '', code = '', digest = '' } = args.texts;
  if (verdict === undefined) throw usage('gate needs --verdict');
  return { verb: 'gate', verdict, mode, code, digest };
}

/** Reads which outputs flags ask for; `--result` and `--verified-model` are artifacts without a platform. */
export function planFromFlags(args: StepArguments): OutputPlan {
  const result = pathFlag(args, 'result');
  const verifiedModel = pathFlag(args, 'verified-model');
  const vsa = pathFlag(args, 'vsa');
  return {
    parameters: {},
    artifacts: {
      ...(verifiedModel === undefined ? {} : { verified_model: artifactAt('verified_model', verifiedModel) }),
      ...(vsa === undefined ? {} : { vsa: artifactAt('vsa', vsa) }),
      // Last: where it says pass, all else is there.
      ...(result === undefined ? {} : { result: artifactAt('result', result) }),
    },
  };
}

const artifactAt = (name: string, path: string): OutputArtifact => ({ name, uri: '', path, metadata: {} });

function verifyCall(args: StepArguments, env: StepEnv): VerifyCall {
  const { texts, positionals } = args;
  const [policy, key, lock] = ['policy', 'key', 'lock'].map((flag) => pathFlag(args, flag));
  const [signature, report, verifiedModel] = ['signature', 'report', 'verified-model'].map((flag) =>
    pathFlag(args, flag),
  );
  if (positionals.length === 0) throw usage('verify needs a model');
  if (positionals.length > 1) {
    if (texts['uri'] !== undefined) throw usage('--uri names one model, several were given');
    if (texts['vsa'] !== undefined) throw usage('--vsa is a summary about one model, several were given');
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
    ...attested(args),
  };
}

/** Attestations besides those beside the model, and summaries: one to be accepted, one to be written. */
function attested(args: StepArguments): Pick<VerifyCall, 'attestationPaths' | 'acceptVsa' | 'vsa'> {
  const keyPath = pathFlag(args, 'vsa-key');
  const verifierId = args.texts['verifier-id'];
  if ((keyPath === undefined) !== (args.texts['vsa'] === undefined)) throw usage('--vsa-key and --vsa belong together');
  const paths = args.lists['attestations'];
  return {
    ...(paths !== undefined && { attestationPaths: paths.map((one) => resolve(one)) }),
    ...(args.flags.has('accept-vsa') && { acceptVsa: true }),
    ...(keyPath !== undefined && { vsa: { keyPath, ...(verifierId !== undefined && { verifierId }) } }),
  };
}

function policyFrom(path: string | undefined, reference: string | undefined, env: StepEnv): PolicyInput {
  if (path !== undefined && reference !== undefined) throw usage('--policy and --policy-configmap exclude each other');
  if (path !== undefined) return { from: 'operator', path };
  const named = reference ?? env[ENV.policyConfigMap] ?? '';
  return named === '' ? { from: 'none' } : { from: 'configmap', reference: named };
}

function signCall(args: StepArguments, env: StepEnv): SignCall {
  const { positionals } = args;
  const [model] = positionals;
  if (model === undefined || positionals.length > 1) throw usage('sign needs one model');
  const outputPath = pathFlag(args, 'output');
  return {
    verb: 'sign',
    model: modelAt(model, undefined),
    overwrite: args.flags.has('overwrite'),
    handOn: false,
    ...(outputPath === undefined ? {} : { outputPath }),
    method: signMethodOf(signWords(args), env),
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
