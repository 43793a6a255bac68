// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  EMPTY_PLAN,
  STAGING_MARK,
  dialectOf,
  parseArguments,
  type OutputPlan,
  type StepCall,
  type StepEnv,
} from '@mpk/steps';
import { SCRATCH_VARIABLE } from '@mpk/steps/process';
import { grantsFor, outputPaths, type GrantedStep, type Grants } from './grants.js';

/** Warnings about what we do on purpose would stand before every step's log. */
const QUIET = ['--disable-warning=ExperimentalWarning', '--disable-warning=PERM0006'];

/** Node's own arguments for a process that may do what `grants` say, and nothing else on the file system. */
export const permissionFlags = (grants: Grants, entry: string): string[] => [
  ...QUIET,
  '--permission',
  ...[...programFiles(entry), ...grants.read].flatMap((path) => [
    `--allow-fs-read=${path}`,
    `--allow-fs-read=${path}/*`,
  ]),
  ...grants.write.flatMap((path) => [`--allow-fs-write=${path}`, `--allow-fs-write=${path}/*`]),
  ...grants.staged.flatMap((path) => ['read', 'write'].map((act) => `--allow-fs-${act}=${path}${STAGING_MARK}*`)),
  ...(grants.workers ? ['--allow-worker'] : []),
];

/** The file that was started, and the folder where the image has what that loads only when it is needed. */
const programFiles = (entry: string): string[] => [entry, join(dirname(entry), '../lib/mpk-step')];

/** How the process must be started again. */
export interface Restart {
  /** without the program's own path */
  readonly flags: readonly string[];
  readonly env: Record<string, string>;
}

/**
 * Prepares a step to start again under Node's permission model: reads what it is asked to do, makes a scratch folder and the
 * parents of its outputs, and computes its grants. Reads no model, policy or key.
 */
export function prepareRestart(argv: readonly string[], env: StepEnv, entry: string): Restart {
  const scratchFolder = mkdtempSync(join(tmpdir(), 'mpk-step-'));
  const { call, plan } = readStep(argv, env);
  for (const path of outputPaths(plan)) makeParent(path);
  if (call?.verb === 'verify' && call.reportFolder !== undefined) makeParent(call.reportFolder);
  const kept = Object.entries(env).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && pair[0] !== 'NODE_OPTIONS',
  );
  return {
    flags: permissionFlags(grantsOrLess({ call, plan, env, scratchFolder }), entry),
    env: { ...Object.fromEntries(kept), [SCRATCH_VARIABLE]: scratchFolder },
  };
}

/** Inputs that cannot be read get no grants: the step itself reads them again and answers for them. */
function readStep(argv: readonly string[], env: StepEnv): { call: StepCall | undefined; plan: OutputPlan } {
  let plan = EMPTY_PLAN;
  try {
    const args = parseArguments(argv);
    const dialect = dialectOf(args, env);
    plan = dialect.readPlan(args, env);
    return { call: dialect.readCall(args, env), plan };
  } catch {
    return { call: undefined, plan };
  }
}

function grantsOrLess(step: GrantedStep): Grants {
  try {
    return grantsFor(step);
  } catch {
    return grantsFor({ ...step, call: undefined, plan: EMPTY_PLAN });
  }
}

function makeParent(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch {
    // The step finds that it cannot write there, and says so in its answer.
  }
}
