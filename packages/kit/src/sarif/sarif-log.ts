// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { showLocation, type Finding, type Severity } from '@mpk/core';
import { TOOL } from '../runtime.js';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** What platforms sort by, as CVSS has it. */
const SCORES: Readonly<Record<Severity | 'inconclusive', string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  inconclusive: '5.0',
  low: '3.0',
  info: '0.0',
};

/** What paths in a log are relative to: the model, or the folder that the caller works in. */
const MODEL = 'MODEL';
const SOURCES = '%SRCROOT%';

/** Options of a log. */
export interface SarifOptions {
  /**
   * where the model lies in the repository that is scanned, with `/`, empty for its root: paths are then relative to that root, as
   * code scanning wants them. Without it they are relative to the model.
   */
  readonly modelPath?: string | undefined;
}

/** What findings come from. */
export interface SarifRule {
  readonly id: string;
  readonly description: string;
  /** what it looks at */
  readonly finds: string;
  readonly risk: string;
  readonly fix: string;
  readonly limits?: string | undefined;
  /** the worst that it finds */
  readonly severity?: Severity | 'inconclusive' | undefined;
}

/** A finding that may be waived, or rest on several places. */
export interface SarifFinding extends Finding {
  readonly waivedBy?: string;
  /** the sides of a contradiction, for people */
  readonly sides?: readonly string[];
}

/** What one log is made of. */
export interface SarifRun {
  readonly rules: readonly SarifRule[];
  readonly findings: readonly SarifFinding[];
  readonly error?: { readonly message: string } | undefined;
  readonly properties: object;
}

/**
 * Findings as a SARIF log, for code scanning and other dashboards: byte offsets where something lies in a file as it is, logical
 * locations (`file!member!pickle@120`) always. What could not be looked into is `open`; what is waived is suppressed.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifLog({ rules, findings, error, properties }: SarifRun, { modelPath }: SarifOptions = {}): object {
  const base = modelPath === undefined ? MODEL : SOURCES;
  const what = modelPath === undefined ? 'the folder of the model' : 'the root of the repository';
  const prefix = modelPath === undefined || modelPath === '' ? '' : `${modelPath}/`;
  const place: Place = (file) => ({ uri: uriOf(prefix + file), uriBaseId: base });
  const indexes = new Map(rules.map(({ id }, i) => [id, i]));
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: TOOL.name,
            version: TOOL.version,
            informationUri: 'https://modelprovenance.dev',
            rules: rules.map(toRule),
          },
        },
        invocations: [
          {
            executionSuccessful: error === undefined,
            ...(error && { toolExecutionNotifications: [{ level: 'error', message: { text: error.message } }] }),
          },
        ],
        originalUriBaseIds: { [base]: { description: { text: what } } },
        results: findings.map((finding) => toResult(finding, indexes.get(finding.check) ?? -1, place)),
        columnKind: 'utf16CodeUnits',
        properties,
      },
    ],
  };
}

function toRule({ id, description, finds, risk, fix, limits, severity }: SarifRule): object {
  const markdown = [
    finds,
    risk,
    `**What to do.** ${fix}`,
    ...(limits === undefined ? [] : [`**Not found.** ${limits}`]),
  ];
  return {
    id,
    shortDescription: { text: description },
    fullDescription: { text: finds },
    help: { text: fix, markdown: markdown.join('\n\n') },
    ...(severity && { defaultConfiguration: { level: levelOf(severity) } }),
    properties: { tags: ['security', 'model'], ...(severity && { 'security-severity': SCORES[severity] }) },
  };
}

/** Where an artifact is, from its name in the model. */
type Place = (file: string) => object;

function toResult(finding: SarifFinding, ruleIndex: number, place: Place): object {
  const { check, outcome, severity, message, location = {}, references, waivedBy, sides } = finding;
  const isOpen = outcome === 'inconclusive';
  return {
    ruleId: check,
    ruleIndex,
    kind: isOpen ? 'open' : 'fail',
    // A level goes with failures alone.
    level: isOpen ? 'none' : LEVELS[severity],
    // Sorts findings of one check, whose severity platforms take from the check.
    rank: Number(SCORES[isOpen ? 'inconclusive' : severity]) * 10,
    message: { text: [message, ...(sides ?? [])].join('\n') },
    locations: [
      {
        ...(location.file !== undefined && { physicalLocation: physical(place(location.file), location) }),
        logicalLocations: [{ fullyQualifiedName: showLocation(location), kind: 'resource' }],
      },
    ],
    partialFingerprints: { 'mpkFinding/v1': fingerprint(finding) },
    ...(waivedBy !== undefined && {
      suppressions: [{ kind: 'external', status: 'accepted', justification: `exception ${waivedBy} of the policy` }],
    }),
    properties: { severity, ...(references && { references }) },
  };
}

const levelOf = (severity: Severity | 'inconclusive'): string =>
  severity === 'inconclusive' ? 'warning' : LEVELS[severity];

const uriOf = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

function physical(artifactLocation: object, { byteOffset, byteLength }: NonNullable<Finding['location']>): object {
  return {
    artifactLocation,
    // Code scanning of GitHub shows nothing without a line.
    region: {
      startLine: 1,
      ...(byteOffset !== undefined && { byteOffset, ...(byteLength !== undefined && { byteLength }) }),
    },
  };
}

/** The same finding has the same one in the next run, wherever other findings are. */
function fingerprint({ check, message, location = {} }: Finding): string {
  return createHash('sha256')
    .update([check, showLocation(location), message].join('\n'))
    .digest('hex')
    .slice(0, 32);
}
