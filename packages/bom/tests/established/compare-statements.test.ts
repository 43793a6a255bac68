// SPDX-License-Identifier: Apache-2.0
import { collectClaims, subjectOf } from '@mpk/bom';
import { parseBom, readSpdx, viewOfFiles, type ComparedFacts } from '@mpk/bom/assess';
import { compareFacts, type ReadFacts } from '@mpk/bom/documents';
import { modelFiles, type Files } from '../model.js';
import { makeSafetensors } from '../safetensors.js';

const CARD =
  '---\nlicense: mit\nbase_model: acme/base\ndatasets: [acme/data]\npipeline_tag: text-generation\n---\n# Toy\n';
const FOLDER: Files = {
  'README.md': CARD,
  'config.json': { architectures: ['LlamaForCausalLM'], model_type: 'llama', hidden_size: 16 },
  'model.safetensors': makeSafetensors({ 'a.weight': ['F32', 2, 3] }),
};

function readOf(content: Files): ReadFacts {
  const files = modelFiles(content);
  const { claims } = collectClaims(files);
  return {
    model: { kind: subjectOf(files, { claims }), name: 'toy', files },
    claims,
    tool: { name: 'mpk', version: '1' },
  };
}

const ancestor = (group: string, name: string): object => ({ type: 'machine-learning-model', group, name });
/** A BOM of another tool. */
const foreign = (component: object, components: readonly object[] = []): object => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  metadata: { component: { type: 'machine-learning-model', name: 'toy', ...component } },
  components,
});

function compare(bom: object, card?: string, more: Files = {}): ComparedFacts {
  const folder = { ...FOLDER, ...(card !== undefined && { 'README.md': card }), ...more };
  const read = readOf(folder);
  const facts = compareFacts(viewOfFiles(parseBom(Buffer.from(JSON.stringify(bom))), read.model.files), read);
  if (!facts.isCompared) throw new Error(facts.reason);
  return facts;
}

/** What is found of one thing that a BOM says, its name aside. */
function stateOf(component: object, card?: string, more?: Files): string {
  const { different, unchecked, totals } = compare(foreign(component), card, more);
  if (different.some(({ fact }) => fact !== 'name')) return 'contradicted';
  if (unchecked.some(({ fact }) => fact !== 'name')) return 'unknown';
  return totals.confirmed > 1 ? 'confirmed' : 'nothing';
}

const licensed = (...licenses: readonly object[]): object => ({ licenses });
const property = (name: string, value: string): object => ({ properties: [{ name, value }] });
const card = (text: string): string => `---\n${text}\n---\n# Toy\n`;

describe('a licence in a BOM of another tool', () => {
  it.each<[string, object, string, string | undefined]>([
    ['is confirmed', licensed({ license: { id: 'MIT' } }), 'confirmed', undefined],
    ['is confirmed by its full name', licensed({ license: { name: 'The MIT License' } }), 'confirmed', undefined],
    [
      'is confirmed as one of two',
      licensed({ license: { id: 'MIT' } }),
      'confirmed',
      card('license: [mit, apache-2.0]'),
    ],
    [
      'is confirmed as words that nobody knows',
      licensed({ license: { name: 'Our Terms' } }),
      'confirmed',
      card('license: other\nlicense_name: our terms'),
    ],
    [
      'is confirmed as an expression',
      licensed({ expression: 'MIT OR Apache-2.0' }),
      'confirmed',
      card('license: Apache-2.0 or MIT'),
    ],
    ['is contradicted', licensed({ license: { id: 'Apache-2.0' } }), 'contradicted', undefined],
    [
      'is contradicted beside a right one, where it is all that is named',
      licensed({ license: { id: 'MIT' } }, { license: { id: 'Apache-2.0' } }),
      'contradicted',
      undefined,
    ],
    [
      'is contradicted with another operator',
      licensed({ expression: 'MIT OR Apache-2.0' }),
      'contradicted',
      card('license: MIT AND Apache-2.0'),
    ],
    ['is open where the files name none', licensed({ license: { id: 'MIT' } }), 'unknown', '# Toy\n'],
    [
      'is open where the files name one of their own',
      licensed({ license: { id: 'MIT' } }),
      'unknown',
      card('license: other\nlicense_name: our-terms'),
    ],
    [
      'is open where the files name a family',
      licensed({ license: { id: 'BSD-3-Clause' } }),
      'unknown',
      card('license: bsd'),
    ],
    [
      'is open as one of two that are to be kept',
      licensed({ license: { id: 'MIT' } }),
      'unknown',
      card('license: MIT AND Apache-2.0'),
    ],
    [
      'is contradicted as a choice that the files do not give',
      licensed({ expression: 'Apache-2.0 OR MIT' }),
      'contradicted',
      undefined,
    ],
    ['is open as one of a choice', licensed({ license: { id: 'MIT' } }), 'unknown', card('license: MIT OR Apache-2.0')],
    [
      'is open as a choice of what a family may be',
      licensed({ expression: 'Apache-2.0 OR BSD-3-Clause' }),
      'unknown',
      card('license: [apache-2.0, bsd]'),
    ],
    ['is open with more that is to be kept', licensed({ expression: 'MIT AND Apache-2.0' }), 'unknown', undefined],
    ['is open as words that nobody knows', licensed({ license: { name: 'Our Terms' } }), 'unknown', undefined],
    ['is not said by NOASSERTION', licensed({ license: { name: 'NOASSERTION' } }), 'nothing', undefined],
  ])('%s', (_, component, state, text) => {
    expect(stateOf(component, text)).toBe(state);
  });

  it('tells both sides', () => {
    expect(compare(foreign(licensed({ license: { id: 'Apache-2.0' } }))).different).toEqual([
      {
        pointer: '/metadata/component/licenses/0/license/id',
        fact: 'license',
        what: 'value',
        said: 'Apache-2.0',
        found: 'mit',
        source: 'README.md#/license (declared)',
      },
    ]);
  });
});

describe('a base in a BOM of another tool', () => {
  const based = (...ancestors: readonly object[]): object => ({ pedigree: { ancestors } });
  it.each<[string, object, string, string | undefined]>([
    ['is confirmed', based(ancestor('acme', 'base')), 'confirmed', undefined],
    [
      'is confirmed by its package URL',
      based({ type: 'machine-learning-model', name: 'base', purl: 'pkg:huggingface/acme/base@abc' }),
      'confirmed',
      undefined,
    ],
    ['is confirmed without an owner', based({ type: 'machine-learning-model', name: 'base' }), 'confirmed', undefined],
    ['is contradicted', based(ancestor('acme', 'better')), 'contradicted', undefined],
    [
      'is one more where the right one is there too',
      based(ancestor('acme', 'base'), ancestor('meta', 'root')),
      'unknown',
      undefined,
    ],
    ['is open where it is a copy of the same', based(ancestor('mirror', 'Base-bnb-4bit')), 'unknown', undefined],
    ['is open where the files name none', based(ancestor('acme', 'better')), 'unknown', '# Toy\n'],
    [
      'is open where the files name a path',
      based(ancestor('acme', 'better')),
      'unknown',
      card('base_model: /data/base'),
    ],
    ['is open as a word', based({ type: 'machine-learning-model', name: 'Llama' }), 'unknown', undefined],
  ])('%s', (_, component, state, text) => {
    expect(stateOf(component, text)).toBe(state);
  });
});

describe('data sets in a BOM of another tool', () => {
  const data = (name: string): object => ({ type: 'data', name, data: [{ type: 'dataset' }] });
  const found = (...names: readonly string[]): object => compare(foreign({}, names.map(data))).totals;
  it('are confirmed, contradicted, and open', () => {
    expect(found('acme/data')).toMatchObject({ different: 0, confirmed: 2 });
    expect(found('acme/clean')).toMatchObject({ different: 1 });
    expect(found('acme/data', 'acme/clean')).toMatchObject({ different: 0, unchecked: 1 });
    expect(found('Some Web Pages')).toMatchObject({ different: 0, unchecked: 1 });
  });

  it('are called as the BOM calls them, whoever published them', () => {
    const bom = foreign({}, [{ ...data('evil/data'), group: 'acme' }]);
    expect(compare(bom).unchecked).toContainEqual(
      expect.objectContaining({ fact: 'dataset.training', said: 'evil/data' }),
    );
  });
});

describe('a number in a BOM of another tool', () => {
  const GGUF_LIKE: Files = { 'model.safetensors': makeSafetensors({ 'a.weight': ['F32', 1000, 1000] }) };
  it.each<[string, string, string, string]>([
    ['a count', 'cdx:ai-ml:model:parameter:count', '1000000', 'confirmed'],
    ['a count with commas', 'acme:parameterCount', '1,000,000', 'confirmed'],
    ['a count in words', 'parameter_count', '1M', 'confirmed'],
    ['a count in words that is far off', 'parameter_count', '7B', 'contradicted'],
    ['another count', 'parameterCount', '1000001', 'contradicted'],
    ['a count that is no number', 'parameterCount', 'many', 'unknown'],
    ['a size', 'cdx:ai-ml:model:hyperparameter:hidden_size', '16', 'confirmed'],
    ['another size', 'cdx:ai-ml:model:hyperparameter:hidden_size', '32', 'contradicted'],
    ['a size that no file has', 'cdx:ai-ml:model:hyperparameter:vocab_size', '32', 'unknown'],
    ['something else', 'acme:downloads', '32', 'nothing'],
  ])('%s', (_, name, value, state) => {
    expect(stateOf(property(name, value), undefined, GGUF_LIKE)).toBe(state);
  });

  it('is open for an adapter, which is put on something larger', () => {
    const more = { 'adapter_config.json': { peft_type: 'LORA', r: 8, base_model_name_or_path: 'acme/base' } };
    expect(stateOf(property('parameterCount', '7000000000'), undefined, more)).toBe('unknown');
  });
});

describe('words in a BOM of another tool', () => {
  const params = (modelParameters: object): object => ({ modelCard: { modelParameters } });
  it.each<[string, object, string]>([
    ['a class', params({ modelArchitecture: 'LlamaForCausalLM' }), 'confirmed'],
    ['another class', params({ modelArchitecture: 'GPT2LMHeadModel' }), 'contradicted'],
    ['a family', params({ architectureFamily: 'llama' }), 'confirmed'],
    ['a family in other letters', params({ architectureFamily: 'LLaMA' }), 'confirmed'],
    ['another family', params({ architectureFamily: 'mamba' }), 'contradicted'],
    ['another family in other letters', params({ architectureFamily: 'GPT-NeoX' }), 'contradicted'],
    ['a family in other words', params({ architectureFamily: 'transformer' }), 'unknown'],
    ['a family with its generation', params({ architectureFamily: 'Llama 3.1' }), 'unknown'],
    ['a family that is published as this one', params({ architectureFamily: 'mistral' }), 'unknown'],
    ['a family that nobody knows', params({ architectureFamily: 'acme' }), 'unknown'],
    ['a task', params({ task: 'text-generation' }), 'confirmed'],
    ['another task', params({ task: 'image-classification' }), 'contradicted'],
    ['a task in other words', params({ task: 'chat' }), 'unknown'],
    ['a commit', { version: 'a'.repeat(40) }, 'unknown'],
  ])('%s', (_, component, state) => {
    expect(stateOf(component)).toBe(state);
  });

  it.each<[string, object, object]>([
    ['a name as the card has it', { name: 'Toy' }, { confirmed: 1, different: 0 }],
    ['a longer name', { name: 'acme/toy-7b-chat' }, { confirmed: 0, different: 0 }],
    ['the name of its place at a hub', { name: 'GPT', purl: 'pkg:huggingface/acme/gpt' }, { different: 0 }],
    ['another name', { name: 'gpt-5' }, { different: 1 }],
  ])('%s', (_, component, totals) => {
    expect(compare(foreign(component), card('model_name: Toy')).totals).toMatchObject(totals);
  });
});

describe('a family of files that name one that nobody knows', () => {
  it.each(['acme', 'llava', 'jamba'])('is open for %s', (model_type) => {
    const bom = { modelCard: { modelParameters: { architectureFamily: 'mamba' } } };
    expect(stateOf(bom, undefined, { 'config.json': { model_type } })).toBe('unknown');
  });
});

describe('a metric in a BOM of another tool', () => {
  const CARD = card(
    'model-index:\n- name: toy\n  results:\n  - task: {type: text-generation}\n' +
      '    dataset: {name: Bench, type: acme/bench, split: test}\n    metrics:\n    - {type: accuracy, value: 0.7134}',
  );
  const metric = (type: string, value: string, slice?: string): object => ({
    modelCard: { quantitativeAnalysis: { performanceMetrics: [{ type, value, slice }] } },
  });
  it.each<[string, object, string]>([
    ['is confirmed', metric('accuracy', '0.7134'), 'confirmed'],
    ['is confirmed in percent', metric('Accuracy', '71.34 %', 'Bench'), 'confirmed'],
    ['is open where it was rounded', metric('accuracy', '71.3'), 'unknown'],
    ['is contradicted', metric('accuracy', '0.99'), 'contradicted'],
    ['is contradicted as a whole', metric('accuracy', '1'), 'contradicted'],
    ['is contradicted of its data set', metric('accuracy', '0.99', 'dataset=acme/bench; split=test'), 'contradicted'],
    ['is contradicted behind its data set', metric('Bench accuracy', '0.99'), 'contradicted'],
    ['is open of another data set', metric('accuracy', '0.99', 'dataset=acme/other'), 'unknown'],
    ['is open of another split', metric('accuracy', '0.99', 'dataset=acme/bench; split=train'), 'unknown'],
    ['is open of a slice in other words', metric('accuracy', '0.99', 'women over 40'), 'unknown'],
    ['is open as one that the files have not', metric('f1', '0.99'), 'unknown'],
    ['is open as words', metric('accuracy', 'high'), 'unknown'],
  ])('%s', (_, component, state) => {
    expect(stateOf(component, CARD)).toBe(state);
  });

  it('is compared in an SPDX document', () => {
    const found = (key: string, value: string): object => {
      const model = { type: 'ai_AIPackage', spdxId: 'urn:m', name: 'toy', ai_metric: [{ key, value }] };
      const facts = compareFacts(readSpdx({ '@graph': [model] }), readOf({ ...FOLDER, 'README.md': CARD }));
      return facts.isCompared ? facts.totals : facts;
    };
    expect(found('acme/bench test accuracy', '0.99')).toMatchObject({ different: 1 });
    expect(found('acme/bench test accuracy', '0.7134')).toMatchObject({ different: 0, confirmed: 2 });
    expect(found('acme/other accuracy', '0.99')).toMatchObject({ different: 0 });
  });
});

describe('what a BOM of another tool leaves out', () => {
  const license = { fact: 'license', found: 'mit', source: 'README.md#/license (declared)' };
  const base = { fact: 'base-model', found: 'acme/base', source: 'README.md#/base_model (declared)' };
  it('is told, and is no contradiction', () => {
    expect(compare(foreign({}))).toMatchObject({ leftOut: [license, base], totals: { different: 0 } });
    expect(compare(foreign({ licenses: [{ license: { name: 'NOASSERTION' } }] })).leftOut).toEqual([license, base]);
  });

  it('is nothing where it names any, or names the base elsewhere', () => {
    const parts = [ancestor('acme', 'base')];
    expect(compare(foreign(licensed({ license: { id: 'MIT' } }), parts)).leftOut).toEqual([]);
    expect(compare(foreign({ pedigree: { ancestors: [ancestor('x', 'y')] } })).leftOut).toEqual([license]);
  });

  it('is nothing where the files declare none', () => {
    expect(compare(foreign({}), '# Toy\n').leftOut).toEqual([]);
  });
});

describe('an SPDX document of another tool', () => {
  const graph = (license: string, base: string): any => ({
    '@graph': [
      { type: 'ai_AIPackage', spdxId: 'urn:m', name: 'toy', ai_typeOfModel: 'LlamaForCausalLM' },
      { type: 'ai_AIPackage', spdxId: 'urn:b', name: base },
      { type: 'Relationship', spdxId: 'urn:r1', from: 'urn:b', relationshipType: 'ancestorOf', to: ['urn:m'] },
      { type: 'Relationship', spdxId: 'urn:r2', from: 'urn:m', relationshipType: 'hasDeclaredLicense', to: [license] },
    ],
  });
  const totals = (license: string, base: string): object => {
    const facts = compareFacts(readSpdx(graph(license, base)), readOf(FOLDER));
    return facts.isCompared ? facts.totals : facts;
  };
  it('is compared fact by fact', () => {
    expect(totals('https://spdx.org/licenses/MIT', 'acme/base')).toEqual({ confirmed: 4, different: 0, unchecked: 0 });
    expect(totals('https://spdx.org/licenses/Apache-2.0', 'acme/better')).toMatchObject({ different: 2 });
  });
});

describe('a BOM and a model that say very much', () => {
  const many = (count: number, name: (i: number) => string): readonly string[] =>
    Array.from({ length: count }, (_, i) => name(i));

  it('are compared in a moment, and what is too much is confirmed by nobody', () => {
    const names = many(20_000, (i) => `acme/data-${i}`);
    const bom = foreign(
      {
        licenses: many(5_000, (i) => `MIT OR Apache-2.0 OR L${i}`).map((expression) => ({ expression })),
        pedigree: { ancestors: many(5_000, (i) => `base-${i}`).map((name) => ancestor('acme', name)) },
      },
      names.map((name) => ({ type: 'data', name })),
    );
    const lists = `license: [${many(900, (i) => `l-${i}`).join(', ')}]\nbase_model: [${many(900, (i) => `a/b${i}`).join(', ')}]`;
    const before = performance.now();
    const { totals } = compare(bom, card(`${lists}\ndatasets: [${many(900, (i) => `acme/data-${i}`).join(', ')}]`));
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(totals.confirmed).toBeLessThan(1000);
    expect(totals.unchecked).toBeGreaterThan(20_000);
  });
});
