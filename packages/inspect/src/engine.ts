// SPDX-License-Identifier: Apache-2.0
import { MAX_FINDINGS, SEVERITIES, type Finding } from '@mpk/core';
import type { Check } from './check.js';
import type { InspectedModel } from './inspected-model.js';

/** Most findings that one check may have in one file; the rest is counted. */
export const MAX_FINDINGS_PER_FILE = 50;

/** Runs checks one after another. The order of findings is that of the files, then that of the checks. */
export function runChecks(checks: readonly Check[], model: InspectedModel): readonly Finding[] {
  const order = new Map(model.files.map(({ name }, i) => [name, i]));
  const place = ({ location }: Finding): number => order.get(location?.file ?? '') ?? -1;
  const found = checks.flatMap((check) => withinLimits(check, runOne(check, model)));
  return worstFirst(found).sort((a, b) => place(a) - place(b));
}

/** A check that breaks is reported as inconclusive, never dropped. */
function runOne(check: Check, model: InspectedModel): readonly Finding[] {
  try {
    return check.run(model);
  } catch {
    return [{ check: check.id, outcome: 'inconclusive', severity: 'medium', message: 'the check itself failed' }];
  }
}

/** Keeps the worst findings of each file, and says how many there are besides. */
function withinLimits(check: Check, findings: readonly Finding[]): readonly Finding[] {
  const byFile = new Map<string | undefined, Finding[]>();
  for (const finding of findings) {
    const file = finding.location?.file;
    const known = byFile.get(file);
    if (known === undefined) byFile.set(file, [finding]);
    else known.push(finding);
  }
  return [...byFile].flatMap(([file, list]) => {
    if (list.length <= MAX_FINDINGS_PER_FILE) return list;
    const kept = worstFirst(list).slice(0, MAX_FINDINGS_PER_FILE - 1);
    const worst = worstFirst(list)[MAX_FINDINGS_PER_FILE - 1];
    if (worst === undefined) return kept;
    const message = `${list.length - kept.length} more findings of this check`;
    const location = file === undefined ? {} : { location: { file } };
    return [...kept, { check: check.id, outcome: worst.outcome, severity: worst.severity, message, ...location }];
  });
}

/** What fails goes before what is not known, the worse before the lesser; no more than evidence may hold. */
const worstFirst = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort((a, b) => weight(b) - weight(a)).slice(0, MAX_FINDINGS);

const weight = ({ outcome, severity }: Finding): number =>
  SEVERITIES.indexOf(severity) + (outcome === 'fail' ? SEVERITIES.length : 0);
