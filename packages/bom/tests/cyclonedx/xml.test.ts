// SPDX-License-Identifier: Apache-2.0
import { Enums, Models } from '@cyclonedx/cyclonedx-library';
import { XmlDocument } from 'libxml2-wasm';
import {
  createDocument,
  findReferenceFaults,
  serializeJson,
  serializeXml,
  SPEC_VERSIONS,
  type DocumentInput,
  type SpecVersion,
} from '@mpk/bom/documents';
import { CLAIM_SETS, claim, FINETUNED, SILENT } from '../documents/claim-sets.js';
import { jsonFaults, xmlFaults } from '../documents/validators.js';
import { fullBom } from './full-bom.js';

const xmlOf = (input: DocumentInput, spec: SpecVersion = '1.7'): string =>
  createDocument({ ...input, format: 'cyclonedx-xml', spec });
const textsAt = (xml: string, path: string): readonly string[] => {
  const document = XmlDocument.fromString(xml);
  const namespace = { b: document.root.namespaceUri };
  const texts = document.find(path, namespace).map(({ content }) => content);
  document.dispose();
  return texts;
};

describe.each(Object.entries(CLAIM_SETS))('the XML of the %s model', (_, input) => {
  it.each(SPEC_VERSIONS)('is valid %s', (spec) => {
    expect(xmlFaults(xmlOf(input, spec), spec)).toBeNull();
  });

  it('has the serial number of the JSON, for it says the same', () => {
    const { serialNumber } = JSON.parse(createDocument({ ...input, format: 'cyclonedx-json' }));
    expect(xmlOf(input)).toContain(`serialNumber="${serialNumber}"`);
  });
});

describe('a BOM with all that there is', () => {
  it.each(SPEC_VERSIONS)('is valid as JSON and as XML in %s', async (spec) => {
    const json = serializeJson(fullBom(), spec);
    expect(jsonFaults(json, spec)).toBeNull();
    expect(xmlFaults(serializeXml(fullBom(), spec), spec)).toBeNull();
    expect(findReferenceFaults(JSON.parse(json))).toEqual({ duplicates: [], dangling: [] });
  });

  it('has every text of the JSON in the XML', () => {
    const xml = serializeXml(fullBom(), '1.7');
    const texts: string[] = [];
    JSON.stringify(JSON.parse(serializeJson(fullBom(), '1.7')), (key, value: unknown) => {
      if (typeof value === 'string' && !['$schema', 'bomFormat', 'specVersion'].includes(key)) texts.push(value);
      return value;
    });
    for (const text of texts) expect(xml).toContain(text);
  });

  it('writes small numbers without an exponent, which xs:decimal lacks', () => {
    expect(textsAt(serializeXml(fullBom(), '1.7'), '//b:energyProvided/b:value')).toEqual(['0.0000001']);
  });
});

describe("a BOM of the library's own classes", () => {
  it.each(SPEC_VERSIONS)('is written as it is, in %s', (spec) => {
    const component = new Models.Component(Enums.ComponentType.Library, 'x', { bomRef: 'x' });
    component.licenses.add(new Models.SpdxLicense('MIT'));
    const bom = new Models.Bom();
    bom.metadata.component = component;
    const json = serializeJson(bom, spec);
    expect(jsonFaults(json, spec)).toBeNull();
    expect(JSON.parse(json).dependencies).toEqual([{ ref: 'x' }]);
    expect(xmlFaults(serializeXml(bom, spec), spec)).toBeNull();
  });
});

describe('hostile text in XML', () => {
  const hostile = 'a\u0000\u0007\u001b<b>&"\']]>\ud800\uffff\r\nz';

  it.each(SPEC_VERSIONS)('is cleaned and escaped, in texts, attributes and names, in %s', (spec) => {
    const claims = [
      'limitation',
      'description',
      'license',
      'tag',
      'author',
      'task',
      'dataset.training',
      'base-model',
    ].map((name) => claim(name, hostile, hostile));
    const model = { name: hostile, uri: hostile, files: [{ name: hostile, sizeBytes: 1, sha256: '0'.repeat(64) }] };
    expect(xmlFaults(xmlOf({ ...SILENT, model, claims }, spec), spec)).toBeNull();
  });

  it('reads back as what was written, where that can be written', () => {
    const xml = xmlOf({ ...SILENT, claims: [claim('limitation', 'a\r\n<b>&amp; ]]> "\' \u{1f600}', 'README.md')] });
    expect(textsAt(xml, '//b:technicalLimitation')).toEqual(['a\r\n<b>&amp; ]]> "\' \u{1f600}']);
  });

  it('keeps line ends out of what is one line by the schema', () => {
    expect(textsAt(xmlOf(FINETUNED), '/b:bom/b:metadata/b:component/b:description')).toEqual([
      'A toy. It says little.',
    ]);
  });
});
