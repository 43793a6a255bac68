// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { showLocation, type Severity } from '@mpk/core';
import { CHECKS, type Check } from '@mpk/inspect';
import { TOOL } from '../runtime.js';
import type { InspectFinding, InspectResult } from './result.js';

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

/** Options of {@link toSarif}. */
export interface SarifOptions {
  /**
   * where the model lies in the repository that is scanned, with `/`, empty for its root: paths are then relative to that root, as
   * code scanning wants them. Without it they are relative to the model.
   */
  readonly modelPath?: string | undefined;
}

/**
 * An answer as a SARIF log, for code scanning and other dashboards: byte offsets where something lies in a file as it is, logical
 * locations (`file!member!pickle@120`) always. What could not be looked into is `open`; what is waived is suppressed.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function toSarif(result: InspectResult, { modelPath }: SarifOptions = {}): object {
  const base = modelPath === undefined ? MODEL : SOURCES;
  const what = modelPath === undefined ? 'the folder of the model' : 'the root of the repository';
  const prefix = modelPath === undefined || modelPath === '' ? '' : `${modelPath}/`;
  const place = (file: string): string => prefix + file;
  const findings = [...result.findings, ...result.files.flatMap((file) => file.findings)];
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
            rules: CHECKS.map(toRule),
          },
        },
        invocations: [
          {
            executionSuccessful: result.error === undefined,
            ...(result.error && {
              toolExecutionNotifications: [{ level: 'error', message: { text: result.error.message } }],
            }),
          },
        ],
        originalUriBaseIds: { [base]: { description: { text: what } } },
        results: findings.map((finding) => toResult(finding, (file) => ({ uri: uriOf(place(file)), uriBaseId: base }))),
        columnKind: 'utf16CodeUnits',
        properties: {
          verdict: result.verdict,
          manifestDigest: result.model.manifestDigest,
          rules: result.rules,
          policy: result.policy,
        },
      },
    ],
  };
}

function toRule({ id, description, about }: Check): object {
  const [worst] = about.severities;
  const markdown = [about.finds, about.risk, `**What to do.** ${about.fix}`, `**Not found.** ${about.limits}`];
  return {
    id,
    shortDescription: { text: description },
    fullDescription: { text: about.finds },
    help: { text: about.fix, markdown: markdown.join('\n\n') },
    ...(worst && { defaultConfiguration: { level: levelOf(worst[0]) } }),
    properties: { tags: ['security', 'model'], ...(worst && { 'security-severity': SCORES[worst[0]] }) },
  };
}

/** Where an artifact is, from its name in the model. */
type Place = (file: string) => object;

function toResult(finding: InspectFinding, place: Place): object {
  const { check, outcome, severity, message, location = {}, references, waivedBy } = finding;
  const isOpen = outcome === 'inconclusive';
  return {
    ruleId: check,
    ruleIndex: CHECKS.findIndex(({ id }) => id === check),
    kind: isOpen ? 'open' : 'fail',
    // A level goes with failures alone.
    level: isOpen ? 'none' : LEVELS[severity],
    // Sorts findings of one check, whose severity platforms take from the check.
    rank: Number(SCORES[isOpen ? 'inconclusive' : severity]) * 10,
    message: { text: message },
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

function physical(
  artifactLocation: object,
  { byteOffset, byteLength }: NonNullable<InspectFinding['location']>,
): object {
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
function fingerprint({ check, message, location = {} }: InspectFinding): string {
  return createHash('sha256')
    .update([check, showLocation(location), message].join('\n'))
    .digest('hex')
    .slice(0, 32);
}
