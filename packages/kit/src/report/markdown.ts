// SPDX-License-Identifier: Apache-2.0
import { countFiles, escapeMarkdown, showName } from '@mpk/core';
import type { Reported } from '../report.js';
import { MAX_LISTED_FILES, VERDICT_SENTENCES, VERDICT_WORDS, modeSentence, wordOf } from './words.js';

/** The report for job summaries and pull requests: verdict first, then why and what to do. All foreign text is escaped. */
export function renderMarkdownReport({ result, evidence }: Reported): string {
  const mode = modeSentence(result);
  const lines = [
    `# ${VERDICT_WORDS[result.verdict]}: ${escapeMarkdown(result.model.uri)}`,
    '',
    `${VERDICT_SENTENCES[result.verdict]}${mode === undefined ? '' : ` ${mode}`} Code: \`${result.code}\`.`,
    '',
  ];
  if (result.error) {
    lines.push(`> ${escapeMarkdown(result.error.message)}`, '');
    if (result.error.hint !== undefined) lines.push(`**What to do:** ${escapeMarkdown(result.error.hint)}`, '');
  }
  if (result.requirements.length > 0) {
    lines.push('| requirement | outcome | asked | found | what to do |', '|---|---|---|---|---|');
    for (const line of result.requirements) {
      const outcome = wordOf(line) + (line.mode === undefined ? '' : ` (${line.mode} only)`);
      lines.push(`| ${[line.id, outcome, line.asked, line.found, line.fix ?? ''].map(escapeMarkdown).join(' | ')} |`);
    }
    lines.push('');
  }
  for (const warning of result.warnings ?? []) lines.push(`To know: ${escapeMarkdown(warning)}`, '');
  if (result.policy) {
    const { name, version, digest } = result.policy;
    lines.push(
      `Policy: ${escapeMarkdown(name)}${version === undefined ? '' : ` ${escapeMarkdown(version)}`} \`${digest}\``,
      '',
    );
  }
  if (evidence) lines.push(...fileLines(evidence));
  return `${lines.join('\n').trimEnd()}\n`;
}

function fileLines({ model }: NonNullable<Reported['evidence']>): string[] {
  const listed = model.files.slice(0, MAX_LISTED_FILES);
  return [
    `Model: \`${model.manifestDigest}\`, ${countFiles(model.files.length)}, ${model.sizeBytes} bytes.`,
    '',
    '| file | bytes | format | SHA-256 |',
    '|---|---|---|---|',
    ...listed.map(
      (f) =>
        `| ${escapeMarkdown(showName(f.name))} | ${f.sizeBytes} | ${escapeMarkdown(f.format?.id ?? '')} | \`${f.sha256}\` |`,
    ),
    ...(model.files.length > listed.length
      ? ['', `${model.files.length - listed.length} more files are in the evidence.`]
      : []),
  ];
}
