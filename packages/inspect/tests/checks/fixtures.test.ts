// SPDX-License-Identifier: Apache-2.0
import type { Finding } from '@mpk/core';
import { CHECKS } from '@mpk/inspect';
import { FIXTURES } from '../fixtures/index.js';
import { findingsIn } from '../inspected.js';

describe.each(CHECKS.map((check) => [check.id, check] as const))('the check %s', (id, { about, description }) => {
  /** That tensors differ at all is told of any model that has a base. */
  const findingsOf = (kind: 'good' | 'bad'): readonly Finding[] =>
    findingsIn(FIXTURES[id]?.[kind] ?? {}, id, FIXTURES[id]?.base).filter(({ severity }) => severity !== 'info');

  it('has a good and a bad fixture', () => {
    expect(Object.keys(FIXTURES)).toContain(id);
  });

  it('finds nothing in the good one', () => {
    expect(findingsOf('good')).toEqual([]);
  });

  it('finds something in the bad one, and says where', () => {
    const findings = findingsOf('bad');
    expect(findings.length).toBeGreaterThan(0);
    for (const { message, location } of findings) {
      expect(message).not.toBe('');
      expect(Object.keys(FIXTURES[id]?.bad ?? {})).toContain(location?.file);
    }
  });

  it('gives severities that it speaks of', () => {
    const spoken = about.severities.map(([severity]) => severity);
    for (const { outcome, severity } of findingsOf('bad')) {
      expect(spoken).toContain(outcome === 'inconclusive' ? 'inconclusive' : severity);
    }
  });

  it('says all that people need to know, in whole sentences', () => {
    for (const text of [description, about.finds, about.risk, about.fix, about.limits]) {
      expect(text).toMatch(/^[A-Z`].*[.)]$/s);
    }
  });
});

it('knows no fixtures for checks that do not exist', () => {
  expect(Object.keys(FIXTURES).filter((id) => !CHECKS.some((check) => check.id === id))).toEqual([]);
});
