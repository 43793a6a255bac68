// SPDX-License-Identifier: Apache-2.0
import { collectClaims, subjectOf } from '@mpk/bom';
import { compareWithFiles, mergeBoms, parseBom, viewOfFiles, withFacts, type BomComparison } from '@mpk/bom/assess';
import { compareFacts, createDocument, SPEC_VERSIONS, type DocumentInput, type SpecVersion } from '@mpk/bom/documents';
import { modelFiles, type Files } from '../model.js';
import { makeSafetensors } from '../safetensors.js';

const tool = { name: 'mpk', version: '1.2.3' };
const LICENSE = 'a text that both have\n';
const ONE: Files = {
  'README.md': '---\nlicense: mit\nbase_model: acme/base\ndatasets: [acme/rows]\n---\n# One\n',
  'config.json': { architectures: ['LlamaForCausalLM'], model_type: 'llama' },
  'model.safetensors': makeSafetensors({ 'a.weight': ['F32', 2, 3] }),
  LICENSE,
};
const TWO: Files = {
  'README.md': '---\nlicense: apache-2.0\nbase_model: acme/other\n---\n# Two\n',
  'model.safetensors': makeSafetensors({ 'b.weight': ['F32', 4, 4] }),
  LICENSE,
};
const ROWS: Files = { 'README.md': '---\nlicense: cc-by-4.0\npretty_name: Rows\n---\n', 'data.csv': 'a,b\n1,2\n' };

function folderOf(name: string, content: Files): Pick<DocumentInput, 'model' | 'claims'> {
  const files = modelFiles(content);
  const { claims } = collectClaims(files);
  return { model: { kind: subjectOf(files, { claims }), name, manifestDigest: 'sha256:0', files }, claims };
}
const bomOf = (name: string, content: Files, spec: SpecVersion, more: Partial<DocumentInput> = {}): any =>
  parseBom(
    Buffer.from(
      createDocument({
        ...folderOf(name, content),
        tool,
        timestamp: new Date(0),
        ...more,
        format: 'cyclonedx-json',
        spec,
      }),
    ),
  );
const mergedOf = (...documents: readonly any[]): any => mergeBoms(documents, { timestamp: new Date(0) }).bom;

function compare(bom: any, name: string, content: Files): BomComparison {
  const document = parseBom(Buffer.from(JSON.stringify(bom)));
  const read = { ...folderOf(name, content), tool };
  const view = viewOfFiles(document, read.model.files);
  return withFacts(compareWithFiles(view, read.model.files), compareFacts(view, read));
}

describe.each(SPEC_VERSIONS)('a merged BOM of CycloneDX %s', (spec) => {
  const merged = (): any => mergedOf(bomOf('one', ONE, spec), bomOf('two', TWO, spec), bomOf('rows', ROWS, spec));

  it.each<[string, Files]>([
    ['one', ONE],
    ['two', TWO],
    ['rows', ROWS],
  ])('is of each folder that it was merged of: %s', (name, folder) => {
    const { outcome, totals, facts } = compare(merged(), name, folder);
    expect([outcome, totals.matching, facts?.isCompared && facts.different]).toEqual([
      'pass',
      Object.keys(folder).length,
      [],
    ]);
    expect(facts).toMatchObject({ extent: 'some', reason: 'it was merged of several' });
    expect(facts?.isCompared && facts.totals.confirmed).toBeGreaterThan(0);
  });

  it('is of none where a file changed, or one is too many', () => {
    expect(compare(merged(), 'two', { ...TWO, 'README.md': '# Two' }).outcome).toBe('fail');
    expect(compare(merged(), 'two', { ...TWO, 'more.txt': 'x' }).outcome).toBe('fail');
  });

  it('is found out where a fact of one of them was edited', () => {
    const text = JSON.stringify(merged()).replace(/"other"/g, '"better"');
    const { outcome, facts } = compare(JSON.parse(text), 'two', TWO);
    expect(outcome).toBe('fail');
    expect(facts).toMatchObject({ different: [{ fact: 'base-model', said: 'acme/better', found: 'acme/other' }] });
  });

  it('of one document alone, or of one twice, says what that says', () => {
    const bom = bomOf('one', ONE, spec);
    for (const all of [[bom], [bom, bom]]) {
      expect(compare(mergedOf(...all), 'one', ONE)).toMatchObject({ outcome: 'pass', facts: { different: [] } });
    }
  });

  it('of two documents about the same model says what both say', () => {
    const stated = { supplier: 'Shop', authors: ['Ada'] };
    const both = mergedOf(bomOf('one', ONE, spec), bomOf('one', ONE, spec, { stated }));
    expect(compare(both, 'one', ONE)).toMatchObject({ outcome: 'pass', facts: { different: [] } });
  });

  it('with one of another tool says what both say', () => {
    const other = parseBom(
      Buffer.from(
        JSON.stringify({
          bomFormat: 'CycloneDX',
          specVersion: spec,
          metadata: {
            tools: { components: [{ type: 'application', name: 'scanner', version: '1' }] },
            component: { type: 'application', name: 'app', version: '1' },
          },
        }),
      ),
    );
    for (const all of [
      [bomOf('one', ONE, spec), other],
      [other, bomOf('one', ONE, spec)],
    ])
      expect(compare(mergedOf(...all), 'one', ONE)).toMatchObject({ outcome: 'pass', facts: { different: [] } });
  });
});
