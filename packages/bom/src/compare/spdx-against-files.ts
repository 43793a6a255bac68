// SPDX-License-Identifier: Apache-2.0
import { asArray, asObject, MpkError, type JsonObject } from '@mpk/core';
import { EXACT_NAME, nameIn } from '../documents/exact-names.js';
import { compareListed, type BomComparison, type ComparedFile, type ListedFile } from './bom-against-files.js';

/** Most elements of a document. */
const MAX_ELEMENTS = 1_000_000;

/**
 * Compares the files that an SPDX 3 document lists with those of a folder, as `compareWithFiles` does for CycloneDX. SPDX files have no
 * size.
 *
 * @param document - JSON-LD with a `@graph`; attacker-controlled
 * @throws MpkError `INPUT_MALFORMED` where the graph is no list of objects; `INPUT_TOO_LARGE`
 */
export function compareSpdxWithFiles(document: JsonObject, files: readonly ComparedFile[]): BomComparison {
  const graph = asArray(document['@graph'], 'the @graph of an SPDX document');
  if (graph.length > MAX_ELEMENTS)
    throw new MpkError('INPUT_TOO_LARGE', `the SPDX document has more than ${MAX_ELEMENTS} elements`);
  const listed = new Map<string, ListedFile>();
  for (const [i, item] of graph.entries()) {
    const element = asObject(item, 'an element of an SPDX document');
    const { name: written, comment } = element;
    if (element['type'] !== 'software_File' || typeof written !== 'string') continue;
    const isExact = typeof comment === 'string' && comment.startsWith(`${EXACT_NAME} `);
    const name = nameIn(written, isExact ? comment.slice(EXACT_NAME.length + 1) : undefined);
    const known = listed.get(name);
    const digests = new Set([...(known?.digests ?? []), ...sha256sOf(element)]);
    listed.set(name, { name, pointer: known?.pointer ?? `/@graph/${i}`, digests, sizes: new Set() });
  }
  return compareListed(listed, files);
}

function sha256sOf({ verifiedUsing }: JsonObject): readonly string[] {
  const hashes: readonly unknown[] = Array.isArray(verifiedUsing) ? verifiedUsing : [];
  return hashes.flatMap((hash) => {
    if (typeof hash !== 'object' || hash === null) return [];
    const { algorithm, hashValue } = hash as { readonly algorithm?: unknown; readonly hashValue?: unknown };
    const content = typeof hashValue === 'string' ? hashValue.toLowerCase() : '';
    return algorithm === 'sha256' && /^[0-9a-f]{64}$/.test(content) ? [content] : [];
  });
}
