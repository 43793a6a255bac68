// SPDX-License-Identifier: Apache-2.0
import { exitFor } from '@mpk/core';
import { GATE_RESULT_SCHEMA, type StepAnswer, type StepGateResult } from './answer.js';
import type { GateCall } from './call.js';

/**
 * Turns the verdict of an earlier step into an exit status: 0 only for `pass`, or for a mode that stops nothing.
 *
 * A verdict that is not one of ours, such as an empty one, is undecided. Outputs carry the digest only when the gate opens,
 * so that whoever needs it cannot run on a lost exit status.
 */
export function runGate(call: GateCall): StepAnswer {
  const verdict = call.verdict === 'pass' || call.verdict === 'fail' ? call.verdict : 'undecided';
  const advisory = call.mode === 'warn' || call.mode === 'audit';
  const open = verdict === 'pass' || (advisory && call.verdict !== '');
  const result: StepGateResult = {
    schema: GATE_RESULT_SCHEMA,
    open,
    verdict,
    code: call.code,
    mode: call.mode,
    ...(open ? {} : { error: { message: `the gate stays shut: the verdict is ${verdict}` } }),
  };
  const exitCode = verdict === 'fail' ? exitFor('REQUIREMENT_FAILED') : exitFor('CHECK_BROKEN');
  return {
    verb: 'gate',
    exitCode: open ? 0 : exitCode,
    result,
    parameters: { verdict, digest: open ? call.digest : '' },
    artifacts: {},
  };
}
