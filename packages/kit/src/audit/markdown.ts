// SPDX-License-Identifier: Apache-2.0
import { escapeMarkdown } from '@mpk/core';
import type { AuditResult } from './result.js';

/** Findings that the table shows. */
const MAX_ROWS = 200;

const HEADLINES = { pass: '✅ pass', fail: '❌ fail', undecided: '❓ undecided' } as const;

/** An audit as Markdown, for the summary of a run or a comment. */
export function auditToMarkdown({ verdict, model, takenFor, summary, findings, reason, rules }: AuditResult): string {
  const rows = findings.slice(0, MAX_ROWS).map(({ severity, check, message, evidence, location }) => {
    const places = evidence.map(({ source, value }) => `${escapeMarkdown(source)}: ${escapeMarkdown(value)}`);
    const where = places.length > 0 ? places.join('<br>') : escapeMarkdown(location?.file ?? '');
    return `| ${severity} | ${check} | ${escapeMarkdown(message)} | ${where} |`;
  });
  const more = findings.length - rows.length;
  return [
    `## Audit: ${HEADLINES[verdict]}`,
    '',
    `**${escapeMarkdown(model.uri)}**${takenFor === 'dataset' ? ', a data set' : ''}: ${summary.claims} facts in ${summary.files} files. ${escapeMarkdown(reason)}`,
    ...(rows.length === 0 ? [] : ['', '| severity | rule | what | where |', '| --- | --- | --- | --- |', ...rows]),
    ...(more > 0 ? ['', `${more} more findings.`] : []),
    '',
    ...(model.manifestDigest === undefined ? [] : [`- model \`${model.manifestDigest}\``]),
    `- rules ${rules.version} \`${rules.digest}\``,
    '',
  ].join('\n');
}
