// SPDX-License-Identifier: Apache-2.0
import { judge, parseEvidence, type BomRequirement, type BomScoreSummary } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { NOW, evidenceOf, file, finderOf, policyOf } from './fixtures.js';

const score: BomScoreSummary = {
  profile: 'g7-2026',
  complete: 0.5,
  substantiated: 0.3,
  gaps: ['a', 'b', 'c', 'd', 'e', 'f'],
};
const evidenceWith = (bomScores?: readonly unknown[]) => ({
  ...evidenceOf([file('a')]),
  ...(bomScores && { bomScores }),
});

function lineOf(bom: BomRequirement, bomScores?: readonly BomScoreSummary[]) {
  const evidence = { ...evidenceOf([file('a')]), ...(bomScores && { bomScores }) };
  const result = judge({ evidence, policy: policyOf({ requirements: { bom } }), statements: finderOf([]), now: NOW });
  return { ...result.requirements[0], verdict: result.verdict };
}

describe('bom', () => {
  it.each<[string, BomRequirement, readonly BomScoreSummary[] | undefined, string]>([
    ['passes at the least that is asked', { profile: 'g7-2026', minimum: 0.5, substantiated: 0.3 }, [score], 'pass'],
    ['fails below', { profile: 'g7-2026', minimum: 0.51 }, [score], 'fail'],
    ['fails where too little is backed', { profile: 'g7-2026', substantiated: 0.31 }, [score], 'fail'],
    ['is undecided by a profile that it was not scored by', { profile: 'owasp' }, [score], 'undecided'],
    ['is undecided where none was made', { profile: 'g7-2026' }, undefined, 'undecided'],
  ])('%s', (_, bom, scores, verdict) => {
    expect(lineOf(bom, scores)).toMatchObject({ id: 'bom', verdict });
  });

  it('says what is missing', () => {
    expect(lineOf({ profile: 'g7-2026', minimum: 0.9 }, [score]).found).toBe(
      '50 % complete, 30 % substantiated; missing: a, b, c, d, e and 1 more',
    );
  });

  it.each<[string, object]>([
    ['a share over one', { ...score, complete: 2 }],
    ['a share that is no number', { ...score, substantiated: 'all' }],
    ['no gaps', { ...score, gaps: undefined }],
  ])('is refused in stored evidence with %s', async (_, wrong) => {
    await expect(thrownCode(() => parseEvidence(Buffer.from(JSON.stringify(evidenceWith([wrong])))))).resolves.toBe(
      'INPUT_MALFORMED',
    );
  });

  it('is kept in stored evidence as it is', () => {
    expect(parseEvidence(Buffer.from(JSON.stringify(evidenceWith([score])))).bomScores).toEqual([score]);
  });
});
