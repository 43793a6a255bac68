// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';
import { asArray, asObject, asSize, asString } from '../json/narrow.js';
import { FINDING_OUTCOMES, SEVERITIES, type Finding, type FindingLocation, type Inspection } from './finding.js';

/** Most findings of one model. */
export const MAX_FINDINGS = 100_000;
const MAX_CHECKS = 1000;

/** Reads what checks saw, from stored evidence. @throws MpkError `INPUT_MALFORMED`, `INPUT_TOO_LARGE` */
export function parseInspection(value: unknown): Inspection {
  const inspection = asObject(value, 'evidence inspection');
  const rules = asObject(inspection['rules'], 'inspection rules');
  const digest = asString(rules['digest'], 'rules digest');
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw new MpkError('INPUT_MALFORMED', 'the rules digest is no SHA-256');
  return {
    rules: { version: asString(rules['version'], 'rules version'), digest },
    checks: bounded(asArray(inspection['checks'], 'inspection checks'), MAX_CHECKS, 'checks').map(checkId),
    findings: bounded(asArray(inspection['findings'], 'inspection findings'), MAX_FINDINGS, 'findings').map(
      readFinding,
    ),
  };
}

function bounded(list: readonly unknown[], most: number, what: string): readonly unknown[] {
  if (list.length > most) throw new MpkError('INPUT_TOO_LARGE', `the inspection has more than ${most} ${what}`);
  return list;
}

function checkId(value: unknown): string {
  const id = asString(value, 'check id');
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(id)) throw new MpkError('INPUT_MALFORMED', 'a check id is not a plain word');
  return id;
}

function readFinding(value: unknown): Finding {
  const finding = asObject(value, 'finding');
  const { location, references } = finding;
  return {
    check: checkId(finding['check']),
    outcome: oneOf(finding['outcome'], FINDING_OUTCOMES, 'finding outcome'),
    severity: oneOf(finding['severity'], SEVERITIES, 'finding severity'),
    message: asString(finding['message'], 'finding message'),
    ...(location !== undefined && { location: readLocation(location) }),
    ...(references !== undefined && { references: texts(references, 'finding references') }),
  };
}

function readLocation(value: unknown): FindingLocation {
  const { file, path, byteOffset, byteLength } = asObject(value, 'finding location');
  return {
    ...(file !== undefined && { file: asString(file, 'location file') }),
    ...(path !== undefined && { path: texts(path, 'location path') }),
    ...(byteOffset !== undefined && { byteOffset: asSize(byteOffset, 'location byteOffset') }),
    ...(byteLength !== undefined && { byteLength: asSize(byteLength, 'location byteLength') }),
  };
}

const texts = (value: unknown, what: string): readonly string[] =>
  asArray(value, what).map((item) => asString(item, what));

function oneOf<T extends string>(value: unknown, all: readonly T[], what: string): T {
  const found = all.find((one) => one === value);
  if (found === undefined) throw new MpkError('INPUT_MALFORMED', `${what} is none of ${all.join(', ')}`);
  return found;
}
