// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { parseBom, PROFILES, renderBomHtml, renderBomMarkdown, scoreBom, viewModel } from '@mpk/bom/assess';
import { cdxgenBom, kitBom, parsed, PRODUCERS } from '../assess/producers.js';
import { hostileBom } from './hostile.js';

const html = (bom: unknown): string => {
  const view = viewModel(parsed(bom));
  return renderBomHtml(view, { scores: [scoreBom(view, PROFILES['g7-2026'])] });
};
const markdown = (bom: unknown): string => {
  const view = viewModel(parsed(bom));
  return renderBomMarkdown(view, { scores: [scoreBom(view, PROFILES['cisa-2025'])] });
};
const textOf = (page: string): string =>
  page
    .replace(/<style>[^]*<\/style>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
const headings = (page: string): string[] => [...page.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title]) => title!);

describe('renderBomHtml', () => {
  it('says what it is, its licence, parents and data, in the order in which people ask', () => {
    expect(headings(html(kitBom()))).toEqual([
      'Conflicts',
      'What it is',
      'Licence',
      'Parents',
      'Training data',
      'Evaluation data',
      'Performance',
      'Measured and stated facts',
      'Intended use',
      'Limitations',
      'Files',
      'How complete it is',
      'Gaps: SBOM for AI: minimum elements',
    ]);
  });

  it('says how each thing is known, and where it was read', () => {
    const text = textOf(html(kitBom()));
    expect(text).toContain('Licence Apache-2.0 declared README.md#/license ');
    expect(text).toContain('parameter count 4,368 measured model.safetensors ');
    expect(text).toContain('Released 2026-10-30T00:00:00.000Z no source');
    expect(text).toContain('meta-llama/Llama-3.2-1B declared README.md#/base_model finetune declared llama3.2');
    expect(text).toContain('parameters stated 7B');
    expect(text).toContain('29 of 48, 11 with a source');
  });

  it('says which software it needs, and how it was made', () => {
    const bom = kitBom();
    bom.components = [
      ...(bom.components ?? []),
      { type: 'library', name: 'torch', version: '2.0', 'bom-ref': 'l' },
      { type: 'platform', name: 'python', versionRange: 'vers:pypi/>=3.10' },
    ];
    bom.formulation = [
      {
        'bom-ref': 'f',
        components: [{ type: 'container', name: 'ghcr.example/train', version: 'sha256:aa' }],
        workflows: [
          { 'bom-ref': 'w', uid: 'run-7', taskTypes: ['build'], name: '<b>run</b>', timeStart: '2026-01-02T00:00:00Z' },
          { 'bom-ref': 'x', uid: 'run-8', taskTypes: ['build'] },
        ],
      },
    ];
    const page = html(bom);
    expect(headings(page)).toEqual(expect.arrayContaining(['How it was made', 'Software']));
    const text = textOf(page);
    expect(text).toContain(
      'run &lt;b&gt;run&lt;/b&gt; 2026-01-02T00:00:00Z run run-8 container ghcr.example/train sha256:aa',
    );
    expect(text).toMatch(/torch .{0,40}2\.0 python .{0,40}vers:pypi\/&gt;=3\.10/);
  });

  it('tells what others found out and signed, what speaks against the model first', () => {
    const bom = cdxgenBom();
    bom.declarations = {
      attestations: [
        { summary: 'Test result FAILED, signed by <b>ci</b>', map: [{ claims: ['a'], counterClaims: ['b', 'gone'] }] },
        { summary: 'Audit, without a claim' },
      ],
      claims: [
        { 'bom-ref': 'a', predicate: 'accuracy >= 0.9' },
        { 'bom-ref': 'b', predicate: 'worst subgroup' },
      ],
    };
    const text = textOf(html(bom));
    const test = 'Test result FAILED, signed by &lt;b&gt;ci&lt;/b&gt;';
    expect(text).toContain(
      `${test} worst subgroup not met ${test} not said not met ${test} accuracy &gt;= 0.9 met ` +
        'Audit, without a claim not said not said',
    );
  });

  it('says what is not said', () => {
    const bom = cdxgenBom();
    delete bom.components[0].licenses;
    delete bom.components[0].pedigree;
    const text = textOf(html(bom));
    expect(text).toContain('The document names no licence.');
    expect(text).toContain('The document names no model that it was made from.');
    expect(headings(html(bom))).toContain('Data, with no word on what it was used for');
    bom.components[0].name = 7;
    expect(textOf(html(bom))).toContain('/components/0/name is a number, expected a text');
  });

  it('holds no script, no address that is loaded, and no markup of the document', () => {
    const page = html(hostileBom());
    expect(page).not.toMatch(/<(?:script|img|link|iframe|object|embed|form|a)\b/i);
    expect(page).not.toMatch(/<[^>]*\s(?:href|src|on\w+)=/i);
    expect(page).not.toContain('\u202e');
    expect(page).toContain("default-src 'none'");
    expect(page).toContain('&lt;img src=x onerror=');
  });

  it('stays short, whatever a document holds', () => {
    const bom = kitBom();
    const file = bom.metadata.component.components[0];
    bom.metadata.component.components = Array.from({ length: 10_000 }, (_, i) => ({ ...file, name: `${i}` }));
    bom.metadata.component.description = 'x'.repeat(1_000_000);
    expect(html(bom).length).toBeLessThan(200_000);
    expect(textOf(html(bom))).toContain('9800 more are in the document.');
  });

  it('stays short where everything is long and there is much of it', () => {
    const long = (i: number): string => `${i} ${'y'.repeat(5000)}`;
    const many = <T>(make: (text: string) => T): T[] => Array.from({ length: 300 }, (_, i) => make(long(i)));
    const bom = kitBom();
    const { component } = bom.metadata;
    component.licenses = many((name) => ({ license: { name } }));
    component.authors = many((name) => ({ name }));
    component.properties = many((name) => ({ name, value: name }));
    component.pedigree.ancestors = many((name) => ({ type: 'data', name, licenses: component.licenses.slice(0, 3) }));
    component.modelCard.considerations.useCases = many((text) => text);
    component.modelCard.quantitativeAnalysis.performanceMetrics = many((type) => ({ type, value: type, slice: type }));
    expect(html(bom).length).toBeLessThan(3_000_000);
  });

  it('gives pages for any JSON in the place of a value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const component = {
          type: 'machine-learning-model',
          name: a,
          licenses: b,
          properties: a,
          modelCard: b,
          pedigree: { ancestors: a },
        };
        const bom = { bomFormat: 'CycloneDX', specVersion: '1.6', metadata: { component, tools: b }, components: a };
        const view = viewModel(parseBom(Buffer.from(JSON.stringify(bom))));
        expect(renderBomHtml(view)).toContain('</html>');
        expect(renderBomMarkdown(view)).toContain('# ');
      }),
    );
  });
});

describe('renderBomMarkdown', () => {
  it('says the same as the page', () => {
    const text = markdown(kitBom());
    expect(text).toContain(
      '## Training data\n\n| Dataset | Licence | Sensitivity | Description |\n|---|---|---|---|\n',
    );
    expect(text).toContain('| Licence | Apache-2.0 _(declared; README.md&#35;/license)_ |');
    expect(text).toContain('Minimum elements for an SBOM: 11 of 11, 3 with a source');
  });

  it('holds no markup, links or mentions of the document, and each row on one line', () => {
    const text = markdown(hostileBom());
    expect(text).not.toMatch(/<(?!br>)/);
    expect(text).not.toMatch(/\]\(|@/);
    for (const line of text.split('\n').filter((one) => one.startsWith('|'))) expect(line.endsWith('|')).toBe(true);
    const licenceRows = text.split('\n').filter((one) => one.startsWith('| Licence |'));
    expect(licenceRows.map((one) => one.split('|').length)).toEqual([4]);
  });

  it.each(Object.entries(PRODUCERS))('gives a page of %s', (_, make) => {
    expect(markdown(make())).toContain('## What it is');
  });
});
