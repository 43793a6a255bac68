// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@mpk/core';
import { EXACT_NAME, nameIn } from '../documents/exact-names.js';
import { itemsOf, memberOf, textAt, type Place } from '../bom-document/place.js';
import { readSpdx } from '../spdx-document/spdx-document.js';
import { compareListed, type BomComparison, type ComparedFile, type ListedFile } from './bom-against-files.js';

/**
 * Compares the files that an SPDX 3 document lists with those of a folder, as `compareWithFiles` does for CycloneDX. SPDX files have no
 * size.
 *
 * @param document - JSON-LD with a `@graph`; attacker-controlled
 * @throws MpkError as {@link readSpdx}
 */
export function compareSpdxWithFiles(document: JsonObject, files: readonly ComparedFile[]): BomComparison {
  const listed = new Map<string, ListedFile>();
  for (const element of readSpdx(document).elements) {
    const written = memberOf(element, 'name')?.value;
    if (textAt(element, 'type') !== 'software_File' || typeof written !== 'string') continue;
    const comment = memberOf(element, 'comment')?.value;
    const isExact = typeof comment === 'string' && comment.startsWith(`${EXACT_NAME} `);
    const name = nameIn(written, isExact ? comment.slice(EXACT_NAME.length + 1) : undefined);
    const known = listed.get(name);
    const digests = new Set([...(known?.digests ?? []), ...sha256sOf(element)]);
    listed.set(name, { name, pointer: known?.pointer ?? element.pointer, digests, sizes: new Set() });
  }
  return compareListed(listed, files);
}

const sha256sOf = (element: Place): readonly string[] =>
  itemsOf(memberOf(element, 'verifiedUsing')).flatMap((hash) => {
    const content = (textAt(hash, 'hashValue') ?? '').toLowerCase();
    return textAt(hash, 'algorithm') === 'sha256' && /^[0-9a-f]{64}$/.test(content) ? [content] : [];
  });
