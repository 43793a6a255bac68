// SPDX-License-Identifier: Apache-2.0
import { claimsIn, shownClaims } from '../model.js';

const cardOf = (frontMatter: string, body = ''): { 'README.md': string } => ({
  'README.md': `---\n${frontMatter}\n---\n${body}`,
});

describe('the front matter of a card', () => {
  it.each([
    ['license', 'license: apache-2.0', ['apache-2.0 <declared README.md#/license>']],
    [
      'license',
      'license:\n- mit\n- other',
      ['mit <declared README.md#/license/0>', 'other <declared README.md#/license/1>'],
    ],
    ['license', 'license: null', []],
    ['license', 'tags: ["license:mit"]', ['mit <declared README.md#/tags/0>']],
    ['language', 'language: no', ['no <declared README.md#/language>']],
    ['base-model', 'base_model: a/b', ['a/b <declared README.md#/base_model>']],
    ['base-model', 'tags: ["base_model:quantized:a/b"]', ['a/b <declared README.md#/tags/0>']],
    ['base-model.relation', 'tags: ["base_model:quantized:a/b"]', ['quantized <declared README.md#/tags/0>']],
    [
      'dataset.training',
      'datasets: [a/b]\ntags: ["dataset:c"]',
      ['a/b <declared README.md#/datasets/0>', 'c <declared README.md#/tags/0>'],
    ],
    ['tag', 'tags: [x, "arxiv:1"]', ['x <declared README.md#/tags/0>', 'arxiv:1 <declared README.md#/tags/1>']],
    ['energy.co2', 'co2_eq_emissions: 12.5', ['12.5 <declared README.md#/co2_eq_emissions>']],
    [
      'energy.co2',
      'co2_eq_emissions: {emissions: 1e3, source: guess}',
      ['1000 <declared README.md#/co2_eq_emissions/emissions>'],
    ],
    ['license', 'license: &a mit\ntags: [*a]', ['mit <declared README.md#/license>']],
  ])('tells %s of %j', (name, frontMatter, expected) => {
    expect(shownClaims(cardOf(frontMatter), name)).toEqual(expected);
  });

  it('tells results with their sources, and keeps evaluation data apart from training data', () => {
    const files = cardOf(`
datasets: [train/set]
model-index:
- name: m
  results:
  - task: {type: text-generation}
    dataset: {name: MMLU, type: cais/mmlu, revision: abc}
    metrics: [{type: acc, value: 71.2}]
    source: {url: https://example.org}`);
    expect(shownClaims(files, 'dataset.training')).toEqual(['train/set <declared README.md#/datasets/0>']);
    expect(shownClaims(files, 'dataset.evaluation')).toEqual([
      'cais/mmlu <declared README.md#/model-index/0/results/0/dataset/type>',
    ]);
    expect(claimsIn(files).claims.find(({ name }) => name === 'metric')?.value).toEqual({
      task: 'text-generation',
      dataset: 'cais/mmlu',
      datasetName: 'MMLU',
      revision: 'abc',
      metric: 'acc',
      value: 71.2,
      source: 'https://example.org',
    });
  });

  it('with names that come twice says so, and tells both, each at its place, the last one first', () => {
    const files = cardOf('license: mit\nbase_model: acme/one\nlicense: gpl-3.0\nlicense: [apache-2.0]');
    expect(shownClaims(files, 'license')).toEqual([
      'apache-2.0 <declared README.md#/license/0>',
      'gpl-3.0 <declared README.md#/license (2 of 3)>',
      'mit <declared README.md#/license (1 of 3)>',
    ]);
    const source = { file: 'README.md', pointer: '/license' };
    const both = ['mit', 'gpl-3.0', 'a list of 1'].map((value) => ({ source, value }));
    expect(claimsIn(files).remarks).toEqual([{ kind: 'duplicate-key', ...source, both }]);
  });

  it.each([
    ['is no YAML', 'a: b: c', 'malformed'],
    ['is too deep', '['.repeat(300), 'too-large'],
    ['is a list', '- a', 'wrong-type'],
    ['has a mapping for a text', 'license: {a: b}', 'wrong-type'],
  ])('that %s is remarked', (_, frontMatter, kind) => {
    expect(claimsIn(cardOf(frontMatter)).remarks.map((one) => one.kind)).toEqual([kind]);
  });

  it.each([
    ['is no text', Buffer.from('---\nlicense: mit\n---\n\xff', 'latin1'), 'malformed'],
    ['is full of control characters', `---\nlicense: mit\n---\n${'word\u0007 '.repeat(100)}`, 'malformed'],
    ['is too large', `---\nlicense: mit\n---\n${'x'.repeat(4 * 1024 * 1024)}`, 'too-large'],
    ['is too large for one without front matter', `license: mit\n${'x'.repeat(300_000)}`, 'too-large'],
  ])('of a card that %s is not read, which is remarked', (_, card, kind) => {
    const { claims, remarks } = claimsIn({ 'README.md': card });
    expect(claims.filter(({ name }) => name === 'license')).toEqual([]);
    expect(remarks.map((one) => one.kind)).toEqual([kind]);
  });

  it('of a card with a few control characters is read, which is remarked', () => {
    const { claims, remarks } = claimsIn({ 'README.md': '---\nlicense: mit\n---\n# Toy\u0007\n\nIt hums.\u0000\n' });
    expect(claims.map(({ name, value }) => [name, value])).toEqual([
      ['license', 'mit'],
      ['name', 'Toy\u0007'],
    ]);
    expect(remarks).toEqual([{ kind: 'malformed', file: 'README.md', detail: 'control characters in it: 2' }]);
  });

  it('is none where a fence names a language, which is never run', () => {
    expect(claimsIn({ 'README.md': '---js\nprocess.exit(1)\n---\n' }).claims).toEqual([]);
  });
});

describe('the sections of a card', () => {
  it('are told by what their headings say', () => {
    const body =
      '# Toy\nx\n## Bias, Risks, and Limitations\nIt lies.\n```\n## License\n```\nUses\n----\n[More Information Needed]\n';
    expect(shownClaims(cardOf('a: b', body), 'section')).toEqual([
      '{"id":"bias","title":"Bias, Risks, and Limitations","characters":27,"isTemplate":false} <declared README.md#Bias, Risks, and Limitations>',
      '{"id":"limitations","title":"Bias, Risks, and Limitations","characters":27,"isTemplate":false} <declared README.md#Bias, Risks, and Limitations>',
      '{"id":"intended-use","title":"Uses","characters":25,"isTemplate":true} <declared README.md#Uses>',
    ]);
    expect(shownClaims(cardOf('a: b', body), 'intended-use')).toEqual([]);
    expect(shownClaims(cardOf('a: b', body), 'name')).toEqual(['Toy <inferred README.md#Toy>']);
    expect(shownClaims(cardOf('a: b', '# Model Card for Model ID'), 'name')).toEqual([]);
  });

  const idsOf = (body: string): readonly string[] =>
    claimsIn(cardOf('a: b', body)).claims.flatMap(({ name, value }) =>
      name === 'section' ? [(value as { id: string }).id] : [],
    );

  it.each([
    ['what stands in a comment', '# Toy\n<!--\n## Bias\nIt lies.\n```\n-->\n## Uses\n', ['intended-use']],
    ['what stands in a comment that never ends', '# Toy\n<!-- x\n## Bias\n', []],
    ['a comment of one line', '# Toy\n<!-- x -->\n## Bias\n', ['bias']],
    ['the title, whatever it speaks of', '# Credit risk and bias model\nx\n## Risks\n', ['limitations']],
    ['a first heading that is a section', '# Risk\nx\n', ['limitations']],
    ['a risk of something', '# Toy\n## Risk scores\n', []],
    ['data of training and evaluation', '# Toy\n## Training and evaluation data\n', ['training-data', 'evaluation']],
  ])('are told from %s', (_, body, ids) => {
    expect(idsOf(body)).toEqual(ids);
  });

  it('say nothing where a program left them to be written', () => {
    const [claim] = claimsIn(cardOf('a: b', '# Toy\n## Bias\n[TODO: provide examples]\n')).claims.filter(
      ({ name }) => name === 'section',
    );
    expect(claim?.value).toMatchObject({ isTemplate: true });
  });
});

describe('the split that a result is of', () => {
  const splitOf = (dataset: string): unknown => {
    const results = `model-index: [{name: m, results: [{task: {type: t}, dataset: {type: d, name: d, ${dataset}}, metrics: [{type: wer, value: 3}]}]}]`;
    const [metric] = claimsIn(cardOf(results, '')).claims.filter(({ name }) => name === 'metric');
    return (metric?.value as { split?: unknown } | undefined)?.split;
  };

  it.each([
    ['its field', 'split: test', 'test'],
    ['its arguments in one text', "split: None, args: 'config: hi, split: test'", 'test'],
    ['its arguments', 'args: {split: test}', 'test'],
    ['arguments that name none', 'args: mrpc', undefined],
  ])('is that of %s', (_, dataset, split) => {
    expect(splitOf(dataset)).toBe(split);
  });
});
