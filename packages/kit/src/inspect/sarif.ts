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

/** Paths in a log are relative to the model. */
const BASE = 'MODEL';

/**
 * An answer as a SARIF log, for code scanning and other dashboards: byte offsets where something lies in a file as it is, logical
 * locations (`file!member!pickle@120`) always. What could not be looked into is `open`; what is waived is suppressed.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function toSarif(result: InspectResult): object {
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
        originalUriBaseIds: { [BASE]: { description: { text: 'the folder of the model' } } },
        results: findings.map(toResult),
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
    properties: { tags: ['security', 'model'], ...(worst && { 'security-severity': SCORES[worst[0]] }) },
  };
}

function toResult(finding: InspectFinding): object {
  const { check, outcome, severity, message, location = {}, references, waivedBy } = finding;
  const isOpen = outcome === 'inconclusive';
  return {
    ruleId: check,
    ruleIndex: CHECKS.findIndex(({ id }) => id === check),
    kind: isOpen ? 'open' : 'fail',
    // A level goes with failures alone.
    level: isOpen ? 'none' : LEVELS[severity],
    message: { text: message },
    locations: [
      {
        ...(location.file !== undefined && { physicalLocation: physical(location.file, location) }),
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

function physical(file: string, { byteOffset, byteLength }: NonNullable<InspectFinding['location']>): object {
  return {
    artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: BASE },
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
