// SPDX-License-Identifier: Apache-2.0
import { AUDIT_RULES } from '@mpk/bom';
import { FIXTURES } from './fixtures.js';
import { idsIn } from './shown.js';

describe('every rule', () => {
  it('is told apart by its id, and has what it tells of and what it does not', () => {
    const ids = AUDIT_RULES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(FIXTURES).sort()).toEqual([...ids].sort());
  });

  it.each(AUDIT_RULES.map(({ id }) => [id] as const))('%s tells of the bad, and not of the good', (id) => {
    const { bad, good } = FIXTURES[id] ?? { bad: [], good: [] };
    expect(bad.length).toBeGreaterThan(0);
    for (const shown of bad) expect(idsIn(shown)).toContain(id);
    for (const shown of good) expect(idsIn(shown)).not.toContain(id);
  });

  it.each(AUDIT_RULES.map((rule) => [rule.id, rule] as const))('%s says what it is in words', (_, rule) => {
    for (const text of [rule.description, rule.risk, rule.fix]) expect(text).toMatch(/[.`>]$/);
  });
});
