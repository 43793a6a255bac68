// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@mpk/core';
import { placesAt, type Place } from '../bom-document/place.js';
import { concatList } from './concat.js';
import type { Moves } from './moves.js';
import type { Uniter } from './unite.js';

/** Members of metadata that are of all documents. */
const LISTS = ['lifecycles', 'authors', 'properties'];
/** Members that the first document that has them gives. */
const SINGLE = ['manufacturer', 'manufacture', 'supplier', 'licenses'];
/** Traffic light protocol, from open to closed. */
const TLP = ['CLEAR', 'GREEN', 'AMBER', 'AMBER_AND_STRICT', 'RED'];

/** Takes the metadata of a document into the merged one's, without its tools, what it is about, and when it was made. */
export function mergeMetadata(into: JsonObject, from: JsonObject, uniter: Uniter, moves: Moves): void {
  moves.record(from, into);
  for (const name of LISTS) concatList(into, from, name, uniter);
  for (const name of SINGLE) {
    if (!Object.hasOwn(into, name) && Object.hasOwn(from, name)) uniter.take(into, name, from[name]);
  }
  mergeTlp(into, { value: from, pointer: '' });
}

/** Who may see one of them may not see all of them: the strictest holds. */
function mergeTlp(into: JsonObject, from: Place): void {
  const rank = (place: Place): number => TLP.indexOf(String(placesAt(place, 'distributionConstraints/tlp')[0]?.value));
  const [known, other] = [rank({ value: into, pointer: '' }), rank(from)];
  if (other > known) into['distributionConstraints'] = { tlp: TLP[other] };
}
