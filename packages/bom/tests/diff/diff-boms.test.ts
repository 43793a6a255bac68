// SPDX-License-Identifier: Apache-2.0
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { bomDiffSchema, diffBoms, type BomDiff } from '@mpk/bom/assess';
import { aibomgenBom, kitBom, parsed, PRODUCERS, SHA256 } from '../assess/producers.js';

const diff = (old: unknown, now: unknown): BomDiff => diffBoms(parsed(old), parsed(now));
const changed = (edit: (bom: any) => void): BomDiff => {
  const bom = kitBom();
  edit(bom);
  return diff(kitBom(), bom);
};
const shown = ({ added, removed, changed: list }: BomDiff): string[] => [
  ...added.map(({ type, name }) => `+ ${type} ${name}`),
  ...removed.map(({ type, name }) => `- ${type} ${name}`),
  ...list.flatMap(({ name, changes }) =>
    changes.map((c) => `${name}: ${c.kind}: ${c.field}: ${c.removed.join(',')} -> ${c.added.join(',')}`),
  ),
];
const bom = (components: unknown): object => ({ bomFormat: 'CycloneDX', specVersion: '1.6', components });

describe('diffBoms', () => {
  it.each<[string, (bom: any) => void, string[]]>([
    [
      'a digest',
      (b) => (b.metadata.component.components[0].hashes[0].content = SHA256('d')),
      [`model.safetensors: digest: hashes[SHA-256]: ${SHA256('a')} -> ${SHA256('d')}`],
    ],
    [
      'a version',
      (b) => (b.metadata.component.version = '2'),
      [`acme/toy-llama: version: version: ${'b'.repeat(40)} -> 2`],
    ],
    [
      'a licence',
      (b) => (b.metadata.component.licenses = [{ expression: 'MIT' }]),
      ['acme/toy-llama: license: licenses: Apache-2.0 -> MIT'],
    ],
    [
      'a fact of the card',
      (b) => (b.metadata.component.modelCard.properties[0].value = '5000'),
      ['acme/toy-llama: model-card: modelCard.properties[cdx:ai-ml:model:parameter:count]: 4368 -> 5000'],
    ],
    [
      'a dataset',
      (b) => {
        b.components.pop();
        b.metadata.component.modelCard.modelParameters.datasets.pop();
      },
      ['- data cais/mmlu', 'acme/toy-llama: data: modelCard.modelParameters.datasets: cais/mmlu -> '],
    ],
    [
      'an ancestor',
      (b) => (b.metadata.component.pedigree.ancestors = []),
      ['acme/toy-llama: pedigree: pedigree.ancestors: pkg:huggingface/meta-llama/Llama-3.2-1B (finetune) -> '],
    ],
    [
      'a file that came',
      (b) => b.metadata.component.components.push({ type: 'file', name: 'extra.py' }),
      ['+ file extra.py'],
    ],
  ])('sees %s', (_, edit, expected) => {
    expect(shown(changed(edit))).toEqual(expected);
  });

  it('finds a model again by what it is to the document, whoever wrote it', () => {
    const found = diff(kitBom(), aibomgenBom());
    const model = found.changed.find(({ type }) => type === 'machine-learning-model')!;
    expect(model.changes.map(({ kind, field }) => `${kind} ${field}`)).toContain('identity name');
    expect(found.removed.map(({ name }) => name)).toEqual([
      'HuggingFaceH4/ultrachat_200k',
      'cais/mmlu',
      'README.md',
      'model.safetensors',
    ]);
  });

  it('finds files again whose purl has a new commit, and refs do not count', () => {
    const file = (commit: string, content: string): object => ({
      type: 'file',
      name: 'w',
      'bom-ref': commit,
      purl: `pkg:huggingface/a/b@${commit}#w`,
      hashes: [{ alg: 'SHA-256', content }],
    });
    const found = diff(bom([file('1', SHA256('a'))]), bom([file('2', SHA256('b'))]));
    expect(found.totals).toEqual({ added: 0, removed: 0, changed: 1 });
    expect(found.changed[0]!.changes.map(({ kind }) => kind)).toEqual(['digest', 'identity']);
  });

  it('pairs equal ones first where several have one name', () => {
    const one = (version: string): object => ({ type: 'library', name: 'x', version });
    const found = diff(bom([one('1'), one('2'), one('3')]), bom([one('3'), one('1'), one('4')]));
    expect(shown(found)).toEqual(['x: version: version: 2 -> 4']);
  });

  it('sees nothing where nothing changed, in whatever order it stands', () => {
    const component = fc.record({
      type: fc.constantFrom('file', 'data', 'machine-learning-model'),
      name: fc.constantFrom('a', 'b'),
      purl: fc.constantFrom('pkg:a/b@1', 'pkg:a/b@2', 'x'),
      hashes: fc.jsonValue(),
      modelCard: fc.jsonValue(),
    });
    fc.assert(
      fc.property(fc.array(component), (components) => {
        expect(diff(bom(components), bom(components)).isEqual).toBe(true);
        expect(diff(bom(components), bom(components.toReversed())).isEqual).toBe(true);
      }),
    );
    for (const make of Object.values(PRODUCERS)) expect(diff(make(), make()).isEqual).toBe(true);
  });

  it('gives results that its schema describes, and does not fail on any JSON', () => {
    const validate = new Ajv2020({ strict: true }).compile(bomDiffSchema);
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const one = (value: unknown): object =>
          bom([{ type: 'file', name: 'x', licenses: value, pedigree: value, modelCard: value }, value]);
        expect(validate(diff(one(a), one(b))) || validate.errors).toBe(true);
      }),
    );
    expect(validate(diff(kitBom(), aibomgenBom()))).toBe(true);
  });

  it('compares a hundred and fifty thousand components of one name within seconds', () => {
    const list = (from: number): object =>
      bom(Array.from({ length: 150_000 }, (_, i) => ({ type: 'file', name: 'x', version: `${from + i}` })));
    const found = diff(list(0), list(75_000));
    expect(found.totals).toEqual({ added: 0, removed: 0, changed: 75_000 });
    expect(found.changed).toHaveLength(10_000);
  });
});
