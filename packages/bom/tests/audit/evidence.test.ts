// SPDX-License-Identifier: Apache-2.0
import { AUDIT_RULES, type AuditEvidence, type AuditFinding } from '@mpk/bom';
import { FIXTURES } from './fixtures.js';
import { findingsIn, type Shown } from './shown.js';

/** Rules that hold two things against each other, and are not called so. */
const MORE = new Set([
  'adapter-tensors-differ',
  'base-license-dropped',
  'base-model-is-itself',
  'code-missing',
  'dataset-license-dropped',
  'evaluation-data-in-training-data',
  'experts-not-there',
  'external-data-missing',
  'metadata-key-twice',
  'output-layer-missing',
  'publisher-is-not-author',
  'quantised-by-somebody-else',
  'quantization-not-there',
  'shard-missing',
  'shard-not-listed',
  'special-token-outside-vocabulary',
  'tokenizer-longer-than-context',
  'vocabulary-larger-than-embeddings',
]);
/** A name that comes twice has one place, and others have where tests show claims alone. */
const OF_ONE_PLACE = new Set(['metadata-key-twice', 'metric-differs', 'licenses-differ', 'license-text-differs']);
/** What is no contradiction of rules that tell of such. */
const ALONE: Readonly<Record<string, RegExp>> = { 'relation-differs': /is no relation that the Hub knows$/ };

const CONTRADICTIONS = AUDIT_RULES.filter(({ id }) => /-differs?$/.test(id) || MORE.has(id));

/** Every finding in what was planted for any rule. */
const FOUND = Map.groupBy(
  Object.values(FIXTURES)
    .flatMap(({ bad, good }): readonly Shown[] => [...bad, ...good])
    .flatMap(findingsIn),
  ({ check }) => check,
);
const foundBy = (id: string): readonly AuditFinding[] =>
  (FOUND.get(id) ?? []).filter(({ message }) => ALONE[id]?.test(message) !== true);

const sidesOf = (id: string, evidence: readonly AuditEvidence[]): ReadonlySet<string> =>
  new Set(evidence.map(({ source, claim, value }) => `${source} ${claim} ${OF_ONE_PLACE.has(id) ? value : ''}`));

describe('a contradiction', () => {
  it('is known by the name of its rule, or here', () => {
    expect([...MORE].filter((id) => !AUDIT_RULES.some((rule) => rule.id === id))).toEqual([]);
  });

  it.each(CONTRADICTIONS.map(({ id }) => [id] as const))('of %s shows both sides, wherever it is found', (id) => {
    const findings = foundBy(id);
    expect(findings.length).toBeGreaterThan(0);
    const oneSided = findings.filter(({ evidence }) => sidesOf(id, evidence).size < 2);
    expect(oneSided.map(({ message, evidence }) => ({ message, evidence }))).toEqual([]);
  });
});
