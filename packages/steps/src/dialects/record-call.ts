// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseRunInput } from '@mpk/kit/run-input';
import { usage, type StepArguments } from '../arguments.js';
import type { RecordCall } from '../call.js';
import type { StepEnv } from '../context.js';
import { pathFlag, signWords } from './flags.js';
import { signMethodOf } from './sign-method.js';

/** Reads a command to record from flags. @throws MpkError `USAGE` */
export function recordCall(args: StepArguments, env: StepEnv): RecordCall {
  const { texts, lists, positionals, command } = args;
  const output = pathFlag(args, 'output');
  if (positionals.length > 0) throw usage('record takes no model: the command stands after --');
  if (output === undefined) throw usage('record needs --output');
  const dataset = (purpose: 'training' | 'evaluation') => (text: string) => parseRunInput(text, 'dataset', { purpose });
  const metrics = pathFlag(args, 'metrics');
  const { image, 'builder-id': builderId, 'invocation-id': invocationId } = texts;
  return {
    verb: 'record',
    type: readType(texts['type'] ?? 'training'),
    command,
    output: { path: output, uri: pathToFileURL(output).href, metadata: {} },
    inputs: [
      ...(lists['base'] ?? []).map((text) => parseRunInput(text, 'base-model')),
      ...(lists['dataset'] ?? []).map(dataset('training')),
      ...(lists['evaluation-dataset'] ?? []).map(dataset('evaluation')),
    ],
    configPaths: (lists['config'] ?? []).map((path) => resolve(path)),
    environmentNames: lists['env'] ?? [],
    method: signMethodOf(signWords(args), env),
    ...(metrics !== undefined && { metricsPath: metrics }),
    ...(texts['seed'] !== undefined && { seed: readSeed(texts['seed']) }),
    ...(image !== undefined && { image }),
    ...(builderId !== undefined && { builderId }),
    ...(invocationId !== undefined && { invocationId }),
  };
}

/** @throws MpkError `USAGE` */
export function readType(text: string): RecordCall['type'] {
  if (text === 'training' || text === 'dataset') return text;
  throw usage(`the type is ${JSON.stringify(text.slice(0, 40))}, expected training or dataset`);
}

/** A whole number. @throws MpkError `USAGE` */
export function readSeed(text: string): number {
  const seed = Number(text);
  if (/^-?[0-9]{1,16}$/.test(text) && Number.isSafeInteger(seed)) return seed;
  throw usage(`the seed is ${JSON.stringify(text.slice(0, 40))}, expected a whole number`);
}
