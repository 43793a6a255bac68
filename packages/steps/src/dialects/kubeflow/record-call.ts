// SPDX-License-Identifier: Apache-2.0
import { MpkError, asArray, asString } from '@mpk/core';
import { parseRunInput } from '@mpk/kit/run-input';
import type { StepArguments } from '../../arguments.js';
import type { OutputPlan, RecordCall } from '../../call.js';
import type { StepEnv } from '../../context.js';
import type { RecordInput } from '../../ports.js';
import { readSeed, readType } from '../record-call.js';
import { parameter, pathOf, signMethodIn } from './calls.js';
import type { ExecutorInput } from './executor-input.js';
import { readRuntimeArtifact, safePath } from './local-path.js';

/** Flags that may stand beside the executor input: a component's author writes them, with Kubeflow's own placeholders. */
export const RECORD_FLAGS: readonly string[] = ['image', 'builder-id', 'invocation-id'];

/**
 * Reads a command to record: inputs and output from the executor input, the command from what stands after `--`, else from the
 * parameter `command`; the run's id from `--invocation-id`.
 *
 * @throws MpkError `INPUT_MALFORMED`, `INPUT_UNSUPPORTED`, `USAGE`
 */
export function recordCallFrom(args: StepArguments, input: ExecutorInput, plan: OutputPlan, env: StepEnv): RecordCall {
  const output = plan.artifacts['trained_model'];
  if (output === undefined) {
    throw new MpkError('INPUT_UNSUPPORTED', 'the component declares no output artifact trained_model');
  }
  const metrics = parameter(input, 'metrics_path');
  const config = pathOf(input, 'config');
  const seed = parameter(input, 'seed');
  const { image, 'builder-id': builderId, 'invocation-id': invocationId } = args.texts;
  return {
    verb: 'record',
    type: readType(parameter(input, 'type') || 'training'),
    command: args.command.length > 0 ? args.command : commandIn(input),
    output: { path: output.path, uri: output.uri, metadata: output.metadata },
    inputs: inputsIn(input),
    configPaths: config === undefined ? [] : [config],
    environmentNames: textList(input, 'environment'),
    method: signMethodIn(input, env),
    ...(metrics !== '' && { metricsPath: safePath(metrics, 'metrics_path') }),
    ...(seed !== '' && { seed: readSeed(seed) }),
    ...(image !== undefined && { image }),
    ...(builderId !== undefined && { builderId }),
    ...(invocationId !== undefined && { invocationId }),
  };
}

function inputsIn(input: ExecutorInput): readonly RecordInput[] {
  const relation = parameter(input, 'relation');
  return [
    ...artifactsIn(input, 'base_model').map((found) => ({
      ...found,
      ...(relation !== '' && { relation: parseRunInput(`x,relation=${relation}`, 'base-model').relation }),
      role: 'base-model' as const,
    })),
    ...artifactsIn(input, 'dataset').map((found) => ({
      ...found,
      role: 'dataset' as const,
      purpose: 'training' as const,
    })),
    ...artifactsIn(input, 'evaluation_dataset').map((found) => ({
      ...found,
      role: 'dataset' as const,
      purpose: 'evaluation' as const,
    })),
  ];
}

/** The platform's name of an artifact is recorded with it: a name, which proves nothing. */
function artifactsIn(input: ExecutorInput, name: string): readonly Pick<RecordInput, 'location' | 'uri'>[] {
  return (input.inputArtifacts[name] ?? []).map((item, i) => {
    const { path, uri, isFromUri } = readRuntimeArtifact(item, `${name} ${i}`);
    const isGlobal = isFromUri && !uri.startsWith('/') && uri !== '';
    return { location: path, ...(isGlobal && { uri }) };
  });
}

const commandIn = (input: ExecutorInput): readonly string[] => textList(input, 'command');

function textList(input: ExecutorInput, name: string): readonly string[] {
  const value = input.parameters[name] ?? [];
  return asArray(value, `parameter ${name}`).map((item, i) => asString(item, `parameter ${name} ${i}`));
}
