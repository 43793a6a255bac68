// SPDX-License-Identifier: Apache-2.0
import { countFiles, escapeMarkdown, showLocation } from '@mpk/core';
import type { InspectFinding, InspectResult } from './result.js';

/** Findings that the table shows. */
const MAX_ROWS = 200;

const HEADLINES = { pass: '✅ pass', fail: '❌ fail', undecided: '❓ undecided' } as const;

/** An answer as Markdown, for the summary of a run or a comment. */
export function toMarkdown(result: InspectResult): string {
  const { summary, model, rules, policy } = result;
  const findings = [...result.findings, ...result.files.flatMap((file) => file.findings)];
  const rows = findings.slice(0, MAX_ROWS).map(row);
  const more = findings.length - rows.length;
  return [
    `## Inspection: ${HEADLINES[result.verdict]}`,
    '',
    `**${escapeMarkdown(model.uri)}**: ${countFiles(summary.files)}, ${summary.passed} passed, ${summary.failed} failed, ${summary.inconclusive} inconclusive.`,
    ...(result.verdict === 'pass' ? [] : ['', escapeMarkdown(result.reason)]),
    ...(rows.length === 0 ? [] : ['', '| severity | check | where | what |', '| --- | --- | --- | --- |', ...rows]),
    ...(more > 0 ? ['', `${more} more findings.`] : []),
    '',
    ...(model.manifestDigest === undefined ? [] : [`- model \`${model.manifestDigest}\``]),
    ...(policy === undefined ? [] : [`- policy ${escapeMarkdown(policy.name)} \`${policy.digest}\``]),
    ...(rules === undefined ? [] : [`- rules ${rules.version} \`${rules.digest}\``]),
    '',
  ].join('\n');
}

function row({ check, outcome, severity, message, location = {}, waivedBy }: InspectFinding): string {
  const level = outcome === 'inconclusive' ? outcome : severity;
  const waived = waivedBy === undefined ? '' : ` (waived by ${escapeMarkdown(waivedBy)})`;
  return `| ${level} | ${check} | ${escapeMarkdown(showLocation(location))} | ${escapeMarkdown(message)}${waived} |`;
}
