// SPDX-License-Identifier: Apache-2.0
import { collectClaims, subjectOf } from '@mpk/bom';
import { createDocument, findReferenceFaults, type DocumentModel } from '@mpk/bom/documents';
import { modelFiles, type Files } from '../model.js';
import { spdxFaults } from '../spdx/spdx-schema.js';
import { jsonFaults, xmlFaults } from './validators.js';

/** Documents of a folder, of which every one was found to be valid. */
export interface FolderDocuments {
  readonly bom: any;
  /** elements by type */
  readonly spdx: (type: string) => readonly any[];
  /** statements of annotations of SPDX */
  readonly statements: readonly string[];
  /** values of properties of the component that the BOM is about */
  readonly properties: (name: string) => readonly string[];
}

export function documentsOf(contents: Files, about: Partial<DocumentModel> = {}): FolderDocuments {
  const files = modelFiles(contents);
  const { claims } = collectClaims(files);
  const model = { name: 'toy', kind: subjectOf(files, { claims }), files, ...about };
  const input = { model, claims, tool: { name: 'kit', version: '1' }, timestamp: new Date(0) };
  for (const spec of ['1.5', '1.6', '1.7'] as const) {
    const json = createDocument({ ...input, format: 'cyclonedx-json', spec });
    expect(jsonFaults(json, spec)).toBeNull();
    expect(findReferenceFaults(JSON.parse(json))).toEqual({ duplicates: [], dangling: [] });
    expect(xmlFaults(createDocument({ ...input, format: 'cyclonedx-xml', spec }), spec)).toBeNull();
  }
  const spdx = createDocument({ ...input, format: 'spdx-json' });
  expect(spdxFaults(spdx)).toEqual([]);
  const bom = JSON.parse(createDocument({ ...input, format: 'cyclonedx-json' }));
  const graph: any[] = JSON.parse(spdx)['@graph'];
  const ofType = (type: string): readonly any[] => graph.filter((one) => one.type === type);
  return {
    bom,
    spdx: ofType,
    statements: ofType('Annotation').map(({ statement }) => statement),
    properties: (name) =>
      (bom.metadata.component.properties ?? []).flatMap((one: any) => (one.name === name ? [one.value] : [])),
  };
}

/** Where the value at a pointer of the BOM is known from. */
export const sourcesOf = ({ bom }: FolderDocuments, pointer: string): readonly string[] =>
  bom.citations.flatMap((one: any) => (one.pointers.includes(pointer) ? [one.note] : [])).sort();
