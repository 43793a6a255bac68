// SPDX-License-Identifier: Apache-2.0
import { SOURCE_PREFIX, type BomDocument } from '../bom-document/index.js';
import { itemsOf, memberOf, textAt } from '../bom-document/place.js';

/** One place of a document, and where it says that the value there is known from. */
export interface CitedPointer {
  readonly pointer: string;
  readonly note: string;
  /** ref of a file or tool; empty before 1.7 */
  readonly by: string;
}

/** Every pair of a pointer and a note, of citations and of properties `mpk:source:<pointer>` of the BOM. */
export function citedPointers({ root }: BomDocument): readonly CitedPointer[] {
  const cited = itemsOf(memberOf(root, 'citations')).flatMap((citation) => {
    const [note, by] = [textAt(citation, 'note') ?? '', textAt(citation, 'attributedTo') ?? ''];
    return itemsOf(memberOf(citation, 'pointers')).map(({ value }) => ({ pointer: String(value), note, by }));
  });
  const properties = itemsOf(memberOf(root, 'properties')).flatMap((property): readonly CitedPointer[] => {
    const name = textAt(property, 'name') ?? '';
    if (!name.startsWith(SOURCE_PREFIX)) return [];
    return [{ pointer: name.slice(SOURCE_PREFIX.length), note: textAt(property, 'value') ?? '', by: '' }];
  });
  // How something was made is a record of its own, which the files do not have.
  return [...cited, ...properties].filter(({ pointer }) => !pointer.startsWith('/formulation/'));
}

/** Notes by pointer. */
export function notesByPointer(cited: readonly CitedPointer[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { pointer, note } of cited) {
    const known = found.get(pointer);
    if (known === undefined) found.set(pointer, [note]);
    else known.push(note);
  }
  return found;
}
