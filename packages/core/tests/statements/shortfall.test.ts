// SPDX-License-Identifier: Apache-2.0
import { judge, type ErrorCode } from '@mpk/core';

import { describeShortfall, type Shortfall } from '../../src/statements/shortfall.js';
import { NOW, evidenceOf, file, finderOf, policyOf, refusedBy, someBundle, verifiedBy } from '../gate/fixtures.js';

const refusal = (signer: string, code: ErrorCode, bundleSha256: string) => ({
  signer,
  code,
  message: 'why',
  bundleSha256,
});
const by = (...signers: string[]) => signers.map((signer) => ({ signer, bundleSha256: `of ${signer}` }));
const short = (change: Partial<Shortfall>): string =>
  describeShortfall({
    signers: ['a', 'b', 'c', 'd'],
    accepted: by('a', 'b', 'c'),
    distinct: 3,
    threshold: 4,
    refusals: [],
    ...change,
  });

describe('describeShortfall', () => {
  it('says who is missing', () => {
    expect(short({})).toBe('3 of 4 different signers; none by d');
    expect(short({ accepted: by('a'), distinct: 1, threshold: 2 })).toBe('1 of 2 different signers; none by b, c, d');
  });

  it('does not hold what one signer made against another', () => {
    const refusals = [refusal('b', 'SIGNATURE_INVALID', 'of a'), refusal('d', 'SIGNATURE_INVALID', 'of a')];
    expect(short({ refusals })).toBe('3 of 4 different signers; none by d');
  });

  it('does not hold against a signer what a stranger made, or one that counts already', () => {
    const refusals = [refusal('d', 'IDENTITY_MISMATCH', 'of z'), refusal('b', 'FILES_MISMATCH', 'old one of b')];
    expect(short({ refusals })).toBe('3 of 4 different signers; none by d');
  });

  it('says what is wrong with the signature of a signer that is missing', () => {
    const refusals = [refusal('d', 'FILES_MISMATCH', 'of d')];
    expect(short({ refusals })).toBe('3 of 4 different signers; none by d (d: why)');
  });

  it('says that two names stand for one signer', () => {
    expect(short({ signers: ['a', 'b'], accepted: by('a', 'b'), distinct: 1, threshold: 2 })).toBe(
      '1 of 2 different signers; some of them are one and the same',
    );
  });
});

describe('a signature requirement with a threshold', () => {
  it('names who is missing, and not somebody who signed', () => {
    const files = [file('config.json')];
    const signature = { anyOf: ['a', 'b', 'c'], threshold: 3 };
    const statements = finderOf([
      verifiedBy('a', files),
      { ...refusedBy('b', 'IDENTITY_MISMATCH'), bundleSha256: verifiedBy('a', files).bundleSha256 },
      verifiedBy('b', files),
    ]);
    const evidence = evidenceOf(files, { bundles: someBundle });
    const { requirements } = judge({
      evidence,
      policy: policyOf({ requirements: { signature } }),
      statements,
      now: NOW,
    });
    expect(requirements[0]?.found).toBe('2 of 3 different signers; none by c');
  });
});
