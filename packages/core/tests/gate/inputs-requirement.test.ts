// SPDX-License-Identifier: Apache-2.0
import type { EvidenceBundle, InputsRequirement } from '@mpk/core';
import { judgeInputs } from '../../src/gate/inputs-requirement.js';
import { evidenceOf, file } from './fixtures.js';
import { dependency, finderOver, omsOf, provenanceOf, thing } from './signed.js';

const evidence = { ...evidenceOf([file('w')]), related: [] };
const model = {
  name: 'm',
  sha256: evidence.model.omsRootDigest.slice(7),
  manifestDigest: evidence.model.manifestDigest,
};
const [base, foundation, data] = ['base', 'foundation', 'data'].map(thing) as [any, any, any];
const ci = { signer: 'ci' };
const upstream = { signer: 'upstream' };

const own = provenanceOf(model, [dependency(base, 'base-model'), dependency(data, 'dataset')], ci);
const ofBase = provenanceOf(base, [dependency(foundation, 'base-model')], upstream);
const signatures = [omsOf(base, upstream), omsOf(foundation, upstream), omsOf(data, upstream)];

function judged(
  id: 'baseModels' | 'datasets',
  requirement: InputsRequirement,
  related: EvidenceBundle[] = [ofBase, ...signatures],
  bundles: EvidenceBundle[] = [own],
) {
  const statements = finderOver(bundles, ['ci', 'upstream', 'mallory'], related);
  const line = judgeInputs(
    id,
    { signedBy: ['upstream'], ...requirement },
    { evidence, statements, ownSigners: ['ci'] },
  );
  return [line.outcome, line.code, line.found];
}

describe('a requirement on base models', () => {
  it('passes ancestors that are signed, over generations', () => {
    expect(judged('baseModels', { require: 'signed' })).toEqual(['pass', 'PASSED', 'base, foundation, as ci states']);
  });

  it('names the generation that is not signed', () => {
    expect(judged('baseModels', { require: 'signed' }, [ofBase, signatures[0]!])).toEqual([
      'fail',
      'REQUIREMENT_FAILED',
      'foundation (of base): no signature of it was found',
    ]);
    expect(judged('baseModels', { require: 'signed', maxDepth: 1 }, [ofBase, signatures[0]!])[0]).toBe('pass');
  });

  it.each([
    ['tampered with', { signer: 'upstream', tampered: true }, 'base: its signature: tampered with'],
    ['made by somebody else', { signer: 'mallory' }, 'base: signed by nobody who may sign it'],
  ])('fails a signature %s', (_, options, found) => {
    expect(judged('baseModels', { require: 'signed', maxDepth: 1 }, [omsOf(base, options)])[2]).toBe(found);
  });

  it('fails a broken link: provenance of an ancestor that was tampered with', () => {
    const broken = provenanceOf(base, [], { signer: 'upstream', tampered: true });
    expect(judged('baseModels', { require: 'named' }, [broken])).toEqual([
      'fail',
      'REQUIREMENT_FAILED',
      'base: its provenance: tampered with',
    ]);
  });

  it.each([
    [{ allow: ['pkg:huggingface/acme/*'] }, 'pass'],
    [{ allow: ['pkg:huggingface/acme/base'] }, 'fail'],
    [{ allow: [`sha256:${base.sha256}`, foundation.manifestDigest] }, 'pass'],
    [{ deny: ['pkg:huggingface/acme/foundation'] }, 'fail'],
    [{ deny: ['pkg:huggingface/acme/foundation'], maxDepth: 1 }, 'pass'],
    [{ deny: [foundation.manifestDigest] }, 'fail'],
    [{ deny: ['pkg:huggingface/acme/data'] }, 'pass'],
  ])('%j: %s', (requirement, outcome) => {
    expect(judged('baseModels', requirement)[0]).toBe(outcome);
  });

  it('fails an ancestor without digest where one is asked for, and one that no list can be held against', () => {
    const vague = (more: object) => provenanceOf(model, [{ ...dependency(base, 'base-model', more) }], ci);
    const noDigest = vague({ digest: undefined });
    expect(judged('baseModels', { require: 'digest' }, [], [noDigest])[2]).toBe(
      'base: nothing says which bytes it was',
    );
    const nothing = vague({ digest: undefined, uri: undefined, content: 'eA==', annotations: { role: 'base-model' } });
    expect(judged('baseModels', { deny: ['x'] }, [], [nothing])[2]).toContain('neither URI nor digest');
    expect(judged('baseModels', { allow: ['x'] }, [], [nothing])[0]).toBe('fail');
  });

  it('fails where nobody that counts says what the model was made from', () => {
    expect(judged('baseModels', {}, [], [])).toEqual(['fail', 'ATTESTATION_MISSING', 'no provenance about the model']);
    const foreign = provenanceOf(model, [], { signer: 'mallory' });
    expect(judged('baseModels', {}, [], [foreign])[1]).toBe('ATTESTATION_MISSING');
    const tampered = provenanceOf(model, [], { signer: 'ci', tampered: true });
    expect(judged('baseModels', {}, [], [tampered])[1]).toBe('SIGNATURE_INVALID');
    const other = provenanceOf(thing('other'), [], ci);
    expect(judged('baseModels', {}, [], [other])[1]).toBe('ATTESTATION_MISSING');
  });

  it('is undecided over evidence for which nobody looked for ancestors', () => {
    const line = judgeInputs(
      'baseModels',
      {},
      { evidence: evidenceOf([file('w')]), statements: finderOver([own], ['ci']), ownSigners: ['ci'] },
    );
    expect(line).toMatchObject({ outcome: 'undecided', code: 'NOT_MEASURED' });
  });

  it('passes a model that was made from none', () => {
    expect(judged('baseModels', { require: 'signed' }, [], [provenanceOf(model, [], ci)])).toEqual([
      'pass',
      'PASSED',
      'made from no base model, as ci states',
    ]);
  });
});

describe('a requirement on datasets', () => {
  it('asks for datasets, also those of ancestors', () => {
    expect(judged('datasets', { require: 'signed' })[2]).toBe('data, as ci states');
    const withData = provenanceOf(base, [dependency(thing('scraped'), 'dataset')], upstream);
    expect(judged('datasets', { deny: ['pkg:huggingface/acme/scraped'] }, [withData])).toEqual([
      'fail',
      'REQUIREMENT_FAILED',
      'scraped (of base): pkg:huggingface/acme/scraped@1 is denied',
    ]);
  });

  it('asks what has no role, which may be a dataset; code aside', () => {
    const poison = { uri: 'hf://datasets/evil/poison', name: 'poison', digest: { sha256: thing('poison').sha256 } };
    const code = { uri: 'git+https://github.com/acme/train@refs/heads/main', digest: { gitCommit: 'a'.repeat(40) } };
    const foreign = [
      provenanceOf(model, [poison, code], ci, (p) => (p.buildDefinition.buildType = 'https://ci.example/build/v1')),
    ];
    expect(judged('datasets', { deny: ['hf://datasets/evil/**'] }, [], foreign)).toEqual([
      'fail',
      'REQUIREMENT_FAILED',
      'poison: may be a dataset (it has no role), hf://datasets/evil/poison is denied',
    ]);
    expect(judged('datasets', { require: 'signed' }, [], foreign)[0]).toBe('fail');
    expect(judged('baseModels', { allow: ['hf://acme/**'] }, [], foreign)[0]).toBe('fail');
    expect(judged('datasets', { require: 'digest' }, [], foreign)[0]).toBe('pass');
  });

  it('sees what a cut generation hides, where the same member is nearer too', () => {
    const nearAndFar = provenanceOf(model, [dependency(base, 'base-model'), dependency(foundation, 'base-model')], ci);
    const ofFoundation = provenanceOf(foundation, [dependency(thing('scraped'), 'dataset')], upstream);
    const denied = { deny: ['pkg:huggingface/acme/scraped'], maxDepth: 2 };
    expect(judged('datasets', denied, [ofBase, ofFoundation], [nearAndFar])[0]).toBe('fail');
  });
});
