// SPDX-License-Identifier: Apache-2.0
import { styleText } from 'node:util';
import { countFiles, printable, SEVERITIES, showLocation, showName, type Verdict } from '@mpk/core';
import { renderBase } from './render-base.js';
import type { FileOutcome, InspectFinding, InspectResult, InspectedFileResult } from '@mpk/kit/inspect';

const VERDICTS = { pass: ['green', 'PASS'], fail: ['red', 'FAIL'], undecided: ['yellow', 'UNDECIDED'] } as const;
const FILE_MARKS = { pass: ['green', '✓'], fail: ['red', '✗'], inconclusive: ['yellow', '?'] } as const;
/** Files that passed are counted beyond so many. */
const MAX_PASSED_SHOWN = 20;
/** Files that did not pass, or with findings, that are shown; `--json` gives all. */
const MAX_NOTABLE_SHOWN = 200;
/** Findings of one file that are shown; `--json` gives all. */
const MAX_FINDINGS_SHOWN = 10;

const paint = (colour: 'green' | 'red' | 'yellow', text: string): string =>
  styleText(['bold', colour], text, { stream: process.stdout });

/** The answer for people: verdict first, then the files that did not pass with what was found, then the rest. */
export function renderInspection(result: InspectResult): string {
  const [colour, word] = VERDICTS[result.verdict satisfies Verdict];
  const lines = [`${paint(colour, word)}  ${printable(result.model.uri)}`];
  if (result.error) {
    lines.push('', `  ${result.code}: ${printable(result.error.message)}`);
    if (result.error.hint !== undefined) lines.push(`  what to do: ${printable(result.error.hint)}`);
    return lines.join('\n');
  }
  lines.push('', ...result.findings.map(renderFinding));
  const width = Math.min(48, Math.max(0, ...result.files.map(({ name }) => showName(name).length)));
  const notable = result.files.filter(({ outcome, findings }) => outcome !== 'pass' || findings.length > 0);
  const others = result.files.filter((file) => !notable.includes(file));
  for (const file of notable.slice(0, MAX_NOTABLE_SHOWN)) lines.push(...renderFile(file, width));
  if (notable.length > MAX_NOTABLE_SHOWN) {
    lines.push(`  ${notable.length - MAX_NOTABLE_SHOWN} more files with findings, see --json`);
  }
  for (const file of others.slice(0, MAX_PASSED_SHOWN)) lines.push(...renderFile(file, width));
  if (others.length > MAX_PASSED_SHOWN) lines.push(`  ${others.length - MAX_PASSED_SHOWN} more files passed`);
  if (result.base !== undefined) lines.push('', ...renderBase(result.base));
  lines.push('', ...renderSummary(result));
  return lines.join('\n');
}

function renderFile({ name, outcome, format, contains, findings }: InspectedFileResult, width: number): string[] {
  const [colour, mark] = FILE_MARKS[outcome satisfies FileOutcome];
  const formats = [format, ...contains].join('+');
  const shown = findings.slice(0, MAX_FINDINGS_SHOWN).map(renderFinding);
  const more = findings.length - shown.length;
  return [
    `  ${paint(colour, mark)} ${showName(name).padEnd(width)}  ${formats}`,
    ...shown,
    ...(more > 0 ? [`      and ${more} more, see --json`] : []),
  ];
}

function renderFinding({ check, outcome, severity, message, location, waivedBy }: InspectFinding): string {
  const level = outcome === 'inconclusive' ? 'inconclusive' : severity;
  const { path = [], byteOffset } = location ?? {};
  const inside = path.length === 0 ? '' : ` [${printable(showLocation({ file: '', path }).slice(1))}]`;
  const at = byteOffset === undefined ? '' : ` (byte ${byteOffset})`;
  const waived = waivedBy === undefined ? '' : ` (waived by ${printable(waivedBy)})`;
  return `      ${level.padEnd(12)} ${check}: ${printable(message)}${inside}${at}${waived}`;
}

/** Checks that are to be read about, the worst first. */
function renderAdvice({ files, findings }: InspectResult): string[] {
  const counted = [...findings, ...files.flatMap((file) => file.findings)].filter((one) => one.waivedBy === undefined);
  const weight = ({ outcome, severity }: InspectFinding): number =>
    outcome === 'inconclusive' ? 1.5 : SEVERITIES.indexOf(severity);
  const worst = counted.reduce<InspectFinding | undefined>(
    (found, one) => (found === undefined || weight(one) > weight(found) ? one : found),
    undefined,
  );
  return worst === undefined ? [] : [`what to do  mpk inspect --explain ${worst.check}`];
}

function renderSummary(result: InspectResult): string[] {
  const { summary, model, policy, rules, asked, mode, reason, verdict } = result;
  const { files, passed, failed, inconclusive, bytesInspected, sizeBytes } = summary;
  const share = sizeBytes === 0 ? 100 : Math.floor((bytesInspected / sizeBytes) * 1000) / 10;
  return [
    `${countFiles(files)}: ${passed} passed, ${failed} failed, ${inconclusive} inconclusive; ${share} % of the bytes were looked into`,
    ...(verdict === 'pass' ? [] : [`because  ${printable(reason)}`, ...renderAdvice(result)]),
    ...(model.manifestDigest === undefined ? [] : [`model    ${model.manifestDigest}`]),
    ...(policy === undefined
      ? []
      : [`policy   ${[policy.name, policy.version ?? ''].filter(Boolean).map(printable).join(' ')} ${policy.digest}`]),
    ...(asked?.isDefault === true
      ? [
          `asked    no finding of severity ${asked.failOn} or worse, nothing inconclusive: the policy itself asks for no inspection`,
        ]
      : []),
    ...(rules === undefined ? [] : [`rules    ${rules.version} ${rules.digest}`]),
    ...(mode === 'enforce' ? [] : [`mode     ${mode}: the verdict stops nothing`]),
  ];
}
