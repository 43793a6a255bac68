// SPDX-License-Identifier: Apache-2.0
import { styleText } from 'node:util';
import type { RequirementResult, VerifyResult, Verdict } from '@mpk/core';

const COLOURS = { pass: 'green', fail: 'red', undecided: 'yellow' } as const;
const MARKS = { pass: '✓', fail: '✗', undecided: '?' } as const;
const HEADLINES = { pass: 'PASS', fail: 'FAIL', undecided: 'UNDECIDED' } as const;

/** Colours text by a verdict, where stdout is a terminal that wants colours (NO_COLOR is honoured). */
const paint = (verdict: Verdict, text: string): string =>
  styleText(['bold', COLOURS[verdict]], text, { stream: process.stdout });

/** The answer for people: verdict first, then one line for each requirement, with what to do where it is not met. */
export function renderResult(result: VerifyResult): string {
  const lines = [`${paint(result.verdict, HEADLINES[result.verdict])}  ${result.model.uri}`, ''];
  const width = Math.max(0, ...result.requirements.map((line) => line.id.length));
  for (const line of result.requirements) lines.push(...renderLine(line, width));
  if (result.error) {
    lines.push(`  ${result.code}: ${result.error.message}`);
    if (result.error.hint !== undefined) lines.push(`  what to do: ${result.error.hint}`);
  }
  lines.push('');
  if (result.model.manifestDigest !== undefined) lines.push(`model    ${result.model.manifestDigest}`);
  if (result.policy) lines.push(`policy   ${policyName(result.policy)} ${result.policy.digest}`);
  if (result.mode !== 'enforce') lines.push(`mode     ${result.mode}: the verdict stops nothing`);
  if (result.report !== undefined) lines.push(`report   ${result.report}`);
  return lines.join('\n');
}

function renderLine(line: RequirementResult, width: number): string[] {
  const advisory = line.mode === undefined ? '' : ` (${line.mode} only)`;
  const head = `  ${paint(line.outcome, MARKS[line.outcome])} ${line.id.padEnd(width)}  ${line.found}${advisory}`;
  if (line.outcome === 'pass') return [head];
  const indent = ' '.repeat(width + 6);
  const rest = [`${indent}asked: ${line.asked}`];
  if (line.fix !== undefined) rest.push(`${indent}what to do: ${line.fix}`);
  return [head, ...rest];
}

const policyName = ({ name, version }: NonNullable<VerifyResult['policy']>): string =>
  version === undefined ? name : `${name} ${version}`;
