// SPDX-License-Identifier: Apache-2.0
import { EXACT_NAME, nameIn } from '../documents/exact-names.js';
import { itemsOf, memberOf, textAt, type Place } from '../bom-document/place.js';
import type { SpdxDocument } from '../spdx-document/spdx-document.js';
import { compareListed, type BomComparison, type ComparedFile, type ListedFile } from './bom-against-files.js';

/**
 * Compares the files that an SPDX 3 document lists with those of a folder, as `compareWithFiles` does for CycloneDX. SPDX files have no
 * size. Pure.
 */
export function compareSpdxWithFiles({ elements }: SpdxDocument, files: readonly ComparedFile[]): BomComparison {
  const listed = new Map<string, ListedFile & { readonly digests: Set<string> }>();
  for (const element of elements) {
    const name = fileName(element);
    if (name === undefined) continue;
    const known = listed.get(name) ?? { name, pointer: element.pointer, digests: new Set(), sizes: new Set() };
    for (const digest of sha256sOf(element)) known.digests.add(digest);
    listed.set(name, known);
  }
  return compareListed(listed, files);
}

/** The name of a file, as it is written; undefined for all else. */
function fileName(element: Place): string | undefined {
  const written = memberOf(element, 'name')?.value;
  if (textAt(element, 'type') !== 'software_File' || typeof written !== 'string') return undefined;
  const comment = memberOf(element, 'comment')?.value;
  const isExact = typeof comment === 'string' && comment.startsWith(`${EXACT_NAME} `);
  return nameIn(written, isExact ? comment.slice(EXACT_NAME.length + 1) : undefined);
}

const sha256sOf = (element: Place): readonly string[] =>
  itemsOf(memberOf(element, 'verifiedUsing')).flatMap((hash) => {
    const content = (textAt(hash, 'hashValue') ?? '').toLowerCase();
    return textAt(hash, 'algorithm') === 'sha256' && /^[0-9a-f]{64}$/.test(content) ? [content] : [];
  });
