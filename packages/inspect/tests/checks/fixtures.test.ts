// SPDX-License-Identifier: Apache-2.0
import { CHECKS } from '@mpk/inspect';
import { FIXTURES } from '../fixtures/index.js';
import { findingsIn } from '../inspected.js';

describe.each(CHECKS.map((check) => [check.id, check] as const))('the check %s', (id, { about, description }) => {
  it('has a good and a bad fixture', () => {
    expect(Object.keys(FIXTURES)).toContain(id);
  });

  it('finds nothing in the good one', () => {
    expect(findingsIn(FIXTURES[id]?.good ?? {}, id)).toEqual([]);
  });

  it('finds something in the bad one, and says where', () => {
    const findings = findingsIn(FIXTURES[id]?.bad ?? {}, id);
    expect(findings.length).toBeGreaterThan(0);
    for (const { message, location } of findings) {
      expect(message).not.toBe('');
      expect(Object.keys(FIXTURES[id]?.bad ?? {})).toContain(location?.file);
    }
  });

  it('gives severities that it speaks of', () => {
    const spoken = about.severities.map(([severity]) => severity);
    for (const { outcome, severity } of findingsIn(FIXTURES[id]?.bad ?? {}, id)) {
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
