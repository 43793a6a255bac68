// SPDX-License-Identifier: Apache-2.0

/** From least to worst. */
export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** How a check ended: `pass` is always the good answer; `inconclusive` where it could not be carried through. */
export const FINDING_OUTCOMES = ['pass', 'fail', 'not-applicable', 'inconclusive'] as const;
export type FindingOutcome = (typeof FINDING_OUTCOMES)[number];

/** Whether a severity is at least another one. */
export const isAtLeast = (severity: Severity, least: Severity): boolean =>
  SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);

/** Where in a model something is. */
export interface FindingLocation {
  /** model-relative name; absent where the model as a whole is meant */
  readonly file?: string;
  /** from the file inwards, such as `['archive/data.pkl', 'pickle@120']`; absent for the file itself */
  readonly path?: readonly string[];
  /** of the first byte in the file, where it lies there as it is */
  readonly byteOffset?: number;
  /** bytes that are meant, from there on */
  readonly byteLength?: number;
}

/** What a check saw. It decides nothing: the policy does. */
export interface Finding {
  /** id of the check */
  readonly check: string;
  readonly outcome: FindingOutcome;
  readonly severity: Severity;
  /** one printable line */
  readonly message: string;
  readonly location?: FindingLocation;
  /** what is known of such things: `CVE-...`, `CWE-...` */
  readonly references?: readonly string[];
}

/** The rules that findings come from. */
export interface RuleSet {
  readonly version: string;
  /** `sha256:` + hex over all that decides what is found */
  readonly digest: string;
}

/** What all checks saw in one model. */
export interface Inspection {
  readonly rules: RuleSet;
  /** ids of the checks that ran, found or not */
  readonly checks: readonly string[];
  /** those that did not pass, in the order of the files */
  readonly findings: readonly Finding[];
}

/** The findings of one location as one text: `file!member!pickle@120`. */
export const showLocation = ({ file, path = [] }: FindingLocation): string => [file ?? 'the model', ...path].join('!');

/** How many failing findings there are of each severity. */
export function countBySeverity(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts = { info: 0, low: 0, medium: 0, high: 0, critical: 0 };
  for (const { outcome, severity } of findings) if (outcome === 'fail') counts[severity]++;
  return counts;
}
