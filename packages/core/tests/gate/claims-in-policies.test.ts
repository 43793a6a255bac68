// SPDX-License-Identifier: Apache-2.0
import { parseEvidence, type Claim, type Evidence } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { claim, evidenceWith, lineOf, stated } from './claims-fixtures.js';

describe('a rule', () => {
  const rule = (cel: string): object => ({ rules: [{ id: 'r', cel, message: 'm' }] });

  it.each<[string, readonly Claim[], string]>([
    ['"mit" in claims["license"]', stated('mit'), 'pass'],
    ['"mit" in claims["license"]', stated('gpl'), 'fail'],
    ['"license" in claims', [], 'fail'],
    ['claims["section"].exists(s, s.id == "bias")', [claim('section', { id: 'bias' })], 'pass'],
    ['claims["parameters.count"][0] < 10', [claim('parameters.count', 4)], 'pass'],
  ])('%s', async (cel, claims, verdict) => {
    expect(await lineOf(rule(cel), claims)).toMatchObject({ id: 'rule:r', verdict });
  });

  it('over a fact that nothing states is never a pass', async () => {
    expect(await lineOf(rule('claims["license"].size() == 0'), [])).toMatchObject({ verdict: 'fail' });
  });
});

it.each<[object]>([
  [{ requirements: { licenses: { unknown: 'allow' } } }],
  [{ requirements: { metadata: { require: ['license'] } } }],
  [{ requirements: { audit: { failOn: 'high' } } }],
  [{ rules: [{ id: 'r', cel: '!("x" in claims)', message: 'm' }] }],
])('is undecided where nobody collected facts: %j', async (spec) => {
  expect(await lineOf(spec)).toMatchObject({ verdict: 'undecided', code: 'NOT_MEASURED' });
});

describe('stored evidence', () => {
  const parse = (evidence: unknown): Evidence => parseEvidence(Buffer.from(JSON.stringify(evidence)));

  it('keeps claims as they are', () => {
    const claims = [
      claim('metric', { metric: 'acc', value: 1.5, list: ['a', true] }),
      claim('x', 'y', { source: { what: 'cache layout' } }),
    ];
    expect(parse(evidenceWith(claims)).claims).toEqual(claims);
  });

  it.each<[string, object]>([
    ['another method', { ...claim('a', 1), method: 'guessed' }],
    ['no value', { ...claim('a', 1), value: null }],
    ['no name', { ...claim('a', 1), name: 1 }],
    ['a source that is no object', { ...claim('a', 1), source: 'README.md' }],
    [
      'a value that is too deep',
      claim(
        'a',
        Array.from({ length: 12 }).reduce<Claim['value']>((inner) => [inner], 1),
      ),
    ],
  ])('is refused with a claim of %s', async (_, wrong) => {
    await expect(thrownCode(() => parse({ ...evidenceWith(), claims: [wrong] }))).resolves.toBe('INPUT_MALFORMED');
  });
});
