// SPDX-License-Identifier: Apache-2.0
import { createDocument, serializeJson, serializeXml, SPEC_VERSIONS } from '@mpk/bom/documents';
import { thrownCode } from '@mpk/testkit';
import { MAX_XML_DEPTH } from '../../src/cyclonedx/xml/parse-xml.js';
import { readXmlBom } from '../../src/cyclonedx/xml/read-xml-bom.js';
import { CLAIM_SETS } from '../documents/claim-sets.js';
import { fullBom } from './full-bom.js';

const read = (xml: string | Uint8Array): { json: unknown; unread: readonly string[] } => {
  const unread: string[] = [];
  const json = readXmlBom(Buffer.from(xml), 'the BOM', (pointer, reason) => unread.push(`${pointer}: ${reason}`));
  return { json, unread };
};
/** As XML has it: no name of a schema. */
const asInXml = (json: string): unknown => ({ ...JSON.parse(json), $schema: undefined }) as unknown;
/** Descriptions are lines in XML, which have no ends in them. */
const inLines = (document: unknown): unknown =>
  JSON.parse(JSON.stringify(document), (key, value: unknown) =>
    key === 'description' && typeof value === 'string' ? value.replace(/[\t\n\r]+/g, ' ') : value,
  );
const bom = (inner: string, version = '1.7'): string =>
  `<?xml version="1.0" encoding="UTF-8"?><bom xmlns="http://cyclonedx.org/schema/bom/${version}" version="1">${inner}</bom>`;

describe('a BOM that was written as XML', () => {
  it.each(SPEC_VERSIONS)('with all that there is reads back as the JSON of it, in %s', (spec) => {
    expect(read(serializeXml(fullBom(), spec))).toEqual({ json: asInXml(serializeJson(fullBom(), spec)), unread: [] });
  });

  it.each(Object.entries(CLAIM_SETS))('of the %s model reads back as the JSON of it', (_, input) => {
    const xml = createDocument({ ...input, format: 'cyclonedx-xml' });
    const json = createDocument({ ...input, format: 'cyclonedx-json' });
    expect(read(xml)).toEqual({ json: inLines(asInXml(json)), unread: [] });
  });
});

describe('the XML of others', () => {
  it('may have prefixes, CDATA and references to characters', () => {
    const xml = `<c:bom xmlns:c="http://cyclonedx.org/schema/bom/1.6"><c:metadata><c:component type="file"><c:name><![CDATA[a<b]]>&amp;&#99;</c:name></c:component></c:metadata></c:bom>`;
    expect(read(xml).json).toEqual({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      metadata: { component: { type: 'file', name: 'a<b&c' } },
    });
  });

  it('has tools as a list, or as components', () => {
    const tools = (inner: string): unknown => read(bom(`<metadata><tools>${inner}</tools></metadata>`, '1.4')).json;
    expect(tools('<tool><vendor>v</vendor><name>n</name></tool>')).toMatchObject({
      metadata: { tools: [{ vendor: 'v', name: 'n' }] },
    });
    expect(tools('<components><component type="application"><name>n</name></component></components>')).toMatchObject({
      metadata: { tools: { components: [{ type: 'application', name: 'n' }] } },
    });
  });

  it('has what depends on what, and what provides it', () => {
    const xml =
      '<dependencies><dependency ref="a"><dependency ref="b"/><provides ref="c"/></dependency></dependencies>';
    expect(read(bom(xml)).json).toMatchObject({ dependencies: [{ ref: 'a', dependsOn: ['b'], provides: ['c'] }] });
  });

  it('tells what is not read', () => {
    const xml = `<components><component type="library"><name>a</name><evidence/><name>b</name></component><other/></components>
      <x:y xmlns:x="urn:x"><x:z/></x:y><definitions/>`;
    expect(read(bom(xml)).unread).toEqual([
      ': 1 elements of other namespaces are not read',
      '/definitions: the element definitions is not read',
      '/components/0/evidence: the element evidence is not read',
      '/components/0/name: another name stands there',
      '/components/1: the element other is not read',
    ]);
  });
});

describe('what XML has where nothing should be', () => {
  it.each([
    ['an attribute', '<components><component type="file" by="me"><name>x</name></component></components>'],
    ['an attribute of a list', '<components by="me"/>'],
    [
      'an attribute of a text',
      '<components><component type="file"><hashes><hash alg="MD5" by="me">0</hash></hashes></component></components>',
    ],
    ['an element in a text', '<metadata><timestamp>2026<x/></timestamp></metadata>'],
    [
      'an element in a reference',
      '<dependencies><dependency ref="a"><dependency ref="b"><dependency ref="c"/></dependency></dependency></dependencies>',
    ],
    ['text between elements', '<metadata>x<timestamp>2026</timestamp></metadata>'],
    ['text in a list', '<components>x</components>'],
  ])('is told: %s', (_, xml) => {
    expect(read(bom(xml)).unread).toHaveLength(1);
  });

  it('is not space', () => {
    const xml = `<components>
      <component type="file">
        <name>x</name>
        <hashes><hash alg="MD5">
          0123
        </hash></hashes>
        <purl> pkg:generic/x </purl>
      </component>
    </components>`;
    expect(read(bom(xml))).toEqual({
      json: expect.objectContaining({
        components: [{ type: 'file', name: 'x', hashes: [{ alg: 'MD5', content: '0123' }], purl: 'pkg:generic/x' }],
      }),
      unread: [],
    });
  });

  it('has vulnerabilities, and whom they affect', () => {
    const xml =
      '<vulnerabilities><vulnerability bom-ref="v"><id>CVE-1</id><ratings><rating><score>9.8</score></rating></ratings><cwes><cwe>79</cwe></cwes><analysis><state>exploitable</state><responses><response>update</response></responses></analysis><affects><target><ref>a</ref></target></affects></vulnerability></vulnerabilities>';
    expect(read(bom(xml))).toMatchObject({
      json: {
        vulnerabilities: [
          {
            'bom-ref': 'v',
            id: 'CVE-1',
            ratings: [{ score: 9.8 }],
            cwes: [79],
            analysis: { state: 'exploitable', response: ['update'] },
            affects: [{ ref: 'a' }],
          },
        ],
      },
      unread: [],
    });
  });
});

describe('XML that is no BOM, or a trap', () => {
  const laughs = `<?xml version="1.0"?><!DOCTYPE bom [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><bom xmlns="http://cyclonedx.org/schema/bom/1.7"><metadata><timestamp>&b;</timestamp></metadata></bom>`;

  it.each<[string, string | Uint8Array, string]>([
    ['a document type', laughs, 'INPUT_UNSUPPORTED'],
    ['a file that it names', laughs.replace('"ha"', 'SYSTEM "file:///etc/passwd"'), 'INPUT_UNSUPPORTED'],
    ['an entity that nobody defines', bom('<a>&b;</a>'), 'INPUT_MALFORMED'],
    ['an element that does not end', bom('<a>'), 'INPUT_MALFORMED'],
    ['an attribute that stands twice', bom('<a b="1" b="2"/>'), 'INPUT_MALFORMED'],
    ['a prefix of nothing', bom('<a:b/>'), 'INPUT_MALFORMED'],
    ['two roots', `${bom('')}<bom/>`, 'INPUT_MALFORMED'],
    ['nothing', '<?xml version="1.0"?>', 'INPUT_MALFORMED'],
    ['a character that XML has not', bom('<a>\u0001</a>'), 'INPUT_MALFORMED'],
    ['bytes that are no UTF-8', Buffer.concat([Buffer.from(bom('')), Buffer.from([0xff])]), 'INPUT_MALFORMED'],
    ['another encoding', bom('').replace('UTF-8', 'UTF-16'), 'INPUT_UNSUPPORTED'],
    ['another root', '<html xmlns="http://cyclonedx.org/schema/bom/1.7"/>', 'INPUT_UNSUPPORTED'],
    ['another namespace', '<bom xmlns="urn:x"/>', 'INPUT_UNSUPPORTED'],
    [
      'elements without end',
      bom('<a>'.repeat(MAX_XML_DEPTH + 5) + '</a>'.repeat(MAX_XML_DEPTH + 5)),
      'INPUT_TOO_LARGE',
    ],
  ])('with %s is refused', async (_, xml, code) => {
    await expect(thrownCode(() => read(xml))).resolves.toBe(code);
  });

  it('is read with the components that lie within each other', () => {
    const depth = MAX_XML_DEPTH / 2 - 2;
    const start = '<components><component type="file"><name>x</name>'.repeat(depth);
    expect(read(bom(`${start}${'</component></components>'.repeat(depth)}`)).unread).toEqual([]);
  });

  it('has numbers and truths that are none as texts, or not at all', () => {
    const consumption =
      '<energyConsumption><activity>other</activity><activityEnergyCost><value>1e5</value><unit>kWh</unit></activityEnergyCost></energyConsumption>';
    const xml = `<components><component type="file" isExternal="maybe"><name>x</name><modelCard><considerations><environmentalConsiderations><energyConsumptions>${consumption}</energyConsumptions></environmentalConsiderations></considerations></modelCard></component></components>`;
    const { json, unread } = read(bom(xml));
    expect(json).toMatchObject({ components: [{ isExternal: 'maybe' }] });
    expect(unread).toEqual([
      '/components/0/modelCard/considerations/environmentalConsiderations/energyConsumptions/0/activityEnergyCost/value: is no number',
    ]);
  });
});
