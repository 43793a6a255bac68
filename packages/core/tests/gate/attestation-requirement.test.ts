// SPDX-License-Identifier: Apache-2.0
import { MpkError, judge, loadCel, type AttestationRequirement, type EvidenceBundle } from '@mpk/core';
import { judgeAttestation } from '../../src/gate/attestation-requirement.js';
import { createStatementFinder } from '../../src/statements/statement-finder.js';
import { NOW, evidenceOf, file, keyIdentity, policyOf, sha } from './fixtures.js';
import { finderOver, signed, verifierOf, type SignedOptions } from './signed.js';

const TYPE = 'https://in-toto.io/attestation/test-result/v0.1';
const files = [file('a.safetensors'), file('b.safetensors'), file('config.json')];
const evidence = evidenceOf(files);
const manifest = { name: 'm', digest: { sha256: evidence.model.manifestDigest.slice(7) } };
const result = { result: 'PASSED', configuration: [], passedTests: ['accuracy'], score: 3 };
const cel = await loadCel();

const attested = (options: Partial<SignedOptions> & { subject?: object[]; predicate?: object; type?: string } = {}) =>
  signed(
    {
      subject: options.subject ?? [manifest],
      predicateType: options.type ?? TYPE,
      predicate: options.predicate ?? result,
    },
    { signer: 'ci', ...options },
  );

const requirement = (change: Partial<AttestationRequirement> = {}): AttestationRequirement => ({
  id: 'eval',
  predicateType: TYPE,
  signedBy: ['ci', 'qa'],
  ...change,
});

/** Outcome, code and text of the line. */
function judged(
  bundles: EvidenceBundle[],
  change: Partial<AttestationRequirement> = {},
  engine: typeof cel | undefined = cel,
) {
  const statements = finderOver(bundles, ['ci', 'qa', 'mallory']);
  const { line, accepted } = judgeAttestation(requirement(change), { evidence, statements, cel: engine, now: NOW });
  expect(line.id).toBe('attestation:eval');
  if (change.threshold === undefined) expect(line.outcome === 'pass').toBe(accepted.length > 0);
  return [line.outcome, line.code, line.found];
}

describe('an attestation requirement', () => {
  it('passes a statement of the type, about the model, by a signer that counts', () => {
    expect(judged([attested()])).toEqual(['pass', 'PASSED', expect.stringMatching(/^signed by ci \(key sha256:/)]);
  });

  it.each([
    ['nothing', [], 'no such attestation'],
    ['a statement of another type', [attested({ type: 'https://example.com/x' })], 'no such attestation'],
  ])('fails %s', (_, bundles, found) => {
    expect(judged(bundles)).toEqual(['fail', 'ATTESTATION_MISSING', found]);
  });

  it.each([
    ['by a signer that does not count', attested({ signer: 'mallory' }), 'IDENTITY_MISMATCH', 'by another'],
    ['that was tampered with', attested({ tampered: true }), 'SIGNATURE_INVALID', 'tampered with'],
    [
      'about another model',
      attested({ subject: [{ name: 'm', digest: { sha256: sha('x') } }] }),
      'DIGEST_MISMATCH',
      'it is about another model',
    ],
    [
      'about the OMS root alone, which covers no names',
      attested({ subject: [{ name: 'm', digest: { sha256: evidence.model.omsRootDigest.slice(7) } }] }),
      'DIGEST_MISMATCH',
      'it is about another model',
    ],
    [
      'about the manifest digest under another algorithm',
      attested({ subject: [{ name: 'm', digest: { sha512: manifest.digest.sha256 } }] }),
      'DIGEST_MISMATCH',
      'it is about another model',
    ],
  ])('fails a statement %s', (_, bundle, code, found) => {
    expect(judged([bundle])).toEqual(['fail', code, found]);
  });

  it('is undecided on a bundle that cannot be read, and passes beside one', () => {
    const broken = { source: 's', sha256: sha('{'), content: Buffer.from('{').toString('base64') };
    expect(judged([broken])).toEqual(['undecided', 'INPUT_MALFORMED', expect.any(String)]);
    expect(judged([broken, attested()])[0]).toBe('pass');
  });

  it('is undecided on a predicate that is not what its type demands', () => {
    expect(judged([attested({ predicate: { result: 'GREAT' } })])).toEqual([
      'undecided',
      'INPUT_MALFORMED',
      expect.stringContaining('not a Test result: '),
    ]);
  });

  describe('for files', () => {
    const subjectsOf = (...of: typeof files) => of.map(({ name, sha256 }) => ({ name, digest: { sha256 } }));

    it('passes a statement about every file that matches, and fails one that misses a file', () => {
      const globs = { files: ['*.safetensors'] };
      expect(judged([attested({ subject: subjectsOf(files[0]!, files[1]!) })], globs)[0]).toBe('pass');
      expect(judged([attested({ subject: subjectsOf(files[0]!) })], globs)).toEqual([
        'fail',
        'DIGEST_MISMATCH',
        'it is not about b.safetensors',
      ]);
    });

    it('fails where no file matches: that would pass for nothing', () => {
      expect(judged([attested({ subject: subjectsOf(...files) })], { files: ['*.gguf'] })).toEqual([
        'fail',
        'DIGEST_MISMATCH',
        'no file of the model matches *.gguf',
      ]);
    });
  });

  describe('of an age', () => {
    const aged = (timestamps: string[]) => judged([attested({ timestamps })], { maxAge: '90d' });

    it('counts the trusted timestamp, the earliest of several', () => {
      expect(aged(['2026-11-01T00:00:00Z'])[0]).toBe('pass');
      expect(aged(['2026-11-01T00:00:00Z', '2026-01-01T00:00:00Z'])).toEqual([
        'fail',
        'REQUIREMENT_FAILED',
        'it was made on 2026-01-01T00:00:00.000Z, more than 90d ago',
      ]);
    });

    it('fails where nothing says when it was made, and where it is dated in the future', () => {
      expect(aged([])).toEqual(['fail', 'REQUIREMENT_FAILED', 'nothing says when it was made']);
      expect(aged(['2026-12-24T00:00:00Z'])[2]).toContain('dated in the future');
    });
  });

  describe('with CEL', () => {
    it.each([
      ['predicate.result == "PASSED" && predicate.score == 3', 'pass', 'PASSED'],
      ['predicate.score + 1 > 3', 'pass', 'PASSED'],
      ['subjects.exists(s, s.digest.sha256 == model.manifestDigest.substring(7))', 'pass', 'PASSED'],
      ['signer == "ci" && now > timestamp("2026-01-01T00:00:00Z")', 'pass', 'PASSED'],
      ['predicate.result == "FAILED"', 'fail', 'REQUIREMENT_FAILED'],
      ['predicate.nothing == 1', 'fail', 'REQUIREMENT_FAILED'],
      ['predicate.constructor != null', 'fail', 'REQUIREMENT_FAILED'],
      ['predicate.score', 'fail', 'REQUIREMENT_FAILED'],
    ])('%s: %s', (expression, outcome, code) => {
      expect(judged([attested()], { cel: expression }).slice(0, 2)).toEqual([outcome, code]);
    });

    it('says which validation is not true', () => {
      const validations = [
        { cel: 'predicate.result == "PASSED"', message: 'tests failed' },
        { cel: 'size(predicate.passedTests) > 1', message: 'too few tests' },
      ];
      expect(judged([attested()], { validations })[2]).toBe('too few tests (gave false)');
    });

    it('is undecided without an evaluator', () => {
      const statements = finderOver([attested()], ['ci']);
      const { line } = judgeAttestation(requirement({ cel: 'true' }), { evidence, statements, now: NOW });
      expect([line.outcome, line.code]).toEqual(['undecided', 'CHECK_BROKEN']);
    });

    it('takes a statement that fits where another does not', () => {
      const failed = attested({ predicate: { ...result, result: 'FAILED' }, signer: 'qa' });
      expect(judged([failed, attested()], { cel: 'predicate.result == "PASSED"' })[0]).toBe('pass');
    });
  });

  describe('by several signers', () => {
    it('counts different signers', () => {
      expect(judged([attested(), attested({ signer: 'qa' })], { threshold: 2 })[0]).toBe('pass');
      expect(judged([attested(), attested({ predicate: { ...result, more: 1 } })], { threshold: 2 })).toEqual([
        'fail',
        'ATTESTATION_MISSING',
        '1 of 2 different signers; none by qa',
      ]);
    });

    it('counts one key under two names once', () => {
      const verifiers = ['ci', 'qa'].map((name) => verifierOf(name, keyIdentity('the same')));
      const bundles = [attested(), attested({ signer: 'qa' })];
      const { line } = judgeAttestation(requirement({ threshold: 2 }), {
        evidence,
        statements: createStatementFinder({ bundles }, verifiers),
        now: NOW,
      });
      expect(line.outcome).toBe('fail');
    });
  });

  it('is a line of the result, can be waived by its id, and is seen by rules', () => {
    const policy = (exceptions: object[]): any =>
      policyOf({
        requirements: {
          attestations: [requirement({ cel: 'predicate.result == "WARNED"' }), requirement({ id: 'other' })],
        },
        rules: [
          { id: 'seen', message: 'none', cel: 'attestations.exists(a, a.id == "other" && a.predicate.score == 3)' },
          { id: 'unseen', message: 'seen', cel: 'attestations.all(a, a.id != "eval")' },
        ],
        exceptions: exceptions as any,
      });
    const decide = (exceptions: object[]) =>
      judge({
        evidence,
        policy: policy(exceptions),
        statements: finderOver([attested()], ['ci', 'qa']),
        cel,
        now: NOW,
      });
    const match = { digest: evidence.model.manifestDigest };
    const waiver = { id: 'EX', attestation: 'eval', match, reason: 'r', expires: '2026-12-31' };
    expect(decide([]).requirements.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
      'attestation:eval fail',
      'attestation:other pass',
      'rule:seen pass',
      'rule:unseen pass',
    ]);
    expect(decide([{ ...waiver, attestation: 'other' }]).verdict).toBe('fail');
    expect(decide([waiver]).verdict).toBe('pass');
  });

  it('is undecided where a signer could not be set up', () => {
    const broken = { name: 'ci', error: new MpkError('KEY_INVALID', 'no key') };
    const { line } = judgeAttestation(requirement({ signedBy: ['ci'] }), {
      evidence,
      statements: createStatementFinder({ bundles: [attested()] }, [broken]),
      now: NOW,
    });
    expect([line.outcome, line.code]).toEqual(['undecided', 'KEY_INVALID']);
  });
});
