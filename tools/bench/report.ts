// SPDX-License-Identifier: Apache-2.0

interface Row {
  readonly what: string;
  readonly target: string;
  readonly found: string;
  readonly met: boolean | undefined;
}

const rows: Row[] = [];

/** Notes one figure against its target. */
export function report(what: string, target: string, found: string, met: boolean | undefined): void {
  rows.push({ what, target, found, met });
  console.error(`${what}: ${found} (target ${target})`);
}

/** Prints the table; whether every target was met. */
export function printReport(): boolean {
  const mark = (met: boolean | undefined): string => (met === undefined ? '' : met ? 'met' : '**missed**');
  console.log('| what | target | found | |\n|---|---|---|---|');
  for (const row of rows) console.log(`| ${row.what} | ${row.target} | ${row.found} | ${mark(row.met)} |`);
  return rows.every((row) => row.met !== false);
}
