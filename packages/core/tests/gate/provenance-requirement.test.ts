// SPDX-License-Identifier: Apache-2.0
import type { EvidenceBundle, ProvenanceRequirement } from '@mpk/core';
import { judgeProvenance, provenanceSigners } from '../../src/gate/provenance-requirement.js';
import { NOW, evidenceOf, file } from './fixtures.js';
import { finderOver, provenanceOf, thing, type SignedOptions } from './signed.js';

const evidence = evidenceOf([file('w')]);
const model = {
  name: 'm',
  sha256: evidence.model.omsRootDigest.slice(7),
  manifestDigest: evidence.model.manifestDigest,
};
const source = { uri: 'git+https://git.acme.example/ml/train@abc', annotations: { role: 'source' } };
const made = (change?: (predicate: any) => void, options: Partial<SignedOptions> = {}) =>
  provenanceOf(model, [source], { signer: 'ci', ...options }, change);

function judged(bundles: EvidenceBundle[], requirement: ProvenanceRequirement) {
  const statements = finderOver(bundles, ['ci', 'mallory']);
  const line = judgeProvenance(requirement, ['ci'], { evidence, statements, now: NOW });
  return [line.outcome, line.code, line.found];
}

describe('a provenance requirement', () => {
  const all: ProvenanceRequirement = {
    builders: ['https://ci.acme.example/*'],
    buildTypes: ['https://modelprovenance.dev/training/v1'],
    sources: ['https://git.acme.example/ml/*'],
  };

  it('passes provenance of a builder, build type and source that count', () => {
    expect(judged([made()], all)).toEqual([
      'pass',
      'PASSED',
      'signed by ci, built by https://ci.acme.example/trainer from https://git.acme.example/ml/train',
    ]);
  });

  it.each([
    [
      'another builder',
      { builders: ['https://other.example/*'] },
      'built by https://ci.acme.example/trainer, which the policy does not name',
    ],
    ['another build type', { buildTypes: ['https://slsa.example/*'] }, /^the build type is /],
    [
      'another source',
      { sources: ['https://github.com/acme/*'] },
      'built from https://git.acme.example/ml/train, which the policy does not name',
    ],
  ])('fails %s', (_, requirement, found) => {
    const expected = typeof found === 'string' ? found : expect.stringMatching(found);
    expect(judged([made()], requirement)).toEqual(['fail', 'REQUIREMENT_FAILED', expected]);
  });

  it('fails one foreign source among good ones, and provenance without any', () => {
    const more = made((p) => {
      const foreign = { ...source, uri: 'git+https://evil.example/x' };
      p.buildDefinition.resolvedDependencies = [source, foreign];
    });
    expect(judged([more], all)[2]).toBe('built from https://evil.example/x, which the policy does not name');
    const none = made((p) => (p.buildDefinition.resolvedDependencies = []));
    expect(judged([none], all)[2]).toBe('the provenance names no source');
  });

  it('fails code without a URI where sources are asked for, and shows none where they are not', () => {
    const local = made((p) => {
      p.buildDefinition.resolvedDependencies = [{ ...source, uri: undefined, digest: { gitCommit: 'ab'.repeat(20) } }];
    });
    expect(judged([local], { sources: ['**'] })).toEqual([
      'fail',
      'REQUIREMENT_FAILED',
      'built from code without a URI',
    ]);
    expect(judged([local], {})).toEqual(['pass', 'PASSED', 'signed by ci, built by https://ci.acme.example/trainer']);
  });

  it('fails what is about another model, by nobody that counts, tampered with, or not there', () => {
    expect(judged([provenanceOf(thing('other'), [], { signer: 'ci' })], all)[1]).toBe('DIGEST_MISMATCH');
    expect(judged([made(undefined, { signer: 'mallory' })], all)[1]).toBe('IDENTITY_MISMATCH');
    expect(judged([made(undefined, { tampered: true })], all)[1]).toBe('SIGNATURE_INVALID');
    expect(judged([], all)[1]).toBe('ATTESTATION_MISSING');
  });

  it('holds it to its age: trusted timestamps first, then what the builder states', () => {
    const finishedOn = (time: string) => made((p) => (p.runDetails.metadata = { finishedOn: time }));
    const requirement = { builders: ['**'], maxAge: '30d' };
    expect(judged([finishedOn('2026-11-20T00:00:00Z')], requirement)[0]).toBe('pass');
    expect(judged([finishedOn('2026-01-20T00:00:00Z')], requirement)[0]).toBe('fail');
    expect(judged([made()], requirement)[2]).toBe('nothing says when it was made');
    const backdated = made((p) => (p.runDetails.metadata = { finishedOn: '2026-11-20T00:00:00Z' }), {
      timestamps: ['2026-01-20T00:00:00Z'],
    });
    expect(judged([backdated], requirement)[0]).toBe('fail');
  });

  it('asks the signers of the signature where it names none of its own', () => {
    expect(provenanceSigners({ provenance: { signedBy: ['a'] }, signature: { anyOf: ['b'] } })).toEqual(['a']);
    expect(provenanceSigners({ provenance: {}, signature: { anyOf: ['b'] } })).toEqual(['b']);
    expect(provenanceSigners({})).toEqual([]);
  });
});
