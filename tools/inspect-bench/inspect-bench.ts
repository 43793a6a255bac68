// SPDX-License-Identifier: Apache-2.0
// Inspection against other scanners over a folder of files: what each flags, leaves undecided, lets pass; time and memory.
// Nothing is loaded or unpickled. See README.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ask } from './ask.ts';
import { readLabelled } from './labels.ts';
import type { Answer } from './outcome.ts';
import { toPage } from './page.ts';
import { toMarkdown } from './report.ts';
import { havePython } from './run.ts';
import { SCANNERS } from './scanners.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    labels: { type: 'string' },
    json: { type: 'string' },
    page: { type: 'string' },
    from: { type: 'string' },
    only: { type: 'string', multiple: true },
  },
});

interface Benchmark {
  readonly answers: readonly Answer[];
  /** scanners that are not there */
  readonly missing: readonly string[];
}

function benchmark(folder: string, files: readonly string[]): Benchmark {
  if (!havePython()) throw new Error('needs Python 3 (PYTHON names it): every scanner is measured with it');
  const answers: Answer[] = [];
  const missing: string[] = [];
  for (const scanner of SCANNERS) {
    if (values.only !== undefined && !values.only.includes(scanner.name)) continue;
    const answer = ask(scanner, { folder, files });
    if (answer === undefined) missing.push(scanner.name);
    else answers.push(answer);
    console.error(
      answer === undefined
        ? `${scanner.name} is MISSING: run tools/inspect-bench/install.sh`
        : `${scanner.name}: ${answer.wallSeconds.toFixed(1)} s`,
    );
  }
  return { answers, missing };
}

const [path] = positionals;
if (path === undefined) {
  console.error(
    'usage: inspect-bench FOLDER [--labels FILE] [--json FILE] [--page FILE] [--only SCANNER]... [--from JSON]',
  );
  process.exitCode = 2;
} else {
  const folder = resolve(path);
  const labelled = readLabelled(folder, values.labels);
  const measured =
    values.from === undefined
      ? benchmark(folder, labelled.files)
      : (JSON.parse(readFileSync(values.from, 'utf8')) as Benchmark);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(measured, null, 2)}\n`);
  const tables = toMarkdown(measured.answers, measured.missing, labelled);
  if (values.page !== undefined) writeFileSync(values.page, toPage(tables, labelled));
  console.log(tables);
}
