// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDocument, type DocumentRequest } from '@mpk/bom/documents';
import { CLAIM_SETS } from './claim-sets.js';

const timestamp = new Date('2026-02-03T04:05:06Z');
const { finetuned, adapter, silent } = CLAIM_SETS;
/** Documents whose every byte is looked at by people: `UPDATE_GOLDEN=1` writes them anew. */
const GOLDEN: Readonly<Record<string, DocumentRequest>> = {
  'finetuned-1.5.cdx.json': { ...finetuned, format: 'cyclonedx-json', spec: '1.5' },
  'finetuned-1.6.cdx.json': { ...finetuned, format: 'cyclonedx-json', spec: '1.6' },
  'finetuned-1.7.cdx.json': { ...finetuned, format: 'cyclonedx-json', spec: '1.7' },
  'finetuned-1.7.cdx.xml': { ...finetuned, format: 'cyclonedx-xml', spec: '1.7' },
  'finetuned.spdx.json': { ...finetuned, timestamp, format: 'spdx-json' },
  'adapter-1.7.cdx.json': { ...adapter, format: 'cyclonedx-json', spec: '1.7' },
  'adapter-1.5.cdx.xml': { ...adapter, format: 'cyclonedx-xml', spec: '1.5' },
  'adapter.spdx.json': { ...adapter, timestamp, format: 'spdx-json' },
  'silent-1.7.cdx.json': { ...silent, format: 'cyclonedx-json', spec: '1.7' },
  'silent.spdx.json': { ...silent, timestamp, format: 'spdx-json' },
};

describe('documents as they are published', () => {
  it.each(Object.entries(GOLDEN))('%s is as it was', (name, request) => {
    const path = fileURLToPath(new URL(`../golden/${name}`, import.meta.url));
    const document = createDocument(request);
    if (process.env.UPDATE_GOLDEN === '1') {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, document);
    }
    expect(document).toBe(readFileSync(path, 'utf8'));
  });
});
