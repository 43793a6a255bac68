// SPDX-License-Identifier: Apache-2.0
import { judge, loadCel, type Claim, type EvidenceBundle } from '@mpk/core';
import { NOW, evidenceOf, file, policyOf } from './fixtures.js';
import { finderOver, provenanceOf, type SignedOptions } from './signed.js';

const evidence = evidenceOf([file('w')]);
const model = {
  name: 'm',
  sha256: evidence.model.omsRootDigest.slice(7),
  manifestDigest: evidence.model.manifestDigest,
};
const inputs = [
  {
    uri: 'hf://acme/base@main',
    digest: { sha256: 'a'.repeat(64) },
    annotations: { role: 'base-model', relation: 'finetune' },
  },
  { name: 'reviews', digest: { sha256: 'b'.repeat(64) }, annotations: { role: 'dataset' } },
  { name: 'held-out', digest: { sha256: 'c'.repeat(64) }, annotations: { role: 'dataset', purpose: 'evaluation' } },
  { digest: { sha256: 'd'.repeat(64) }, annotations: { role: 'dataset' } },
];
const made = (options: Partial<SignedOptions> = {}, of = model): EvidenceBundle =>
  provenanceOf(of, inputs, { signer: 'ci', ...options });

const TRUST = { trust: { signers: { ci: { key: { file: 'ci.pub' } } } } };
const DECLARED: Claim = {
  subject: 'model',
  name: 'base-model',
  value: 'acme/other',
  source: { file: 'README.md', pointer: '/base_model' },
  method: 'declared',
};

async function verdictOf(
  spec: object,
  bundles: readonly EvidenceBundle[],
  claims: readonly Claim[] | 'not collected' = [],
) {
  const result = judge({
    evidence: { ...evidence, ...(claims !== 'not collected' && { claims }) },
    policy: policyOf({ ...TRUST, ...spec }),
    statements: finderOver(bundles, ['ci', 'mallory']),
    cel: await loadCel(),
    now: NOW,
  });
  return [result.verdict, result.requirements[0]?.found];
}

const requirement = {
  requirements: { metadata: { require: ['dataset.training'], methods: { 'dataset.training': ['stated'] } } },
};
const rule = (cel: string) => ({ rules: [{ id: 'r', cel, message: 'm' }] });

describe('what signed provenance states of a model', () => {
  it('is a fact that a policy may ask for', async () => {
    expect(await verdictOf(requirement, [made()])).toEqual(['pass', 'it is known']);
  });

  it.each<[string, EvidenceBundle]>([
    ['somebody signed whom the policy does not name', made({ signer: 'mallory' })],
    ['was tampered with', made({ tampered: true })],
    [
      'is about another model',
      made({}, { ...model, manifestDigest: `sha256:${'0'.repeat(64)}`, sha256: '1'.repeat(64) }),
    ],
    [
      'is about other files of the same root digest',
      made({}, { ...model, manifestDigest: `sha256:${'0'.repeat(64)}` }),
    ],
  ])('is none where it is what %s', async (_, bundle) => {
    expect(await verdictOf(requirement, [bundle])).toEqual(['fail', 'not known: dataset.training']);
  });

  it.each([
    '"reviews" in claims["dataset.training"] && !("held-out" in claims["dataset.training"])',
    'claims["dataset.evaluation"] == ["held-out"]',
    '"acme/base" in claims["base-model"] && "acme/other" in claims["base-model"]',
    'size(claims["dataset.training"]) == 1',
  ])('stands beside what files state: %s', async (cel) => {
    expect((await verdictOf(rule(cel), [made()], [DECLARED]))[0]).toBe('pass');
  });

  it('makes no fact known where nobody collected those of the files', async () => {
    for (const spec of [requirement, rule('"dataset.training" in claims')])
      expect((await verdictOf(spec, [made()], 'not collected'))[0]).toBe('undecided');
  });
});
