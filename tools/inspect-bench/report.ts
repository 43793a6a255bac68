// SPDX-License-Identifier: Apache-2.0
import type { Labelled } from './labels.ts';
import { tally, type Answer, type Label, type Outcome } from './outcome.ts';

/** The tables of one benchmark, in Markdown. */
export function toMarkdown(answers: readonly Answer[], missing: readonly string[], labelled: Labelled): string {
  const lines = [
    ...missing.map((name) => `**${name} is missing: it could not be installed, and is counted nowhere.**\n`),
    ...countsOf(answers, labelled),
    '',
    ...costsOf(answers),
    '',
    ...namesOf(answers, labelled),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

/** A table of Markdown. */
function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): readonly string[] {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '--:'))), ...rows.map(line)];
}

function countsOf(answers: readonly Answer[], { files, byLabel }: Labelled): readonly string[] {
  const cells = (answer: Answer, names: readonly string[]): readonly number[] => {
    const { flagged, undecided, clean } = tally(answer, names);
    return [flagged.length, undecided.length, clean.length];
  };
  if (Object.values(byLabel).flat().length === 0) {
    return table(
      [`${files.length} files, no labels`, 'flagged', 'undecided', 'clean'],
      answers.map((answer) => [nameOf(answer), ...cells(answer, files)]),
    );
  }
  const [malicious, benign] = [byLabel.malicious, byLabel.benign];
  return table(
    [
      'scanner',
      `malicious (${malicious.length}) detected`,
      'undecided',
      'missed',
      `benign (${benign.length}) flagged`,
      'undecided',
      'clean',
    ],
    answers.map((answer) => [nameOf(answer), ...cells(answer, malicious), ...cells(answer, benign)]),
  );
}

const nameOf = ({ scanner, version }: Answer): string => `${scanner} ${version}`;

const costsOf = (answers: readonly Answer[]): readonly string[] =>
  table(
    ['scanner', 'processes', 'time', 'CPU', 'peak memory of a process'],
    answers.map((answer) => [
      nameOf(answer),
      answer.processes,
      `${answer.wallSeconds.toFixed(1)} s`,
      `${answer.cpuSeconds.toFixed(1)} s`,
      `${(answer.maxRssBytes / 1e6).toFixed(0)} MB`,
    ]),
  );

/** What is named: whatever is not as its label would have it. */
const NAMED: readonly (readonly [label: Label, outcome: Outcome, words: string])[] = [
  ['malicious', 'clean', 'malicious and missed'],
  ['malicious', 'undecided', 'malicious and undecided'],
  ['benign', 'flagged', 'benign and flagged'],
  ['benign', 'undecided', 'benign and undecided'],
  ['inert', 'flagged', 'inert and flagged'],
  ['ambiguous', 'flagged', 'ambiguous and flagged'],
  ['ambiguous', 'undecided', 'ambiguous and undecided'],
  ['ambiguous', 'clean', 'ambiguous and clean'],
];

/** More names than these are only counted: all of them are in the JSON. */
const MAX_NAMES = 40;

function namesOf(answers: readonly Answer[], { byLabel }: Labelled): readonly string[] {
  return answers.flatMap((answer) => {
    const lines = NAMED.flatMap(([label, outcome, words]) => {
      const names = tally(answer, byLabel[label])[outcome];
      if (names.length === 0) return [];
      const shown = names.slice(0, MAX_NAMES).map((name) => `\`${name}\``);
      const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
      return [`- ${words} (${names.length}): ${shown.join(', ')}${more}`];
    });
    return lines.length === 0 ? [] : [`${nameOf(answer)}:\n`, ...lines, ''];
  });
}
