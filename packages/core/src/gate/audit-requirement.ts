// SPDX-License-Identifier: Apache-2.0
import { isAtLeast, showLocation, type Finding, type Inspection } from '../inspection/finding.js';
import { DEFAULT_FAIL_ON, type AuditRequirement } from '../policy/types.js';
import { printable } from '../text/printable.js';
import type { Evidence } from '../evidence/types.js';
import type { RequirementResult } from './result.js';

/** Most findings that the line shows; the evidence lists all. */
const MAX_SHOWN = 3;

/** Holds what the audit found to the severities that a policy bears. */
export function judgeAudit(
  { failOn = DEFAULT_FAIL_ON, rules = {} }: AuditRequirement,
  { audit }: Evidence,
): RequirementResult {
  const base = { id: 'audit', asked: `no finding of the audit of severity ${failOn} or worse` } as const;
  const lacking = audit === undefined ? 'the model was not audited' : neverRan(rules, audit);
  if (audit === undefined || lacking !== undefined) {
    const fix = 'audit the model again, with this version';
    return { ...base, outcome: 'undecided', code: 'NOT_MEASURED', found: lacking ?? '', fix };
  }
  const weighed = audit.findings.flatMap((finding): readonly Finding[] => {
    const own = Object.hasOwn(rules, finding.check) ? rules[finding.check] : undefined;
    return own === 'off' ? [] : [own === undefined ? finding : { ...finding, severity: own }];
  });
  const failed = weighed.filter(({ severity }) => isAtLeast(severity, failOn));
  const found = failed.length > 0 ? show(failed) : `${audit.checks.length} rules: ${weighed.length} lesser findings`;
  if (failed.length === 0) return { ...base, outcome: 'pass', code: 'PASSED', found };
  const fix = 'mpk audit MODEL shows both sides of each contradiction, mpk audit --explain RULE what to do';
  return { ...base, outcome: 'fail', code: 'REQUIREMENT_FAILED', found, fix };
}

/** Says which rules the policy speaks of did not run: evidence of an older version may lack them. */
function neverRan(rules: NonNullable<AuditRequirement['rules']>, { checks }: Inspection): string | undefined {
  if (checks.length === 0) return 'no rule ran';
  const missing = Object.keys(rules).filter((id) => rules[id] !== 'off' && !checks.includes(id));
  return missing.length === 0 ? undefined : `these rules did not run: ${missing.join(', ')}`;
}

function show(findings: readonly Finding[]): string {
  const shown = findings.slice(0, MAX_SHOWN).map(({ check, message, location }) => {
    return `${check}${location === undefined ? '' : ` in ${printable(showLocation(location))}`}: ${message}`;
  });
  const more = findings.length - shown.length;
  return shown.join('; ') + (more > 0 ? `; and ${more} more` : '');
}
