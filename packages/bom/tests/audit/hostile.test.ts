// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import type { Claim } from '@mpk/core';
import { auditModel, MAX_FINDINGS_PER_RULE, VOCABULARY, type Remark } from '@mpk/bom';
import { modelFiles } from '../model.js';
import { claim } from './shown.js';

const value = fc.jsonValue({ maxDepth: 2 }).filter((one) => one !== null);
const anyClaim = fc.record({
  subject: fc.oneof(fc.constant('model'), fc.string()),
  name: fc.constantFrom(...Object.keys(VOCABULARY)),
  value,
  source: fc.record({ file: fc.oneof(fc.constantFrom('README.md', 'config.json'), fc.string()), pointer: fc.string() }),
  method: fc.constantFrom('measured', 'declared', 'stated', 'inferred'),
}) as fc.Arbitrary<Claim>;

describe('an audit', () => {
  it('never throws for what claims say, and gives printable lines', () => {
    fc.assert(
      fc.property(fc.array(anyClaim, { maxLength: 30 }), (claims) => {
        for (const { message, evidence } of auditModel([], { claims, remarks: [] })) {
          expect(message.length).toBeLessThanOrEqual(500);
          for (const one of [message, ...evidence.map((side) => side.value)])
            expect(one).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['many bases', (i: number) => claim('base-model', `a/b${i}`, `f${i}.json`)],
    ['many names', (i: number) => claim('name', `n${i}x`, `f${i}.json`)],
    ['many metrics', (i: number) => claim('metric', { metric: 'acc', value: i, dataset: 'd' })],
    ['long texts', (i: number) => claim('training.path', `/home/${'a/'.repeat(8000)}${i}`, 'config.json')],
  ])('of %s ends soon, and tells of a few', (_, make) => {
    const claims = Array.from({ length: 2000 }, (_unused, i) => make(i));
    const found = auditModel([], { claims, remarks: [] });
    expect(found.map(({ check }) => check)).toContain('metadata-too-large');
    for (const findings of Map.groupBy(found, ({ check }) => check).values()) {
      expect(findings.length).toBeLessThanOrEqual(MAX_FINDINGS_PER_RULE + 1);
    }
  });

  it('looks through texts that were made to take long', () => {
    const remarks: Remark[] = [];
    const text = `${'a'.repeat(60)}@`.repeat(2000) + '/home/'.repeat(2000);
    expect(() => auditModel(modelFiles({ 'notes.txt': text }), { claims: [], remarks })).not.toThrow();
  });
});
