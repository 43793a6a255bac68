// SPDX-License-Identifier: Apache-2.0
import type { Evidence } from '../evidence/types.js';
import type { BomRequirement } from '../policy/types.js';
import { printable } from '../text/printable.js';
import type { RequirementResult } from './result.js';

/** Most gaps that the line shows; `mpk bom score` shows all. */
const MAX_SHOWN = 5;

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

/** Holds how complete a bill of materials is to what a policy asks. */
export function judgeBom(
  { profile, minimum = 0, substantiated = 0 }: BomRequirement,
  { bomScores }: Evidence,
): RequirementResult {
  const asked = `${percent(minimum)} of ${profile}${substantiated > 0 ? `, ${percent(substantiated)} substantiated` : ''}`;
  const base = { id: 'bom', asked } as const;
  const score = bomScores?.find((one) => one.profile === profile);
  if (score === undefined) {
    const found = bomScores === undefined ? 'no bill of materials was made' : `it was not scored by ${profile}`;
    return {
      ...base,
      outcome: 'undecided',
      code: 'NOT_MEASURED',
      found,
      fix: 'verify the model under this policy, with this version',
    };
  }
  const found = `${percent(score.complete)} complete, ${percent(score.substantiated)} substantiated`;
  if (score.complete >= minimum && score.substantiated >= substantiated)
    return { ...base, outcome: 'pass', code: 'PASSED', found };
  const shown = score.gaps.slice(0, MAX_SHOWN).map(printable);
  const more = score.gaps.length - shown.length;
  const missing = `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  const fix = 'mpk bom MODEL -o bom.json && mpk bom score bom.json says what would close each gap';
  return { ...base, outcome: 'fail', code: 'REQUIREMENT_FAILED', found: `${found}; missing: ${missing}`, fix };
}
