// SPDX-License-Identifier: Apache-2.0
import { CLAIM_METHODS, type ClaimMethod } from '@mpk/core';
import type { BomComponent } from './bom-component.js';
import { MAX_NOTE_CHARS, MAX_SOURCES } from './limits.js';
import type { RemarkSink } from './passed-over.js';
import { itemsOf, memberOf, placesAt, textAt, type Place } from './place.js';

/** Where a value of a document is said to come from. */
export interface ValueSource {
  /** undefined where the document does not say it */
  readonly method: ClaimMethod | undefined;
  /** as written: a file and key, a tool, an attribution */
  readonly note: string;
  readonly by: 'citation' | 'property';
  /** of the citation or property */
  readonly pointer: string;
}

/** Sources by the pointer of the value that they speak of. */
export type Sources = ReadonlyMap<string, readonly ValueSource[]>;

/** Properties that say what citations of 1.7 say, in documents of earlier versions: `mpk:source:<pointer>`. */
export const SOURCE_PREFIX = 'mpk:source:';

/**
 * Citations of 1.7, and properties `mpk:source:<pointer>`.
 *
 * @param refs - of the document: a citation that is attributed to nothing in it has no author
 */
export function readSources(root: Place, components: readonly BomComponent[], sink: RemarkSink): Sources {
  const sources = new Map<string, ValueSource[]>();
  let taken = 0;
  const add = (target: string, source: ValueSource): void => {
    if (taken++ >= MAX_SOURCES) {
      sink.add(source.pointer, `more than ${MAX_SOURCES} sources are not looked at`);
      return;
    }
    const known = sources.get(target);
    if (known === undefined) sources.set(target, [source]);
    else known.push(source);
  };
  for (const citation of itemsOf(memberOf(root, 'citations'))) addCitation(citation, add, sink);
  for (const place of [root, ...placesAt(root, 'metadata'), ...components.map((component) => component.place)]) {
    addProperties(place, add);
  }
  return sources;
}

type Add = (target: string, source: ValueSource) => void;

function addCitation(citation: Place, add: Add, sink: RemarkSink): void {
  if (memberOf(citation, 'expressions') !== undefined) {
    sink.add(`${citation.pointer}/expressions`, 'expressions are not evaluated; pointers are');
  }
  const note = (textAt(citation, 'note') ?? '').slice(0, MAX_NOTE_CHARS);
  const by = textAt(citation, 'attributedTo') ?? textAt(citation, 'process');
  const source: ValueSource = {
    // Who is named as its author states it; a citation of nobody says nothing.
    method: methodIn(note) ?? (by === undefined ? undefined : 'stated'),
    note: note === '' ? (by ?? '') : note,
    by: 'citation',
    pointer: citation.pointer,
  };
  for (const { value } of placesAt(citation, 'pointers/*')) if (typeof value === 'string') add(value, source);
}

function addProperties(place: Place, add: Add): void {
  for (const path of ['properties/*', 'modelCard/properties/*']) {
    for (const property of placesAt(place, path)) {
      const name = textAt(property, 'name');
      if (name === undefined || !name.startsWith(`${SOURCE_PREFIX}/`)) continue;
      const note = (textAt(property, 'value') ?? '').slice(0, MAX_NOTE_CHARS);
      const source = { method: methodIn(note), note, by: 'property', pointer: property.pointer } as const;
      if (note !== '') add(name.slice(SOURCE_PREFIX.length), source);
    }
  }
}

/** The last word of a note that names a method: names of files and keys stand before it. */
export const methodIn = (note: string): ClaimMethod | undefined =>
  note
    .toLowerCase()
    .split(/[^a-z]+/)
    .findLast((word): word is ClaimMethod => (CLAIM_METHODS as readonly string[]).includes(word));
