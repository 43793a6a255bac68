// SPDX-License-Identifier: Apache-2.0
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import {
  bomScoreSchema,
  parseBom,
  PROFILE_IDS,
  PROFILES,
  scoreBom,
  scoreByAll,
  showRemedy,
  viewModel,
  type BomScore,
  type ElementId,
  type ProfileId,
} from '@mpk/bom/assess';
import { isMpkError } from '@mpk/core';
import { aibomgenBom, cdxgenBom, kitBom, owaspBom, parsed, PRODUCERS } from '../assess/producers.js';

const score = (bom: unknown, profile: ProfileId = 'g7-2026', options = {}): BomScore =>
  scoreBom(viewModel(parsed(bom)), PROFILES[profile], options);
const elementOf = (found: BomScore, id: ElementId) => found.elements.find(({ element }) => element === id)!;
const all = (bom: unknown, id: ElementId) =>
  PROFILE_IDS.map((profile) => elementOf(score(bom, profile), id)).find((found) => (found as unknown) !== undefined)!;
const model = (rest: object): object => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.7',
  metadata: { component: { type: 'machine-learning-model', 'bom-ref': 'm', ...rest } },
});
const shown = ({ completeness: c, substantiated: s }: BomScore): string =>
  `${c.present}/${c.of} ${s.present}/${s.of} ${c.weighted.toFixed(2)} ${s.weighted.toFixed(2)}`;

describe('scoreBom', () => {
  it.each([
    ['kit', 'g7-2026', '29/48 11/48 0.60 0.23'],
    ['kit', 'cisa-2025', '11/11 3/11 1.00 0.27'],
    ['kit', 'eu-annex-xi', '11/21 6/21 0.50 0.29'],
    ['kit', 'owasp', '19/25 9/25 0.82 0.47'],
    ['kit', 'spdx-ai', '17/29 7/29 0.65 0.26'],
    ['cdxgen', 'g7-2026', '19/50 3/50 0.38 0.06'],
    ['cdxgen', 'cisa-2025', '8/11 0/11 0.73 0.00'],
    ['owasp', 'g7-2026', '19/50 3/50 0.38 0.06'],
    ['owasp', 'cisa-2025', '7/11 0/11 0.64 0.00'],
    ['owasp', 'owasp', '12/25 4/25 0.59 0.24'],
    ['aibomgen', 'g7-2026', '17/48 3/48 0.35 0.06'],
    ['aibomgen', 'cisa-2025', '6/11 0/11 0.55 0.00'],
  ] as const)('gives %s under %s %s', (producer, profile, expected) => {
    expect(shown(score(PRODUCERS[producer](), profile))).toBe(expected);
  });

  it('gives results that its schema describes, whoever wrote the document', () => {
    const validate = new Ajv2020({ strict: true }).compile(bomScoreSchema);
    for (const make of Object.values(PRODUCERS)) {
      for (const profile of PROFILE_IDS) expect(validate(score(make(), profile)) || validate.errors).toBe(true);
    }
  });

  it.each(Object.entries(PRODUCERS))('gives the same by all profiles at once, for a document of %s', (_, make) => {
    const bom = make();
    expect(scoreByAll(viewModel(parsed(bom)))).toEqual(PROFILE_IDS.map((profile) => score(bom, profile)));
  });

  it('counts what a citation, a digest, or the form of the document backs', () => {
    const found = score(kitBom());
    expect(elementOf(found, 'model.license')).toMatchObject({
      status: 'present',
      evidence: 'declared',
      isSubstantiated: true,
      values: [{ pointer: '/metadata/component/licenses/0/license/id', text: 'Apache-2.0', backing: 'citation' }],
    });
    expect(elementOf(found, 'model.hash')).toMatchObject({ isSubstantiated: true, coverage: { have: 2, of: 2 } });
    expect(elementOf(found, 'bom.format')).toMatchObject({ evidence: 'measured', isSubstantiated: true });
    expect(elementOf(found, 'model.metrics')).toMatchObject({ evidence: 'unknown', isSubstantiated: false });
    expect(all(kitBom(), 'model.parameters')).toMatchObject({ evidence: 'measured' });
  });

  it('does not count what is inferred', () => {
    expect(elementOf(score(kitBom()), 'model.io')).toMatchObject({
      status: 'absent',
      why: 'only inferred',
      values: [],
    });
  });

  it.each<[string, ElementId, any]>([
    ['a description that a tool made up', 'model.description', owaspBom()],
    ['an architecture of every model', 'model.architecture', owaspBom()],
    ['an empty use case', 'model.useCases', owaspBom()],
    ['a heading for an ethical consideration', 'model.ethics', owaspBom()],
    ['a version that moves', 'system.version', cdxgenBom()],
    [
      'text of a template',
      'model.limitations',
      model({ modelCard: { considerations: { technicalLimitations: ['[More Information Needed]'] } } }),
    ],
    [
      'the path of a training',
      'model.training',
      model({ properties: [{ name: 'mpk:training.path', value: '/home/x' }] }),
    ],
    ['space', 'model.name', model({ name: ' \n' })],
    ['a purl that is none', 'model.id', model({ purl: 'not a purl' })],
    ['a date that is none', 'model.timestamp', model({ releaseNotes: { timestamp: 'yesterday' } })],
    ['a licence without a name', 'model.license', model({ licenses: [{ license: { name: 'other' } }] })],
  ])('does not count %s', (_, id, bom) => {
    expect(all(bom, id).status).toBe('absent');
  });

  it('counts what the kit writes of a training', () => {
    const properties = [{ name: 'mpk:training.hyperparameter:learning_rate', value: '0.1' }];
    expect(all(model({ modelCard: { properties } }), 'model.training').status).toBe('present');
  });

  it('does not take a commit for a digest of bytes', () => {
    expect(elementOf(score(aibomgenBom()), 'model.hash')).toMatchObject({
      status: 'absent',
      why: 'only digests that bind nothing (MD5, SHA-1), or texts that are none',
    });
    const short = model({ hashes: [{ alg: 'SHA-256', content: 'a'.repeat(40) }] });
    expect(elementOf(score(short), 'model.hash').status).toBe('absent');
  });

  it('tells what is said to be unknown from what is not said', () => {
    expect(elementOf(score(owaspBom()), 'model.license').status).toBe('asserted-unknown');
    const bom = { ...model({ name: 'x' }), compositions: [{ aggregate: 'unknown', dependencies: ['m'] }] };
    expect(elementOf(score(bom), 'bom.dependencies').status).toBe('asserted-unknown');
    expect(elementOf(score(model({ name: 'x' })), 'bom.dependencies').status).toBe('absent');
  });

  it('does not ask a model for what only a system has, nor for ancestors where all is said', () => {
    expect(elementOf(score(kitBom()), 'system.dataFlow').status).toBe('not-applicable');
    expect(elementOf(score(cdxgenBom()), 'system.dataFlow').status).toBe('absent');
    const bom = { ...model({ name: 'x' }), compositions: [{ aggregate: 'complete', dependencies: ['m'] }] };
    expect(elementOf(score(bom), 'bom.dependencies').status).toBe('not-applicable');
  });

  it('asks every dataset, and names those that lack it', () => {
    const found = score(kitBom());
    expect(elementOf(found, 'dataset.license')).toMatchObject({ status: 'absent', why: '1 of 2 have it' });
    const gap = found.gaps.find(({ element }) => element === 'dataset.license')!;
    expect(gap.lacking).toEqual(['mmlu']);
    expect(gap.close.map(showRemedy)).toEqual(['croissant.json: license']);
  });

  it('says what would close each gap, what is missing first', () => {
    const { gaps } = score(aibomgenBom(), 'cisa-2025');
    expect(
      gaps.map(({ reference, kind, close }) => `${reference}: ${kind}: ${close.map(showRemedy).join(' | ')}`),
    ).toEqual([
      'SBOM Author: absent: mpk bom (--bom-author: a person, a team or a pipeline)',
      'Component Version: absent: mpk bom (--model-version, or --uri with the commit of its repository) | model.gguf: general.version',
      'Software Identifiers: absent: mpk bom (--uri with the id and commit of its repository) | model.gguf: general.repo_url',
      'Component Hash: absent: mpk bom (computes SHA-256 of each file)',
      'Generation Context: absent: mpk bom (writes it by itself)',
      'Software Producer: unsubstantiated: mpk bom (cites the file and key that each value comes from)',
      'Component Name: unsubstantiated: mpk bom (cites the file and key that each value comes from)',
      'License: unsubstantiated: mpk bom (cites the file and key that each value comes from)',
      'Dependency Relationship: unsubstantiated: mpk bom (cites the file and key that each value comes from)',
      'Tool Name: unsubstantiated: mpk bom (cites the file and key that each value comes from)',
      'Timestamp: unsubstantiated: mpk bom (cites the file and key that each value comes from)',
    ]);
  });

  it('takes a verified signature beside the document for what backs its author', () => {
    const found = score(kitBom(), 'g7-2026', { signature: 'release@acme.example' });
    expect(elementOf(found, 'bom.signature')).toMatchObject({ status: 'present', isSubstantiated: true });
    expect(elementOf(found, 'bom.author')).toMatchObject({ evidence: 'stated', isSubstantiated: true });
    expect(elementOf(found, 'model.metrics').isSubstantiated).toBe(false);
  });

  it('is not won over by one citation of everything', () => {
    const bom = cdxgenBom();
    const pointers = ['', '/metadata', '/components', '/components/0', '/components/0/modelCard'];
    bom.citations = [{ pointers, note: 'measured', attributedTo: 'x' }];
    expect(shown(score(bom))).toBe(shown(score(cdxgenBom())));
    bom.citations = [{ pointers: ['/components/0/licenses'], note: 'measured', attributedTo: 'x' }];
    expect(elementOf(score(bom), 'model.license')).toMatchObject({ evidence: 'measured', isSubstantiated: true });
  });

  it('takes a citation of a whole dataset for its name alone', () => {
    const found = score(kitBom());
    expect(elementOf(found, 'dataset.name')).toMatchObject({ evidence: 'declared', isSubstantiated: true });
    const bom = kitBom();
    bom.components.pop();
    expect(elementOf(score(bom), 'dataset.license')).toMatchObject({ status: 'present', isSubstantiated: false });
  });

  it('reads the sources that earlier versions have as properties', () => {
    const bom = cdxgenBom();
    bom.properties = [{ name: 'mpk:source:/components/0/licenses/0/license/id', value: 'README.md#/license declared' }];
    expect(elementOf(score(bom), 'model.license').values[0]).toMatchObject({
      evidence: 'declared',
      backing: 'property',
      source: 'README.md#/license declared',
    });
  });

  it('scores a hundred thousand datasets within seconds', () => {
    const components = Array.from({ length: 100_000 }, (_, i) => ({ type: 'data', name: `d${i}` }));
    const found = score({ ...model({ name: 'm', externalReferences: components }), components });
    expect(elementOf(found, 'dataset.name')).toMatchObject({ status: 'present', valueCount: 100_000 });
    expect(JSON.stringify(found).length).toBeLessThan(100_000);
  });

  it('repeats no long text, nor one that is not well-formed', () => {
    const found = score(model({ name: `\ud800${'x'.repeat(1_000_000)}` }));
    expect(JSON.stringify(found).length).toBeLessThan(50_000);
    expect(JSON.stringify(found).isWellFormed()).toBe(true);
  });

  it('gives a score or an error of the kit for any JSON', () => {
    const card = fc.record({
      modelParameters: fc.jsonValue(),
      considerations: fc.jsonValue(),
      properties: fc.jsonValue(),
    });
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), card, (a, b, modelCard) => {
        const component = { type: 'machine-learning-model', name: a, licenses: b, hashes: a, pedigree: b, modelCard };
        const bom = {
          bomFormat: 'CycloneDX',
          specVersion: '1.7',
          metadata: { component },
          citations: a,
          components: b,
        };
        for (const one of [a, { ...bom, compositions: a, dependencies: b, formulation: a }]) {
          try {
            const document = parseBom(Buffer.from(JSON.stringify(one)));
            for (const profile of Object.values(PROFILES)) {
              const { completeness, substantiated } = scoreBom(viewModel(document), profile);
              expect(substantiated.present).toBeLessThanOrEqual(completeness.present);
            }
          } catch (error) {
            if (!isMpkError(error)) throw error;
          }
        }
      }),
    );
  });
});
