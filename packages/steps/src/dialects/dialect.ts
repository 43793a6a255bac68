// SPDX-License-Identifier: Apache-2.0
import type { StepAnswer } from '../answer.js';
import type { StepArguments } from '../arguments.js';
import type { OutputPlan, StepCall } from '../call.js';
import type { StepEnv } from '../context.js';

/** How one platform gives a step its inputs and wants its outputs. */
export interface Dialect {
  readonly name: string;
  /** What must be written, read before the call, so that a bad call can be answered too. @throws MpkError */
  readPlan(args: StepArguments, env: StepEnv): OutputPlan;
  /** @throws MpkError `USAGE`, `INPUT_MALFORMED`, `INPUT_UNSUPPORTED` */
  readCall(args: StepArguments, env: StepEnv): StepCall;
  /** Writes everything that the plan asks for. @throws MpkError `OUTPUT_UNWRITABLE` */
  render(answer: StepAnswer, plan: OutputPlan): Promise<void>;
}
