// SPDX-License-Identifier: Apache-2.0
import type { Evidence } from '../evidence/types.js';
import { isAtLeast, showLocation, type Finding, type Inspection } from '../inspection/finding.js';
import { findException } from '../policy/exceptions.js';
import {
  DEFAULT_FAIL_ON,
  type InspectionRequirement,
  type ParsedPolicy,
  type PolicyException,
} from '../policy/types.js';
import { printable } from '../text/printable.js';
import { countFiles } from './describe.js';
import type { RequirementResult } from './result.js';

/** Most findings that the line shows; the evidence lists all. */
const MAX_SHOWN = 3;

/** What findings are judged by. */
export interface InspectionInput {
  readonly evidence: Evidence;
  readonly policy: ParsedPolicy;
  readonly now: Date;
}

/** Holds what checks saw to the severities that a policy bears. */
export function judgeInspection(requirement: InspectionRequirement, input: InspectionInput): RequirementResult {
  const { failOn = DEFAULT_FAIL_ON, inconclusive = 'deny' } = requirement;
  const { inspection, model } = input.evidence;
  const base = { id: 'inspection', asked: `no finding of severity ${failOn} or worse` } as const;
  const lacking = inspection === undefined ? 'the files were not inspected' : neverRan(requirement, inspection);
  if (inspection === undefined || lacking !== undefined) {
    const found = lacking ?? '';
    return {
      ...base,
      outcome: 'undecided',
      code: 'NOT_MEASURED',
      found,
      fix: 'inspect the model again, with this version',
    };
  }
  const weighed = weighFindings(requirement, inspection, input);
  const counted = weighed.flatMap(({ finding, exception }) => (exception === undefined ? [finding] : []));
  const waivers = [...new Set(weighed.flatMap(({ exception }) => exception ?? []))];
  const failed = counted.filter(({ outcome, severity }) => outcome === 'fail' && isAtLeast(severity, failOn));
  const open = counted.filter(({ outcome }) => outcome === 'inconclusive');
  const waived =
    (waivers.length === 0 ? '' : ` (waived: ${waivers.map(showWaiver).join(', ')})`) + showExpired(weighed);
  if (failed.length > 0) {
    const fix = 'mpk inspect MODEL shows each finding, mpk inspect --explain CHECK what to do';
    return { ...base, outcome: 'fail', code: 'REQUIREMENT_FAILED', found: showFindings(failed) + waived, fix };
  }
  if (open.length > 0 && inconclusive === 'deny') {
    const fix = 'have the model in formats that can be read, or set inspection.inconclusive to allow';
    return { ...base, outcome: 'undecided', code: 'INCONCLUSIVE', found: showFindings(open) + waived, fix };
  }
  const found = `${countFiles(model.files.length)}, ${showChecks(requirement, inspection)}: ${showLesser(counted, waivers)}${waived}`;
  const [first] = [...waivers].sort((a, b) => a.expires.localeCompare(b.expires));
  return { ...base, outcome: 'pass', code: 'PASSED', found, ...(first && { exception: first.id }) };
}

/** Says which checks the policy speaks of did not run: evidence of an older version may lack them. */
function neverRan({ checks = {} }: InspectionRequirement, inspection: Inspection): string | undefined {
  if (inspection.checks.length === 0) return 'no check ran';
  const missing = Object.keys(checks).filter((id) => checks[id] !== 'off' && !inspection.checks.includes(id));
  return missing.length === 0 ? undefined : `these checks did not run: ${missing.join(', ')}`;
}

/** How many checks counted, and which of them are switched off. */
function showChecks({ checks = {} }: InspectionRequirement, inspection: Inspection): string {
  const off = inspection.checks.filter((id) => Object.hasOwn(checks, id) && checks[id] === 'off');
  const count = `${inspection.checks.length - off.length} checks`;
  return off.length === 0 ? count : `${count} (off: ${off.join(', ')})`;
}

/** What was found and does not fail. */
function showLesser(counted: readonly Finding[], waivers: readonly PolicyException[]): string {
  const open = counted.filter(({ outcome }) => outcome === 'inconclusive').length;
  const lesser = counted.length - open;
  const parts = [
    lesser > 0 && `${lesser} lesser ${lesser === 1 ? 'finding' : 'findings'}`,
    open > 0 && `${open} ${open === 1 ? 'thing' : 'things'} that could not be looked into, which is allowed`,
  ].filter(Boolean);
  if (parts.length > 0) return parts.join(', ');
  return waivers.length === 0 ? 'nothing found' : 'nothing else found';
}

/** A finding as a policy sees it. */
export interface WeighedFinding {
  /** with the severity that it has under this policy */
  readonly finding: Finding;
  /** waives it */
  readonly exception?: PolicyException;
  /** would have waived it, and is over */
  readonly expired?: PolicyException;
}

/** Findings with the severities that they have under a policy, and what waives them; those of checks that are off are left out. */
export function weighFindings(
  { checks = {} }: InspectionRequirement,
  { findings }: Inspection,
  { policy, evidence, now }: InspectionInput,
): readonly WeighedFinding[] {
  return findings.flatMap((finding): readonly WeighedFinding[] => {
    const own = Object.hasOwn(checks, finding.check) ? checks[finding.check] : undefined;
    if (own === 'off') return [];
    const found = findException(policy, `check:${finding.check}`, evidence.model.manifestDigest, now);
    return [
      {
        finding: own === undefined ? finding : { ...finding, severity: own },
        ...(found?.state === 'active' && { exception: found.exception }),
        ...(found?.state === 'expired' && { expired: found.exception }),
      },
    ];
  });
}

/** Named, so that nobody wonders. */
function showExpired(weighed: readonly WeighedFinding[]): string {
  const expired = [...new Set(weighed.flatMap((one) => one.expired ?? []))];
  if (expired.length === 0) return '';
  return ` (over: ${expired.map(({ id, check = '', expires }) => `exception ${id} for ${check} expired on ${expires}`).join(', ')})`;
}

const showWaiver = ({ id, check = '', expires, reason }: PolicyException): string =>
  `${check} by ${id} until ${expires}: ${reason}`;

function showFindings(findings: readonly Finding[]): string {
  const shown = findings.slice(0, MAX_SHOWN).map(({ check, message, location }) => {
    return `${check} in ${printable(showLocation(location ?? {}))}: ${message}`;
  });
  const more = findings.length - shown.length;
  return shown.join('; ') + (more > 0 ? `; and ${more} more` : '');
}
