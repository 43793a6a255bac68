// SPDX-License-Identifier: Apache-2.0
import { isMpkError, type MpkError } from '@mpk/core';
import { failureAnswer, type StepAnswer } from './answer.js';
import { USAGE, parseArguments, type StepArguments } from './arguments.js';
import { EMPTY_PLAN, VERBS, type OutputPlan, type StepCall, type Verb } from './call.js';
import { compactLine } from './compact.js';
import type { StepContext } from './context.js';
import { dialectOf } from './dialects/index.js';
import type { Dialect } from './dialects/dialect.js';
import { runGate } from './gate.js';
import { humanText } from './human.js';
import { unwritable } from './output-file.js';
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
  if (context.argv.some((arg) => arg === '--help' || arg === '-h') || context.argv.length === 0) {
    context.stderr(USAGE);
    return context.argv.length === 0 ? 2 : 0;
  }
  const answer = await answerTo(context);
  const text = humanText(answer);
  context.stderr(text);
  await writeTerminationLog(text, context);
  context.stdout(`${compactLine(answer.result)}\n`);
  return answer.exitCode;
}

async function answerTo(context: StepContext): Promise<StepAnswer> {
  const verb = VERBS.find((name) => name === context.argv[0]) ?? 'verify';
  let read: { args: StepArguments; dialect: Dialect; plan: OutputPlan };
  try {
    const args = parseArguments(context.argv);
    const dialect = dialectOf(args, context.env);
    read = { args, dialect, plan: dialect.readPlan(args, context.env) };
  } catch (error) {
    return failureAnswer(verb, error);
  }
  const { args, dialect, plan } = read;
  const answer = await callAnswer(verb, context, () => dialect.readCall(args, context.env));
  return rendered(answer, dialect, plan);
}

async function callAnswer(verb: Verb, context: StepContext, readCall: () => StepCall): Promise<StepAnswer> {
  try {
    const call = readCall();
    if (call.verb === 'verify') return await runVerify(call, context);
    return call.verb === 'sign' ? await runSign(call, context) : runGate(call);
  } catch (error) {
    return failureAnswer(verb, error);
  }
}

async function rendered(answer: StepAnswer, dialect: Dialect, plan: OutputPlan): Promise<StepAnswer> {
  try {
    await dialect.render(answer, plan);
    return answer;
  } catch (error) {
    const uri = 'model' in answer.result ? answer.result.model.uri : '';
    const failure = failureAnswer(answer.verb, outputError(error), uri);
    // What can still be written must not say more than this answer does.
    await dialect.render(failure, { ...EMPTY_PLAN, ...plan, artifacts: {} }).catch(() => undefined);
    return failure;
  }
}

const outputError = (error: unknown): MpkError => (isMpkError(error) ? error : unwritable('an output', error));
