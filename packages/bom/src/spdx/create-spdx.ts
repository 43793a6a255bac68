// SPDX-License-Identifier: Apache-2.0
import { serialNumberOf } from '../cyclonedx/json/serial-number.js';
import type { DocumentInput } from '../documents/input.js';
import { cleanText, lineText } from '../documents/text.js';
import { spdxTime } from './claim-fields.js';
import { addContent } from './content.js';
import { CREATION_INFO, SpdxGraph, type SpdxElement } from './graph.js';
import { conformanceOf } from './profiles.js';

const CONTEXT = 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld';

/** SPDX has no document without a time. */
export type SpdxInput = DocumentInput & { readonly timestamp: Date };

/**
 * SPDX 3.0.1 as JSON-LD, from the same facts as the CycloneDX BOM.
 *
 * Every claim is an annotation of what it is about, with its source: so are those that no member has a place for, and those that
 * another contradicts. The namespace is made from the content.
 */
export function createSpdx(input: SpdxInput): string {
  const draft = JSON.stringify(documentOf(input, 'urn:uuid:00000000-0000-0000-0000-000000000000'));
  return `${JSON.stringify(documentOf(input, serialNumberOf({ draft })), null, 2)}\n`;
}

function documentOf(input: SpdxInput, namespace: string): object {
  const graph = new SpdxGraph(namespace);
  const { tool, timestamp } = input;
  const toolName = cleanText(`${tool.name} ${tool.version}`);
  const creationInfo = {
    type: 'CreationInfo',
    '@id': CREATION_INFO,
    specVersion: '3.0.1',
    created: spdxTime(timestamp.toISOString()),
    createdBy: creators(graph, input, toolName),
    createdUsing: [graph.add('tool', 'Tool', { name: toolName })],
  };
  const root = addContent(graph, input);
  return {
    '@context': CONTEXT,
    '@graph': [creationInfo, ...graph.elements, ...collections(graph.elements, root, namespace)],
  };
}

/** Who asked for it, of whom nobody knows whether it is a person; where nobody is known, the tool. */
function creators(graph: SpdxGraph, { authors = [] }: SpdxInput, toolName: string): readonly string[] {
  const names = [...new Set(authors.map(lineText))].filter((name) => name !== '');
  if (names.length === 0) return [graph.add('creator', 'SoftwareAgent', { name: toolName })];
  return names.map((name) => graph.add(`agent:${name}`, 'Agent', { name }));
}

/** The BOM, and the document that holds it. */
function collections(elements: readonly SpdxElement[], root: string, namespace: string): readonly SpdxElement[] {
  const profileConformance = conformanceOf(elements);
  const element = elements.map(({ spdxId }) => spdxId);
  const sbom = {
    type: 'software_Sbom',
    spdxId: `${namespace}#sbom`,
    creationInfo: CREATION_INFO,
    profileConformance,
    rootElement: [root],
    element,
    software_sbomType: ['analyzed'],
  };
  return [
    sbom,
    {
      type: 'SpdxDocument',
      spdxId: `${namespace}#document`,
      creationInfo: CREATION_INFO,
      profileConformance,
      rootElement: [sbom.spdxId],
      element: [sbom.spdxId, ...element],
    },
  ];
}
