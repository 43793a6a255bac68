// SPDX-License-Identifier: Apache-2.0
// How each scanner is run, and what its answer means: README.md says the same in words.
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { worse, type Outcome } from './outcome.ts';
import { REPORT, type Run } from './run.ts';

/** A scanner is asked of a whole folder where its answer names every file, and else of each file by itself. */
export interface Scanner {
  readonly name: string;
  /** what is run, without arguments; undefined where it is not there */
  readonly program: readonly string[] | undefined;
  /** what prints its version */
  readonly version: readonly string[];
  readonly ask: 'folder' | 'file';
  readonly args: (path: string) => readonly string[];
  /** of one run, by path relative to `folder`; a file that is not named is undecided */
  readonly outcomesOf: (run: Run, asked: Asked) => Readonly<Record<string, Outcome>>;
}

/** What one run was asked of. */
export interface Asked {
  readonly folder: string;
  /** relative to the folder */
  readonly files: readonly string[];
}

const root = join(import.meta.dirname, '../..');

function installed(name: string): readonly string[] | undefined {
  const path = join(root, 'build/scanners', name, 'bin', name);
  return existsSync(path) ? [path] : undefined;
}

const MPK: readonly string[] = [process.execPath, join(root, 'packages/cli/bin/run.js')];

/** Not all of them have a flag for it that works. */
const pipShow = (name: string): readonly string[] => [
  join(root, 'build/scanners', name, 'bin/python'),
  ...['-m', 'pip', 'show', name],
];

/** For those that speak with their exit status: 0 clean, 1 flagged, anything else undecided. */
function byStatus({ status, stderr }: Run, { files }: Asked): Readonly<Record<string, Outcome>> {
  // Python ends with 1 where a program of its breaks, too.
  const broke = stderr.includes('Traceback (most recent call last)');
  const outcome: Outcome = broke ? 'undecided' : status === 0 ? 'clean' : status === 1 ? 'flagged' : 'undecided';
  return Object.fromEntries(files.map((file) => [file, outcome]));
}

const MPK_OUTCOMES: Readonly<Record<string, Outcome>> = { pass: 'clean', fail: 'flagged', inconclusive: 'undecided' };

function ofMpk({ report: text }: Run): Readonly<Record<string, Outcome>> {
  const { files } = JSON.parse(text) as { files: readonly { name: string; outcome: string }[] };
  return Object.fromEntries(files.map(({ name, outcome }) => [name, MPK_OUTCOMES[outcome] ?? 'undecided']));
}

interface ModelscanReport {
  readonly summary: { readonly scanned: { readonly scanned_files?: readonly string[] } };
  readonly issues: readonly { readonly source: string }[];
  readonly errors: readonly { readonly source?: string }[];
}

/** It names a member of an archive `archive:member`. */
function ofModelscan({ report: text }: Run, { files }: Asked): Readonly<Record<string, Outcome>> {
  const report = JSON.parse(text) as ModelscanReport;
  const outcomes: Record<string, Outcome> = {};
  const note = (source: string | undefined, outcome: Outcome): void => {
    const file = fileOf(source ?? '', files);
    if (file !== undefined) outcomes[file] = worse(outcomes[file], outcome);
  };
  for (const source of report.summary.scanned.scanned_files ?? []) note(source, 'clean');
  for (const { source } of report.errors) note(source, 'undecided');
  for (const { source } of report.issues) note(source, 'flagged');
  return outcomes;
}

interface ModelauditReport {
  readonly issues: readonly { readonly severity: string; readonly location?: string }[];
  readonly file_metadata: Readonly<Record<string, { scan_outcome?: string; duplicate_files?: readonly string[] }>>;
}

/** What has the same bytes is scanned once, and named as a duplicate of it. */
function ofModelaudit({ report: text }: Run, { folder, files }: Asked): Readonly<Record<string, Outcome>> {
  const report = JSON.parse(text) as ModelauditReport;
  const worst = new Map<string, Outcome>();
  for (const { severity, location = '' } of report.issues) {
    const outcome = severity === 'critical' ? 'flagged' : severity === 'warning' ? 'undecided' : 'clean';
    const file = fileOf(relative(folder, location), files);
    if (file !== undefined) worst.set(file, worse(worst.get(file), outcome));
  }
  const outcomes: Record<string, Outcome> = {};
  for (const [path, { scan_outcome: scanned, duplicate_files: same = [] }] of Object.entries(report.file_metadata)) {
    const names = [path, ...same].map((one) => relative(folder, one));
    const found = names.flatMap((name) => worst.get(name) ?? []).reduce<Outcome>(worse, 'clean');
    const outcome = worse(found, scanned === undefined || scanned === 'complete' ? 'clean' : 'undecided');
    for (const name of names) outcomes[name] = outcome;
  }
  return outcomes;
}

/** The file that a place in a report is in: the name itself, or what `:` or ` (` follows. */
const fileOf = (place: string, files: readonly string[]): string | undefined =>
  files.find((file) => place === file || place.startsWith(`${file}:`) || place.startsWith(`${file} (`));

export const SCANNERS: readonly Scanner[] = [
  {
    name: 'mpk',
    program: MPK,
    version: [...MPK, '--version'],
    ask: 'folder',
    args: (path) => ['inspect', path, '--json'],
    outcomesOf: ofMpk,
  },
  {
    name: 'picklescan',
    program: installed('picklescan'),
    version: pipShow('picklescan'),
    ask: 'file',
    args: (path) => ['--path', path],
    outcomesOf: byStatus,
  },
  {
    name: 'modelscan',
    program: installed('modelscan'),
    version: pipShow('modelscan'),
    ask: 'folder',
    args: (path) => ['scan', '--path', path, '--reporting-format', 'json', '--output-file', REPORT],
    outcomesOf: ofModelscan,
  },
  {
    name: 'fickling',
    program: installed('fickling'),
    version: pipShow('fickling'),
    ask: 'file',
    args: (path) => ['--check-safety', path],
    outcomesOf: byStatus,
  },
  {
    name: 'modelaudit',
    program: installed('modelaudit'),
    version: pipShow('modelaudit'),
    ask: 'folder',
    args: (path) => ['scan', path, '--format', 'json', '--output', REPORT, '--no-cache', '--timeout', '7200'],
    outcomesOf: ofModelaudit,
  },
];
