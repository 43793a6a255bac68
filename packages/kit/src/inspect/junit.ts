// SPDX-License-Identifier: Apache-2.0
import { escapeHtml, printable, showLocation } from '@mpk/core';
import type { FileOutcome, InspectFinding, InspectResult, InspectedFileResult } from './result.js';

/**
 * An answer as a JUnit report: each file is a test case; one that failed is a failure, one that could not be looked into is an
 * error, so that neither is taken for a success.
 */
export function toJunit(result: InspectResult): string {
  const { files, failed, inconclusive } = result.summary;
  const { outcome = 'fail' } = result;
  const name = escapeXml(result.model.uri);
  const broken = result.error === undefined ? [] : [brokenCase(result.code, result.error.message)];
  const whole = result.findings.length === 0 ? [] : [wholeCase(result)];
  const tests = files + broken.length + whole.length;
  const wholeIn = (wanted: FileOutcome): number => (outcome === wanted ? whole.length : 0);
  const errors = inconclusive + broken.length + wholeIn('inconclusive');
  const counts = `tests="${tests}" failures="${failed + wholeIn('fail')}" errors="${errors}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="mpk inspect" ${counts}>`,
    `  <testsuite name="${name}" ${counts}>`,
    ...broken,
    ...whole,
    ...result.files.map(testCase),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

type TestCase = Pick<InspectedFileResult, 'name' | 'outcome' | 'findings'>;

function testCase(file: TestCase): string {
  const text = escapeXml(file.findings.map(line).join('\n'));
  const open = `    <testcase classname="mpk.inspect" name="${escapeXml(file.name)}"`;
  if (file.outcome === 'pass') return text === '' ? `${open}/>` : `${open}><system-out>${text}</system-out></testcase>`;
  const kind = file.outcome === 'fail' ? 'failure' : 'error';
  const message = escapeXml(file.findings[0]?.message ?? file.outcome);
  return `${open}><${kind} type="${file.outcome}" message="${message}">${text}</${kind}></testcase>`;
}

const wholeCase = ({ findings, outcome = 'fail' }: InspectResult): string =>
  testCase({ name: 'the model', outcome, findings });

const brokenCase = (code: string, message: string): string =>
  `    <testcase classname="mpk.inspect" name="inspection"><error type="${escapeXml(code)}" message="${escapeXml(message)}"/></testcase>`;

const line = ({ check, outcome, severity, message, location = {}, waivedBy }: InspectFinding): string =>
  `${outcome === 'inconclusive' ? outcome : severity} ${check} in ${showLocation(location)}: ${message}` +
  (waivedBy === undefined ? '' : ` (waived by ${waivedBy})`);

/** Control characters are none of XML's, however they are written. */
const escapeXml = (text: string): string =>
  text
    .split('\n')
    .map((one) => escapeHtml(printable(one)))
    .join('&#10;');
