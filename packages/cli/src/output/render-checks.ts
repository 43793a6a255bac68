// SPDX-License-Identifier: Apache-2.0
import { styleText } from 'node:util';
import type { RuleSet } from '@mpk/core';
import type { Check } from '@mpk/kit/inspect';

const WIDTH = 100;

export const bold = (text: string): string => styleText('bold', text, { stream: process.stdout });

/** All checks, a line each, and which rules these are. */
export function renderCheckList(checks: readonly Check[], rules: RuleSet): string {
  const width = Math.max(...checks.map(({ id }) => id.length));
  const lines = checks.map(({ id, description }) => `${bold(id.padEnd(width))}  ${description}`);
  return [...lines, '', `rules ${rules.version} ${rules.digest}`, 'mpk inspect --explain CHECK says more of one'].join(
    '\n',
  );
}

/** Everything that is said of one check. */
export function renderCheck({ id, description, about }: Check): string {
  const { finds, risk, severities, fix, limits, references } = about;
  return [
    bold(id),
    ...wrap(description),
    ...section('What it looks at', wrap(finds)),
    ...section('Why it matters', wrap(risk)),
    ...section(
      'How bad',
      severities.flatMap(([severity, when]) => wrap(`${severity}: ${when}`)),
    ),
    ...section('What to do', wrap(fix)),
    ...section('What it does not find', wrap(limits)),
    ...section(
      'See',
      references.map((reference) => `  ${reference}`),
    ),
  ].join('\n');
}

export const section = (title: string, lines: readonly string[]): readonly string[] => ['', bold(title), ...lines];

/** Breaks text into lines, indented. */
export function wrap(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > WIDTH - 2) {
      lines.push(`  ${line}`);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, `  ${line}`];
}
