// SPDX-License-Identifier: Apache-2.0
import { holdsSecret, isSecretWord, optionBefore } from './secret-text.js';
import { looksLikeSecret } from './secrets.js';

/** Variables that change what a training run does and hold no secrets; more are recorded only where they are named. */
export const DEFAULT_ENVIRONMENT: readonly string[] = [
  'CUBLAS_WORKSPACE_CONFIG',
  'CUDA_VISIBLE_DEVICES',
  'HF_DATASETS_OFFLINE',
  'HF_HUB_OFFLINE',
  'HIP_VISIBLE_DEVICES',
  'LOCAL_RANK',
  'MKL_NUM_THREADS',
  'NVIDIA_TF32_OVERRIDE',
  'OMP_NUM_THREADS',
  'PYTHONHASHSEED',
  'PYTORCH_CUDA_ALLOC_CONF',
  'RANK',
  'ROCR_VISIBLE_DEVICES',
  'TOKENIZERS_PARALLELISM',
  'TRANSFORMERS_OFFLINE',
  'WORLD_SIZE',
  'XLA_FLAGS',
];

/** Longest value that is recorded, in characters. */
export const MAX_VALUE_CHARS = 4096;

/** `--name=VALUE`, `NAME=VALUE`, and overrides: `a.b=VALUE`, `++a.b=VALUE`, `a/b@c=VALUE`. */
const ASSIGNMENT = /^((?:--?|\+{0,2}|~)[A-Za-z0-9_][\w.@/-]*)=(.*)$/s;

/** Stands where a value was refused. */
export const NOT_RECORDED = '[not recorded]';

/** What may be written down, and the names of what may not. */
export interface ChosenValues<T> {
  readonly recorded: T;
  /** names, never values */
  readonly notRecorded: readonly string[];
}

/** The variables that were chosen, less those whose values look like secrets. */
export function chosenEnvironment(
  env: NodeJS.ProcessEnv,
  more: readonly string[],
): ChosenValues<Readonly<Record<string, string>>> {
  const present = [...new Set([...DEFAULT_ENVIRONMENT, ...more])].sort().flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [{ name, value }];
  });
  const isRefused = ({ name, value }: { name: string; value: string }): boolean =>
    isTooLong(value) || isSecretValue(name, value);
  return {
    recorded: Object.fromEntries(present.filter((one) => !isRefused(one)).map(({ name, value }) => [name, value])),
    notRecorded: present.filter(isRefused).map(({ name }) => `environment ${name}`),
  };
}

/**
 * A command line with everything that looks like a secret taken out: `--api-key VALUE`, `--token=VALUE`, `++db.password=VALUE`,
 * `-u USER:PASSWORD`, addresses with a password, and texts of known formats. An argument that has one within, as a script for a
 * shell may, is taken out whole.
 */
export function chosenArguments(argv: readonly string[]): ChosenValues<readonly string[]> {
  const notRecorded: string[] = [];
  const recorded = argv.map((argument, i) => {
    const option = optionBefore(argv, i);
    const [, name, value] = ASSIGNMENT.exec(argument) ?? [];
    if (name !== undefined && value !== undefined && (isTooLong(value) || isSecretValue(name, value))) {
      notRecorded.push(`argument ${i} (${name})`);
      return `${name}=${NOT_RECORDED}`;
    }
    if (isTooLong(argument) || isSecretWord(argv, i) || (name === undefined && holdsSecret(argument))) {
      notRecorded.push(`argument ${i}${option === undefined ? '' : ` (${option})`}`);
      return NOT_RECORDED;
    }
    return argument;
  });
  return { recorded, notRecorded };
}

const isTooLong = (value: string): boolean => value.length > MAX_VALUE_CHARS;

const isSecretValue = (name: string, value: string): boolean => looksLikeSecret(name, value) || holdsSecret(value);
