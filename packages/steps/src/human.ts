// SPDX-License-Identifier: Apache-2.0
import type { RequirementResult } from '@mpk/core';
import type { StepAnswer, StepResult } from './answer.js';

/** Most bytes of a Kubernetes termination message. */
export const MAX_TERMINATION_BYTES = 4096;

/** An answer for people: one fact a line. Everything from outside is made harmless, so that no file name writes lines of its own. */
export function humanText(answer: StepAnswer): string {
  const { result } = answer;
  const lines = [`mpk-step ${answer.verb}: ${headline(result)}`];
  if ('model' in result) {
    lines.push(`model: ${[result.model.uri, result.model.manifestDigest ?? ''].join(' ').trim()}`);
  }
  if ('policy' in result && result.policy !== undefined) {
    const { name, version, digest } = result.policy;
    lines.push(`policy: ${[name, version ?? '', digest].filter(Boolean).join(' ')} (${result.mode})`);
  }
  if (result.error !== undefined) {
    lines.push(`reason: ${result.error.message}`);
    if (result.error.hint !== undefined) lines.push(`try: ${result.error.hint}`);
  }
  if ('notRecorded' in result) {
    lines.push(...(result.notRecorded ?? []).map((name) => `not recorded, as it looks like a secret: ${name}`));
  }
  if ('requirements' in result) lines.push(...result.requirements.flatMap(requirementLines));
  if ('warnings' in result) lines.push(...(result.warnings ?? []).map((warning) => `to know: ${warning}`));
  if ('models' in result) {
    lines.push(...(result.models ?? []).map((m) => `${m.verdict}: ${m.uri} ${m.manifestDigest ?? ''} ${m.code}`));
  }
  return `${lines.map(harmless).join('\n')}\n`;
}

function headline(result: StepResult): string {
  if ('recorded' in result) return result.recorded ? 'recorded and signed' : `not recorded (${result.code})`;
  if ('signed' in result) return result.signed ? 'signed' : `not signed (${result.code})`;
  if ('open' in result) return result.open ? 'open' : `shut (${result.code || result.verdict})`;
  return `${result.verdict} (${result.code})`;
}

function requirementLines(requirement: RequirementResult): string[] {
  const { id, outcome, asked, found, fix, mode, exception } = requirement;
  const notes = [mode === undefined ? '' : `, ${mode} only`, exception === undefined ? '' : `, waived by ${exception}`];
  const line = `${outcome}: ${id}${notes.join('')}: asked for ${asked}; found ${found}`;
  return fix === undefined || outcome === 'pass' ? [line] : [line, `  fix: ${fix}`];
}

/** One printable line: control characters, which could move a terminal's cursor or start a line, become spaces. */
export const harmless = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, ' ');

/** Cuts text to a number of UTF-8 bytes without splitting a character. */
export function cutToBytes(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= maxBytes) return text;
  let end = maxBytes;
  // 10xxxxxx continues a character.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end).toString();
}
