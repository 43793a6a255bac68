// SPDX-License-Identifier: Apache-2.0
import { styleText } from 'node:util';
import { printable, showName, type MpkError, type RequirementResult, type VerifyResult, type Verdict } from '@mpk/core';

const COLOURS = { pass: 'green', fail: 'red', undecided: 'yellow' } as const;
const MARKS = { pass: '✓', fail: '✗', undecided: '?' } as const;
const HEADLINES = { pass: 'PASS', fail: 'FAIL', undecided: 'UNDECIDED' } as const;

/** Colours text by a verdict, where stdout is a terminal that wants colours (NO_COLOR is honoured). */
const paint = (verdict: Verdict, text: string): string =>
  styleText(['bold', COLOURS[verdict]], text, { stream: process.stdout });

/** The answer for people: verdict first, then one line for each requirement, with what to do where it is not met. */
export function renderResult(result: VerifyResult): string {
  const lines = [`${paint(result.verdict, HEADLINES[result.verdict])}  ${printable(result.model.uri)}`, ''];
  const width = Math.max(0, ...result.requirements.map((line) => line.id.length));
  for (const line of result.requirements) lines.push(...renderLine(line, width));
  if (result.error) lines.push(...explain(result.code, result.error).map((line) => `  ${line}`));
  lines.push('');
  if (result.model.manifestDigest !== undefined) lines.push(`model    ${result.model.manifestDigest}`);
  if (result.model.ignored) lines.push(`left out ${result.model.ignored.map(showName).join(', ')}`);
  if (result.policy) lines.push(`policy   ${policyName(result.policy)} ${result.policy.digest}`);
  if (result.mode !== 'enforce') lines.push(`mode     ${result.mode}: the verdict stops nothing`);
  for (const warning of result.warnings ?? []) lines.push(`warning  ${printable(warning)}`);
  if (result.report !== undefined) lines.push(`report   ${printable(result.report)}`);
  return lines.join('\n');
}

function renderLine(line: RequirementResult, width: number): string[] {
  const advisory = line.mode === undefined ? '' : ` (${line.mode} only)`;
  const head = `  ${paint(line.outcome, line.exception === undefined ? MARKS[line.outcome] : '~')} ${line.id.padEnd(width)}  ${printable(line.found)}${advisory}`;
  if (line.outcome === 'pass') return [head];
  const indent = ' '.repeat(width + 6);
  const rest = [`${indent}asked: ${printable(line.asked)}`];
  if (line.fix !== undefined) rest.push(`${indent}what to do: ${printable(line.fix)}`);
  return [head, ...rest];
}

const policyName = ({ name, version }: NonNullable<VerifyResult['policy']>): string =>
  printable(version === undefined ? name : `${name} ${version}`);

/** An error for people: what, then what to do; the lines of a longer message are kept, each escaped. */
export const renderError = (error: MpkError): string => explain(error.code, error).join('\n');

/** As {@link renderError}, for programs. */
export const errorJson = ({ code, message, hint }: MpkError): object => ({
  error: { code, message, ...(hint !== undefined && { hint }) },
});

function explain(
  code: string,
  { message, hint }: { readonly message: string; readonly hint?: string | undefined },
): string[] {
  const [first = '', ...more] = message.split('\n').map(printable);
  const lines = [`${code}: ${first}`, ...more.map((line) => `  ${line}`)];
  return hint === undefined ? lines : [...lines, `what to do: ${printable(hint)}`];
}
