// SPDX-License-Identifier: Apache-2.0
import { styleText } from 'node:util';
import { countFiles, printable, showName, type Severity, type Verdict } from '@mpk/core';
import type { AuditFinding, AuditResult, AuditRule } from '@mpk/kit/audit';
import { bold, section, wrap } from './render-checks.js';

const VERDICTS = { pass: ['green', 'PASS'], fail: ['red', 'FAIL'], undecided: ['yellow', 'UNDECIDED'] } as const;
const COLOURS: Readonly<Record<Severity, 'red' | 'yellow' | 'gray'>> = {
  critical: 'red',
  high: 'red',
  medium: 'yellow',
  low: 'gray',
  info: 'gray',
};
/** Findings of one rule that are shown; `--json` gives all. */
const MAX_SHOWN = 5;
/** Sides of one contradiction that are shown. */
const MAX_SIDES = 4;

const paint = (colour: 'green' | 'red' | 'yellow' | 'gray', text: string): string =>
  styleText(colour, text, { stream: process.stdout });

/** The answer for people: verdict, then what was found by rule, the worst first, with both sides of each contradiction. */
export function renderAudit(result: AuditResult): string {
  const [colour, word] = VERDICTS[result.verdict satisfies Verdict];
  const lines = [`${paint(colour, word)}  ${printable(result.model.uri)}`];
  if (result.error) {
    lines.push('', `  ${result.code}: ${printable(result.error.message)}`);
    if (result.error.hint !== undefined) lines.push(`  what to do: ${printable(result.error.hint)}`);
    return lines.join('\n');
  }
  for (const findings of Map.groupBy(result.findings, ({ check }) => check).values())
    lines.push('', ...renderRule(findings));
  const { summary, model, takenFor, rules, failOn } = result;
  const counts = Object.entries(summary.findings).flatMap(([severity, count]) =>
    count > 0 ? [`${count} ${severity}`] : [],
  );
  const found = counts.length === 0 ? 'nothing found' : `found: ${counts.reverse().join(', ')}`;
  const subject = takenFor === 'dataset' ? 'taken for a data set: ' : '';
  lines.push('', `${subject}${countFiles(summary.files)}, ${summary.claims} facts; ${found}; fails from ${failOn} on`);
  const [worst] = result.findings;
  if (worst !== undefined) lines.push(`what to do  mpk audit --explain ${worst.check}`);
  if (model.manifestDigest !== undefined) lines.push(`model    ${model.manifestDigest}`);
  lines.push(`rules    ${rules.version} ${rules.digest}`);
  return lines.join('\n');
}

function renderRule(findings: readonly AuditFinding[]): readonly string[] {
  const [first] = findings;
  if (first === undefined) return [];
  const more = findings.length - MAX_SHOWN;
  return [
    `  ${paint(COLOURS[first.severity], first.severity.padEnd(8))} ${first.check}`,
    ...findings.slice(0, MAX_SHOWN).flatMap(renderFinding),
    ...(more > 0 ? [`             and ${more} more, see --json`] : []),
  ];
}

function renderFinding({ message, evidence, location }: AuditFinding): readonly string[] {
  const sides = evidence
    .slice(0, MAX_SIDES)
    .map(
      ({ source, value, method }) =>
        `               ${printable(source)}: ${printable(value)}${method === 'measured' ? ' (measured)' : ''}`,
    );
  const place = sides.length === 0 && location?.file !== undefined ? `  ${showName(location.file)}` : '';
  return [`             ${printable(message)}${place}`, ...sides];
}

/** All rules, a line each. */
export function renderRuleList(rules: readonly AuditRule[], themes: Readonly<Record<string, string>>): string {
  const width = Math.max(...rules.map(({ id }) => id.length));
  const lines = [...Map.groupBy(rules, ({ theme }) => theme)].flatMap(([theme, own]) => [
    '',
    bold(themes[theme] ?? theme),
    ...own.map(({ id, severity, description }) => `  ${id.padEnd(width)}  ${severity.padEnd(8)}  ${description}`),
  ]);
  return [...lines.slice(1), '', `${rules.length} rules; mpk audit --explain RULE says more of one`].join('\n');
}

/** Everything that is said of one rule. */
export function renderRuleText({ id, severity, description, risk, fix, limits, isOfModelsAlone }: AuditRule): string {
  return [
    bold(id),
    ...wrap(description),
    ...section('Why it matters', wrap(risk)),
    ...section('How bad', wrap(severity)),
    ...section('What to do', wrap(fix)),
    ...(limits === undefined ? [] : section('What it does not find', wrap(limits))),
    ...(isOfModelsAlone === true ? section('For what', wrap('Models alone: data sets are passed over.')) : []),
  ].join('\n');
}
