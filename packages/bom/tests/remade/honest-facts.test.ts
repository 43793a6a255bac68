// SPDX-License-Identifier: Apache-2.0
import { collectClaims, subjectOf } from '@mpk/bom';
import { parseBom, readSpdx, viewOfFiles, type FactComparison } from '@mpk/bom/assess';
import { compareFacts, createDocument, type DocumentInput, type ReadFacts } from '@mpk/bom/documents';
import { HONEST } from '../audit/honest-folders.js';
import { POPULAR_MODELS } from '../audit/popular-models.js';
import { modelFiles, type Files } from '../model.js';

const tool = { name: 'mpk', version: '1.2.3' };
const other = { name: 'mpk', version: '1.2.2' };

function readOf(content: Files): ReadFacts & Pick<DocumentInput, 'claims'> {
  const files = modelFiles(content);
  const { claims } = collectClaims(files);
  return {
    model: { kind: subjectOf(files, { claims }), name: 'toy', manifestDigest: 'sha256:0', files },
    claims,
    tool,
  };
}

/** What is found of a BOM of a folder, of that version of the kit, in every format. */
function compared(read: ReadFacts, by: typeof tool): readonly FactComparison[] {
  const input = { ...read, tool: by, timestamp: new Date(0) };
  const cyclonedx = (['cyclonedx-json', 'cyclonedx-xml'] as const).map((format) =>
    createDocument({ ...input, format }),
  );
  const spdx = createDocument({ ...input, format: 'spdx-json' });
  return [
    ...cyclonedx.map((text) => compareFacts(viewOfFiles(parseBom(Buffer.from(text)), read.model.files), read)),
    compareFacts(readSpdx(JSON.parse(spdx)), read),
  ];
}

describe.each(Object.entries({ ...POPULAR_MODELS, ...HONEST }))('BOMs of an honest folder: %s', (_, content) => {
  const read = readOf(content);
  it('made by this version are what the files say', () => {
    for (const facts of compared(read, tool)) expect(facts).toMatchObject({ extent: 'all', different: [] });
  });

  it('made by another version say nothing that the files contradict', () => {
    for (const facts of compared(read, other)) expect(facts).toMatchObject({ extent: 'some', different: [] });
  });
});
