// SPDX-License-Identifier: Apache-2.0
import { MAX_FINDINGS, SEVERITIES, type Finding } from '@mpk/core';

/** Most findings of one check in one file that are alike in outcome and severity; the rest is counted. */
export const MAX_ALIKE = 20;
/** Most of one check in the whole model, where there are more findings than evidence may hold. */
const MAX_ALIKE_IN_MODEL = 200;

/**
 * Keeps what evidence may hold. What is left out is counted in a finding that stands for it: of every check, outcome and severity
 * that there was, at least one is kept, so that no policy judges otherwise than it would over all of them.
 */
export function foldFindings(findings: readonly Finding[]): readonly Finding[] {
  const folded = fold(findings, { most: MAX_ALIKE, byFile: true });
  if (folded.length <= MAX_FINDINGS) return folded;
  const one = fold(findings, { most: 1, byFile: true });
  return one.length <= MAX_FINDINGS ? one : fold(findings, { most: MAX_ALIKE_IN_MODEL, byFile: false });
}

interface Folding {
  readonly most: number;
  /** each file for itself */
  readonly byFile: boolean;
}

function fold(findings: readonly Finding[], { most, byFile }: Folding): readonly Finding[] {
  const groups = Map.groupBy(findings, ({ check, outcome, severity, location }) =>
    JSON.stringify([check, outcome, severity, byFile ? location?.file : undefined]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (group.length <= most || first === undefined) return group;
    const kept = group.slice(0, Math.max(1, most - 1));
    const { check, outcome, severity, location } = first;
    const message = `${group.length - kept.length} more findings like this one`;
    const where = byFile && location?.file !== undefined ? { location: { file: location.file } } : {};
    return [...kept, { check, outcome, severity, message, ...where }];
  });
}

/** What fails goes before what is not known, the worse before the lesser. */
export const worstFirst = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort((a, b) => weight(b) - weight(a));

const weight = ({ outcome, severity }: Finding): number =>
  SEVERITIES.indexOf(severity) + (outcome === 'fail' ? SEVERITIES.length : 0);
