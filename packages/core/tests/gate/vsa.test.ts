// SPDX-License-Identifier: Apache-2.0
import {
  VSA_TYPE,
  checkPredicate,
  createVerificationSummary,
  judge,
  judgeFully,
  type EvidenceBundle,
  type VerificationSummary,
} from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { NOW, evidenceOf, file, policyOf, sha } from './fixtures.js';
import { finderOver, omsOf, signed, thing, type SignedOptions } from './signed.js';

const VERIFIER = 'https://ci.acme.example/gate';
const evidence = evidenceOf([file('a.bin')]);
const vsa = { acceptFrom: ['gate'], verifierId: VERIFIER };

/** A policy that the model itself does not meet, so that only a summary can make it pass. */
const strict = (change: object = {}): any =>
  policyOf({ requirements: { files: { deny: ['*.bin'] } }, vsa: { ...vsa, ...change } });
const policy = strict();

const summary = (change: Partial<VerificationSummary> = {}): VerificationSummary => ({
  verifier: { id: VERIFIER },
  timeVerified: '2026-11-22T12:00:00Z',
  resourceUri: evidence.model.uri,
  policy: { digest: { sha256: policy.digest.slice(7) } },
  verificationResult: 'PASSED',
  verifiedLevels: ['MPK_POLICY_PASSED'],
  mpk_expiresOn: '2026-11-29T12:00:00Z',
  ...change,
});

const summed = (predicate: object, options: Partial<SignedOptions> & { sha256?: string } = {}): EvidenceBundle => {
  const sha256 = options.sha256 ?? evidence.model.manifestDigest.slice(7);
  return signed(
    { subject: [{ name: 'm', digest: { sha256 } }], predicateType: VSA_TYPE, predicate },
    { signer: 'gate', ...options },
  );
};

const decide = (bundles: EvidenceBundle[], options: object = {}) =>
  judge({
    evidence,
    policy,
    statements: finderOver(bundles, ['gate', 'ci']),
    acceptVsa: true,
    now: NOW,
    ...options,
  });

describe('accepting a verification summary', () => {
  it('takes an earlier pass under the same policy in place of all requirements', () => {
    const result = decide([summed(summary())]);
    expect([result.verdict, result.requirements.map(({ id, found }) => `${id}: ${found}`)]).toEqual([
      'pass',
      ['vsa: passed under this policy on 2026-11-22T12:00:00Z, signed by gate'],
    ]);
  });

  it('does not, where nobody asked for it', () => {
    const result = decide([summed(summary())], { acceptVsa: false });
    expect([result.verdict, result.requirements.map(({ id }) => id)]).toEqual(['fail', ['files']]);
  });

  it('does not, where the policy does not allow it', () => {
    const result = decide([summed(summary())], { policy: policyOf({ requirements: { files: { deny: ['*.bin'] } } }) });
    expect(result.verdict).toBe('fail');
    expect(result.requirements[0]).toMatchObject({
      id: 'vsa',
      mode: 'audit',
      found: 'the policy accepts no summaries',
    });
  });

  const cases: [string, EvidenceBundle[], RegExp][] = [
    ['nothing', [], /no summary was found/],
    ['a refusal', [summed(summary({ verificationResult: 'FAILED', verifiedLevels: ['FAILED'] }))], /was refused/],
    ['other bytes', [summed(summary(), { sha256: sha('x') })], /about other bytes/],
    [
      'the OMS root, which covers no names',
      [summed(summary(), { sha256: evidence.model.omsRootDigest.slice(7) })],
      /other bytes/,
    ],
    ['another verifier', [summed(summary({ verifier: { id: `${VERIFIER}/evil` } }))], /decided by https/],
    ['another name of the model', [summed(summary({ resourceUri: 'hf://acme/m@other' }))], /it is about hf/],
    ['another policy', [summed(summary({ policy: { digest: { sha256: sha('x') } } }))], /under another policy/],
    ['no policy', [summed(summary({ policy: {} }))], /under another policy/],
    ['one that expired', [summed(summary({ mpk_expiresOn: '2026-11-23T11:00:00Z' }))], /it expired on/],
    ['an old decision', [summed(summary({ timeVerified: '2026-11-01T00:00:00Z' }))], /more than 7d ago/],
    [
      'an old decision that was signed anew',
      [summed(summary({ timeVerified: '2026-11-01T00:00:00Z' }), { timestamps: ['2026-11-23T00:00:00Z'] })],
      /more than 7d ago/,
    ],
    [
      'a decision that is dated after its signature',
      [summed(summary(), { timestamps: ['2026-01-01T00:00:00Z'] })],
      /more than 7d ago/,
    ],
    ['a decision of tomorrow', [summed(summary({ timeVerified: '2026-12-24T00:00:00Z' }))], /dated in the future/],
    ['a signer that does not count', [summed(summary(), { signer: 'ci' })], /by another/],
    ['a summary that was tampered with', [summed(summary(), { tampered: true })], /tampered with/],
    ['a broken summary', [summed({ ...summary(), verificationResult: 'MAYBE' })], /not a SLSA Verification Summary/],
  ];

  it.each(cases)('refuses %s, and judges all else as ever', (_, bundles, found) => {
    const result = decide(bundles);
    expect(result.verdict).toBe('fail');
    expect(result.requirements.map(({ id, mode }) => [id, mode])).toEqual([
      ['vsa', 'audit'],
      ['files', undefined],
    ]);
    expect(result.requirements[0]!.found).toMatch(found);
  });

  it('holds the age to what the policy says', () => {
    const aged = strict({ maxAge: '12h' });
    const own = summary({ policy: { digest: { sha256: aged.digest.slice(7) } } });
    expect(decide([summed(own)], { policy: aged }).verdict).toBe('fail');
  });

  it('leaves undecided what has fields that this version does not enforce', () => {
    const later = { ...policy, notEnforced: ['/spec/extends'] };
    expect(decide([summed(summary())], { policy: later }).verdict).toBe('undecided');
  });
});

describe('createVerificationSummary', () => {
  const model = { ...thing('m'), sha256: evidence.model.omsRootDigest.slice(7) };
  const files = [{ name: 'w', sizeBytes: 1, sha256: sha('m') }];
  const signedEvidence = evidenceOf(files);
  const bundle = omsOf({ ...model, sha256: signedEvidence.model.omsRootDigest.slice(7) }, { signer: 'ci' });
  const spec = {
    trust: { signers: { ci: { key: { inline: 'x', notAfter: '2026-11-25' } }, gate: { key: { inline: 'y' } } } },
    requirements: { signature: { anyOf: ['ci'] } },
    vsa,
  };
  const judged = (change: object = {}, bundles = [bundle]) => {
    const effective: any = policyOf({ ...spec, ...change });
    const statements = finderOver(bundles, ['ci', 'gate']);
    const judgement = judgeFully({ evidence: signedEvidence, policy: effective, statements, now: NOW });
    return { judgement, evidence: signedEvidence, policy: effective, now: NOW };
  };

  it('sums up a pass, with everything that it rests on, and is what its schema demands', () => {
    const made = createVerificationSummary(judged());
    expect(() => checkPredicate(VSA_TYPE, made as any)).not.toThrow();
    expect(made).toMatchObject({
      verifier: { id: VERIFIER, version: { mpk: '0.0.0' } },
      resourceUri: signedEvidence.model.uri,
      verificationResult: 'PASSED',
      inputAttestations: [{ uri: 'claims', digest: { sha256: bundle.sha256 } }],
    });
  });

  it('ends with the first of what it rests on: the key that signed, an exception, the age', () => {
    expect(createVerificationSummary(judged()).mpk_expiresOn).toBe('2026-11-26T00:00:00.000Z');
    const exceptions = [
      {
        id: 'EX',
        requirement: 'files',
        match: { digest: signedEvidence.model.manifestDigest },
        reason: 'r',
        expires: '2026-11-24',
      },
    ];
    const waived = { exceptions, requirements: { ...spec.requirements, files: { deny: ['w'] } } };
    expect(createVerificationSummary(judged(waived)).mpk_expiresOn).toBe('2026-11-25T00:00:00.000Z');
    const unused = { exceptions };
    expect(createVerificationSummary(judged(unused)).mpk_expiresOn).toBe('2026-11-26T00:00:00.000Z');
    const short = { vsa: { ...vsa, maxAge: '1h' } };
    expect(createVerificationSummary(judged(short)).mpk_expiresOn).toBe('2026-11-23T13:00:00.000Z');
  });

  it('ends with a certificate that was judged by the clock, be it the one that ends first', () => {
    const signedUntil = (goodUntil: string) =>
      omsOf({ ...model, sha256: signedEvidence.model.omsRootDigest.slice(7) }, { signer: 'ci', goodUntil });
    const [hour, day, week] = ['2026-11-23T13:00:00.000Z', '2026-11-24T12:00:00.000Z', '2026-11-30T12:00:00.000Z'];
    const endOf = (...bundles: EvidenceBundle[]) => createVerificationSummary(judged({}, bundles)).mpk_expiresOn;
    expect(endOf(signedUntil(day))).toBe(day);
    expect(endOf(signedUntil(day), signedUntil(hour), bundle)).toBe(hour);
    expect(endOf(signedUntil(week))).toBe('2026-11-26T00:00:00.000Z');
  });

  it('sums up a refusal', () => {
    const made = createVerificationSummary(judged({ requirements: { files: { deny: ['w'] } } }));
    expect([made.verificationResult, made.verifiedLevels]).toEqual(['FAILED', ['FAILED']]);
  });

  it.each([
    ['a pass in mode warn', { mode: 'warn' }, 'NOTHING_TO_CHECK'],
    ['what was not decided', { requirements: {} }, 'NOTHING_TO_CHECK'],
    ['no named verifier', { vsa: undefined }, 'USAGE'],
  ])('refuses %s', async (_, change, code) => {
    await expect(thrownCode(() => createVerificationSummary(judged(change)))).resolves.toBe(code);
  });

  it('sums up no summary: one would keep another alive for ever', async () => {
    const judgement = judgeFully({
      evidence,
      policy,
      statements: finderOver([summed(summary())], ['gate']),
      acceptVsa: true,
      now: NOW,
    });
    expect(judgement.result.verdict).toBe('pass');
    const code = await thrownCode(() => createVerificationSummary({ judgement, evidence, policy, now: NOW }));
    expect(code).toBe('NOTHING_TO_CHECK');
  });
});
