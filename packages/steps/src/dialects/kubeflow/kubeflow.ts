// SPDX-License-Identifier: Apache-2.0
import { MpkError, type JsonObject } from '@mpk/core';
import { ARTIFACT_NAMES, EMPTY_PARAMETERS, type ParameterValue, type StepAnswer } from '../../answer.js';
import { usage, type StepArguments } from '../../arguments.js';
import type { OutputPlan, Verb } from '../../call.js';
import { writeOutput } from '../../output-file.js';
import type { Dialect } from '../dialect.js';
import { callFrom } from './calls.js';
import { RECORD_FLAGS, recordCallFrom } from './record-call.js';
import { parseExecutorInput, type ExecutorInput } from './executor-input.js';

/**
 * Kubeflow Pipelines v2: everything comes from the one argument `--executor-input`.
 *
 * Every declared output parameter is written, on failure too, because the launcher fails a task that lacks one. Artifacts are
 * also named in the executor output file: the local runner knows them only from there.
 */
export const kubeflow: Dialect = {
  name: 'kubeflow',
  readPlan: (args) => planOf(args.verb, inputOf(args)),
  readCall: (args, env) => {
    const input = inputOf(args);
    if (args.verb !== 'record') return callFrom(args.verb, input, env);
    return recordCallFrom(args, input, planOf(args.verb, input), env);
  },
  render,
};

function inputOf(args: StepArguments): ExecutorInput {
  const text = args.texts['executor-input'];
  if (text === undefined) throw usage('the kubeflow dialect needs --executor-input');
  const allowed = ['executor-input', 'dialect', ...(args.verb === 'record' ? RECORD_FLAGS : [])];
  const texts = Object.keys(args.texts).filter((name) => !allowed.includes(name));
  const surplus = [...texts, ...args.flags, ...Object.keys(args.lists), ...args.positionals];
  if (surplus.length > 0) throw usage('the kubeflow dialect takes --executor-input and nothing else');
  return parseExecutorInput(text);
}

function planOf(verb: Verb, input: ExecutorInput): OutputPlan {
  for (const name of Object.keys(input.outputParameters)) {
    if (!Object.hasOwn(EMPTY_PARAMETERS[verb], name))
      throw unknownOutput(verb, `output parameter ${JSON.stringify(name)}`);
  }
  const known: readonly string[] = ARTIFACT_NAMES[verb];
  const artifacts = Object.entries(input.outputArtifacts).filter(([name]) => name !== LAUNCHER_LOGS);
  for (const [name] of artifacts) {
    if (!known.includes(name)) throw unknownOutput(verb, `output artifact ${JSON.stringify(name)}`);
  }
  return {
    parameters: input.outputParameters,
    artifacts: Object.fromEntries(artifacts),
    ...(input.outputFile === undefined ? {} : { executorOutputPath: input.outputFile }),
  };
}

/** The launcher declares and writes this one itself. */
const LAUNCHER_LOGS = 'executor-logs';

const unknownOutput = (verb: Verb, what: string): MpkError =>
  new MpkError('INPUT_UNSUPPORTED', `the component declares the ${what}, which mpk-step ${verb} does not give`);

async function render(answer: StepAnswer, plan: OutputPlan): Promise<void> {
  for (const [name, path] of Object.entries(plan.parameters)) {
    await writeOutput(path, parameterText(answer.parameters[name]));
  }
  const artifacts: Record<string, JsonObject> = {};
  for (const [name, output] of Object.entries(plan.artifacts)) {
    const content = answer.artifacts[name];
    if (content === undefined) continue;
    await content.write?.(output.path);
    const metadata = { ...output.metadata, ...content.metadata };
    artifacts[name] = { artifacts: [{ name: output.name, uri: content.uri ?? output.uri, metadata }] };
  }
  if (plan.executorOutputPath !== undefined) {
    await writeOutput(plan.executorOutputPath, JSON.stringify({ artifacts }));
  }
}

/** Strings are read to the last byte by the launcher: no newline. */
const parameterText = (value: ParameterValue | undefined): string => (value === undefined ? '' : String(value));
