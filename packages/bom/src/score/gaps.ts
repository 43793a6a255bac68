// SPDX-License-Identifier: Apache-2.0
import { textAt } from '../bom-document/place.js';
import { shownText } from '../bom-document/stable-text.js';
import { byCommand } from './element.js';
import { ELEMENTS } from './elements.js';
import type { Gap } from './result.js';
import type { Answer } from './score-bom.js';

/** Most datasets or files that a gap names. */
export const MAX_LACKING = 20;

const cite = byCommand('mpk bom', 'cites the file and key that each value comes from');

/** What a line lacks; undefined where it lacks nothing, or is not asked. */
export function gapOf({ requirement, assessment }: Answer): Gap | undefined {
  const { status, why, coverage } = assessment;
  if (status === 'not-applicable' || (status === 'present' && assessment.isSubstantiated)) return undefined;
  const kind = status === 'present' ? 'unsubstantiated' : status === 'absent' ? 'absent' : 'unknown';
  const { label, close } = ELEMENTS[requirement.element];
  const lacking = (coverage?.lacking ?? [])
    .slice(0, MAX_LACKING)
    .map((place) => shownText(textAt(place, 'name') ?? place.pointer));
  return {
    ...requirement,
    label,
    kind,
    ...(kind === 'unsubstantiated' ? { why: 'nothing says where it comes from' } : why !== undefined && { why }),
    ...(lacking.length > 0 && { lacking }),
    close: kind === 'unsubstantiated' ? [cite] : close,
  };
}
