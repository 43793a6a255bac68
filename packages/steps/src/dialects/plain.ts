// SPDX-License-Identifier: Apache-2.0
import type { StepAnswer } from '../answer.js';
import type { OutputPlan } from '../call.js';
import { callFromFlags, planFromFlags } from './command-line.js';
import type { Dialect } from './dialect.js';

/** Flags in; the last line of stdout, an exit status and the files that flags name out. */
export const plain: Dialect = {
  name: 'plain',
  readPlan: planFromFlags,
  readCall: callFromFlags,
  render: writeArtifacts,
};

/** Writes each artifact that has a place and content. @throws MpkError `OUTPUT_UNWRITABLE` */
export async function writeArtifacts(answer: StepAnswer, plan: OutputPlan): Promise<void> {
  for (const [name, output] of Object.entries(plan.artifacts)) await answer.artifacts[name]?.write?.(output.path);
}
