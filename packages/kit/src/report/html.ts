// SPDX-License-Identifier: Apache-2.0
import { countFiles, escapeHtml, type RequirementResult, showName } from '@mpk/core';
import type { Reported } from '../report.js';
import { STYLE } from './style.js';
import { MAX_LISTED_FILES, VERDICT_SENTENCES, VERDICT_WORDS, modeSentence, wordOf } from './words.js';

/**
 * One self-contained page: verdict first, then why and what to do, then the files.
 *
 * It loads nothing and runs nothing: its own Content-Security-Policy forbids scripts, and every foreign text is escaped.
 */
export function renderHtmlReport(reported: Reported): string {
  const { result, evidence } = reported;
  const title = `${VERDICT_WORDS[result.verdict]}: ${result.model.uri}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body class="${result.verdict}">
<main>
${header(reported)}
${result.error ? errorSection(result.error) : ''}
${result.requirements.length > 0 ? requirementSection(result.requirements) : ''}
${result.warnings ? warningSection(result.warnings) : ''}
${facts(reported)}
${evidence ? fileSection(evidence) : ''}
</main>
</body>
</html>
`;
}

function header({ result }: Reported): string {
  const mode = modeSentence(result);
  return `<header>
<p class="verdict">${VERDICT_WORDS[result.verdict]}</p>
<h1>${VERDICT_SENTENCES[result.verdict]}</h1>
<p class="uri">${escapeHtml(result.model.uri)}</p>
${mode === undefined ? '' : `<p class="mode">${escapeHtml(mode)}</p>`}
</header>`;
}

const errorSection = ({ message, hint }: { message: string; hint?: string }): string => `<section>
<h2>Why</h2>
<p class="found">${escapeHtml(message)}</p>
${hint === undefined ? '' : `<p class="fix"><strong>What to do:</strong> ${escapeHtml(hint)}</p>`}
</section>`;

function requirementSection(lines: readonly RequirementResult[]): string {
  const order = ['fail', 'undecided', 'pass'];
  const sorted = [...lines].sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome));
  return `<section>
<h2>Why</h2>
<ul class="requirements">
${sorted.map(requirementItem).join('\n')}
</ul>
</section>`;
}

function requirementItem(line: RequirementResult): string {
  const advisory = line.mode === undefined ? '' : ` <span class="advisory">${line.mode} only</span>`;
  return `<li class="${line.outcome}">
<p><span class="badge">${wordOf(line)}</span> <strong>${escapeHtml(line.id)}</strong>${advisory}</p>
<p class="found">${escapeHtml(line.found)}</p>
<p class="asked">asked: ${escapeHtml(line.asked)}</p>
${line.fix === undefined || line.outcome === 'pass' ? '' : `<p class="fix"><strong>What to do:</strong> ${escapeHtml(line.fix)}</p>`}
</li>`;
}

const warningSection = (warnings: readonly string[]): string => `<section>
<h2>To know</h2>
<ul>
${warnings.map((warning) => `<li>${escapeHtml(warning)}</li>`).join('\n')}
</ul>
</section>`;

function facts({ result, evidence }: Reported): string {
  const rows: [string, string | undefined][] = [
    ['Code', result.code],
    ['Model', result.model.manifestDigest],
    ['OMS root', result.model.omsRootDigest],
    ['Policy', result.policy && [result.policy.name, result.policy.version].filter(Boolean).join(' ')],
    ['Policy digest', result.policy?.digest],
    ['Mode', result.mode],
    ['Collected', evidence && `${evidence.collectedAt} by ${evidence.tool.name} ${evidence.tool.version}`],
    [
      'Signatures and attestations',
      evidence && (evidence.bundles.map((b) => `${b.source} (sha256:${b.sha256})`).join('\n') || 'none found'),
    ],
  ];
  const shown = rows.filter((row): row is [string, string] => row[1] !== undefined);
  return `<section>
<h2>Facts</h2>
<dl>
${shown.map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`).join('\n')}
</dl>
</section>`;
}

function fileSection({ model }: NonNullable<Reported['evidence']>): string {
  const listed = model.files.slice(0, MAX_LISTED_FILES);
  const more = model.files.length - listed.length;
  return `<section>
<h2>Files</h2>
<p>${countFiles(model.files.length)}, ${model.sizeBytes.toLocaleString('en')} bytes.${
    model.ignored.length > 0 ? ` Not part of the model: ${escapeHtml(model.ignored.map(showName).join(', '))}.` : ''
  }</p>
<div class="wide"><table>
<thead><tr><th>Name</th><th>Bytes</th><th>Format</th><th>SHA-256</th></tr></thead>
<tbody>
${listed
  .map(
    (f) =>
      `<tr><td>${escapeHtml(showName(f.name))}</td><td class="number">${f.sizeBytes.toLocaleString('en')}</td><td>${escapeHtml(f.format?.id ?? '')}</td><td class="digest">${f.sha256}</td></tr>`,
  )
  .join('\n')}
</tbody>
</table></div>
${more > 0 ? `<p>${more} more files are in the evidence.</p>` : ''}
</section>`;
}
