// SPDX-License-Identifier: Apache-2.0
import {
  MAX_PEDIGREE_NODES,
  OMS_LEGACY_TYPE,
  OMS_PREDICATE_TYPE,
  buildPedigree,
  filesDigest,
  omsRootDigest,
  type EvidenceBundle,
  type PedigreeNode,
} from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { sha } from '../gate/fixtures.js';
import { dependency, finderOver, omsOf, provenanceOf, signed, thing, type Thing } from '../gate/signed.js';

const [model, base, other] = ['model', 'base', 'other'].map(thing) as [Thing, Thing, Thing];
const ci = { signer: 'ci' };

const build = (bundles: EvidenceBundle[], options: object = {}): PedigreeNode =>
  buildPedigree({
    ...model,
    statements: finderOver([], ['ci', 'upstream'], bundles),
    ownSignature: { state: 'verified', signer: 'ci', by: 'key' },
    ownSigners: ['ci'],
    inputSigners: ['upstream'],
    ...options,
  });

/** Names with states, indented by generation. */
const outline = (node: PedigreeNode, depth = 0): string[] => [
  `${'  '.repeat(depth)}${node.name} ${node.signature?.state ?? '-'} ${node.provenance?.state ?? '-'}${node.repeated ? ' again' : ''}`,
  ...node.inputs.flatMap((input) => outline(input, depth + 1)),
];

describe('a pedigree', () => {
  it('follows signed provenance by digest', () => {
    const bundles = [
      provenanceOf(
        model,
        [dependency(base, 'base-model', { annotations: { role: 'base-model', relation: 'finetune' } })],
        ci,
      ),
      omsOf(base, { signer: 'upstream' }),
      provenanceOf(base, [dependency(thing('data'), 'dataset')], { signer: 'upstream' }),
    ];
    const root = build(bundles);
    expect(outline(root)).toEqual(['model verified verified', '  base verified verified', '    data missing missing']);
    expect(root.inputs[0]).toMatchObject({ relation: 'finetune', statedBy: 'ci', signature: { signer: 'upstream' } });
  });

  it('takes the word about the model itself from its own signers only, and that about ancestors from both', () => {
    const upstream = { signer: 'upstream' };
    expect(outline(build([provenanceOf(model, [dependency(base, 'base-model')], upstream)]))).toEqual([
      'model verified foreign',
    ]);
    const bundles = [
      provenanceOf(model, [dependency(base, 'base-model')], ci),
      provenanceOf(base, [dependency(other, 'base-model')], ci),
    ];
    expect(outline(build(bundles))).toEqual([
      'model verified verified',
      '  base missing verified',
      '    other missing missing',
    ]);
  });

  it('does not follow provenance of other files that happen to have the same OMS root', () => {
    const renamed = { ...base, manifestDigest: `sha256:${sha('renamed')}` };
    const bundles = [
      provenanceOf(model, [dependency(base, 'base-model')], ci),
      provenanceOf(renamed, [dependency(other, 'base-model')], { signer: 'upstream' }),
    ];
    expect(outline(build(bundles))).toEqual(['model verified verified', '  base missing missing']);
  });

  it('does not take the subjects of a statement of model_signing 0.2, which are files, for an ancestor', () => {
    const legacy = signed(
      { subject: [{ name: 'w', digest: { sha256: base.sha256 } }], predicateType: OMS_LEGACY_TYPE, predicate: {} },
      { signer: 'upstream' },
    );
    const bundles = [provenanceOf(model, [dependency(base, 'base-model')], ci), legacy];
    expect(outline(build(bundles))).toEqual(['model verified verified', '  base missing missing']);
  });

  it('takes no signature over the same contents under other names, where the provenance states the names', () => {
    const files = [
      { name: '0_test.csv', sha256: sha('small') },
      { name: '1_train.csv', sha256: sha('large') },
    ];
    const root = omsRootDigest(files.map((one) => one.sha256));
    const signature = (names: readonly string[]) =>
      signed(
        {
          subject: [{ name: 'data', digest: { sha256: root } }],
          predicateType: OMS_PREDICATE_TYPE,
          predicate: {
            serialization: { method: 'files', hash_type: 'sha256', allow_symlinks: false },
            resources: files.map(({ sha256 }, i) => ({ name: names[i], algorithm: 'sha256', digest: sha256 })),
          },
        },
        { signer: 'upstream' },
      );
    const data = { ...thing('data'), sha256: root };
    const stated = dependency(data, 'dataset', { annotations: { role: 'dataset', filesDigest: filesDigest(files) } });
    const stateOf = (names: readonly string[]) =>
      build([provenanceOf(model, [stated], ci), signature(names)]).inputs[0]?.signature;
    expect(stateOf(['0_test.csv', '1_train.csv'])).toMatchObject({ state: 'verified' });
    expect(stateOf(['a_train.csv', 'b_test.csv'])).toMatchObject({ state: 'refused', code: 'FILES_MISMATCH' });
  });

  it('marks statements that do not verify as refused, a signature over other files among them', () => {
    const mixed: any = omsOf(base, { signer: 'upstream' });
    const json = JSON.parse(Buffer.from(mixed.content, 'base64').toString());
    const statement = JSON.parse(Buffer.from(json.dsseEnvelope.payload, 'base64').toString());
    statement.predicate.resources[0].digest = sha('else');
    json.dsseEnvelope.payload = Buffer.from(JSON.stringify(statement)).toString('base64');
    const content = Buffer.from(JSON.stringify(json)).toString('base64');
    const own = provenanceOf(model, [dependency(base, 'base-model')], ci);
    expect(build([own, { ...mixed, content }]).inputs[0]?.signature).toMatchObject({
      state: 'refused',
      code: 'INPUT_MALFORMED',
    });
    expect(build([provenanceOf(model, [], { signer: 'ci', tampered: true })]).provenance).toMatchObject({
      state: 'refused',
      code: 'SIGNATURE_INVALID',
    });
  });

  it('ends where a model is said to be its own ancestor', () => {
    const bundles = [
      provenanceOf(model, [dependency(base, 'base-model')], ci),
      provenanceOf(base, [dependency(model, 'base-model'), dependency(base, 'base-model')], ci),
    ];
    expect(outline(build(bundles))).toEqual([
      'model verified verified',
      '  base missing verified',
      '    model missing verified again',
      '    base missing verified again',
    ]);
  });

  it('shows what two statements name once', () => {
    const input = dependency(base, 'base-model');
    const bundles = [
      provenanceOf(model, [input], ci),
      provenanceOf(model, [input, dependency(other, 'source')], ci, (p) => (p.more = 1)),
    ];
    expect(outline(build(bundles))).toEqual(['model verified verified', '  base missing missing', '  other - -']);
  });

  it('does not look behind the depth that is asked for', () => {
    const bundles = [
      provenanceOf(model, [dependency(base, 'base-model')], ci),
      provenanceOf(base, [dependency(other, 'base-model')], ci),
    ];
    expect(outline(build(bundles, { maxDepth: 1 }))).toEqual(['model verified verified', '  base missing verified']);
  });

  it('refuses a tree that has no end in sight', async () => {
    const many = Array.from({ length: MAX_PEDIGREE_NODES }, (_, i) => dependency(thing(`n${i}`), 'source'));
    const code = await thrownCode(() => build([provenanceOf(model, many, ci)]));
    expect(code).toBe('INPUT_TOO_LARGE');
  });

  it('takes nothing but text and hex from annotations and digests', () => {
    const odd = { uri: 'x', digest: { sha256: 'not hex' }, annotations: { role: 5, manifestDigest: 'sha256:zz' } };
    const strange = provenanceOf(model, [odd], ci, (p) => (p.buildDefinition.buildType = 'https://other.example'));
    expect(build([strange]).inputs).toEqual([{ name: 'x', uri: 'x', role: 'unstated', statedBy: 'ci', inputs: [] }]);
  });
});
