// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import { exitFor } from '@mpk/core';
import { failureAnswer, resultArtifact, type StepAnswer } from './answer.js';
import { USAGE, parseArguments, resultPathDespite, type StepArguments } from './arguments.js';
import { VERBS, type OutputPlan, type StepCall, type Verb } from './call.js';
import { compactLine } from './compact.js';
import { ENV, type StepContext } from './context.js';
import { dialectOf } from './dialects/index.js';
import type { Dialect } from './dialects/dialect.js';
import { runGate } from './gate.js';
import { humanText } from './human.js';
import { removeFile } from './output-file.js';
import { runRecord } from './record.js';
import { clearOutputs, settle } from './settle.js';
import { runSign } from './sign.js';
import { writeTerminationLog } from './termination-log.js';
import { runVerify } from './verify.js';

/**
 * Runs one step from its command line to its last line of output. Never throws.
 *
 * Outputs are written before the answer is announced, on failure too; where they cannot be written the answer is
 * `OUTPUT_UNWRITABLE`, because a platform that lacks them may go on with older ones.
 *
 * @returns the exit status
 */
export async function runStep(context: StepContext): Promise<number> {
  if (context.argv.length === 0 || asksForHelp(context)) {
    context.stderr(USAGE);
    return context.argv.length === 0 ? exitFor('USAGE') : 0;
  }
  const answer = await answerTo(context);
  const text = humanText(answer);
  context.stderr(text);
  await writeTerminationLog(text, context);
  // The recorded command may have left a line without an end.
  context.stdout(`${answer.verb === 'record' ? '\n' : ''}${compactLine(answer.result)}\n`);
  return answer.exitCode;
}

const HELP: readonly unknown[] = ['--help', '-h'];

/**
 * Help, or a verb and help alone: nothing could be verified or signed by such a line, whatever a model is called. Where the
 * environment gives the policy it could: exit 0 then means that the verb did its work.
 */
function asksForHelp({ argv: [first, second, ...more], env }: StepContext): boolean {
  if (HELP.includes(first)) return true;
  const isVerb = VERBS.some((verb) => verb === first);
  return isVerb && HELP.includes(second) && more.length === 0 && !env[ENV.policyConfigMap];
}

async function answerTo(context: StepContext): Promise<StepAnswer> {
  const verb = VERBS.find((name) => name === context.argv[0]) ?? 'verify';
  let read: { args: StepArguments; dialect: Dialect; plan: OutputPlan };
  try {
    const args = parseArguments(context.argv);
    const dialect = dialectOf(args, context.env);
    read = { args, dialect, plan: dialect.readPlan(args, context.env) };
  } catch (error) {
    return unreadCall(verb, error, context);
  }
  const { args, dialect, plan } = read;
  await clearOutputs(plan);
  return settle(await callAnswer(verb, context, () => dialect.readCall(args, context.env)), dialect, plan);
}

async function callAnswer(verb: Verb, context: StepContext, readCall: () => StepCall): Promise<StepAnswer> {
  try {
    if (context.refusal !== undefined) throw context.refusal;
    const call = readCall();
    return await answerOf(call, context);
  } catch (error) {
    return failureAnswer(verb, error);
  }
}

async function answerOf(call: StepCall, context: StepContext): Promise<StepAnswer> {
  switch (call.verb) {
    case 'verify':
      return runVerify(call, context);
    case 'sign':
      return runSign(call, context);
    case 'record':
      return runRecord(call, context);
    case 'gate':
      return runGate(call);
  }
}

/** Answers a command line of which no more is known than perhaps where its result goes. */
async function unreadCall(verb: Verb, error: unknown, context: StepContext): Promise<StepAnswer> {
  const answer = failureAnswer(verb, error);
  const path = resultPathDespite(context.argv);
  if (path !== undefined) {
    await removeFile(resolve(path));
    await resultArtifact(answer.result)
      .write?.(resolve(path))
      .catch(() => undefined);
  }
  return answer;
}
