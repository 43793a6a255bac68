// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@mpk/core';
import { isObject } from '../bom-document/place.js';
import type { Moves } from './moves.js';
import type { Uniter } from './unite.js';

/** Sections of a document that are lists of what stands for itself. */
export const LIST_SECTIONS = [
  'services',
  'externalReferences',
  'properties',
  'vulnerabilities',
  'annotations',
  'compositions',
  'formulation',
  'citations',
] as const;

/** Sections that are objects of lists. */
export const OBJECT_SECTIONS = ['declarations', 'definitions'] as const;

/** Appends the lists of one object to those of another, at any depth; texts of the first stand. */
export function concatDeep(into: JsonObject, from: JsonObject, uniter: Uniter, moves: Moves): void {
  moves.record(from, into);
  for (const [name, member] of Object.entries(from)) {
    const known = Object.hasOwn(into, name) ? into[name] : undefined;
    if (Array.isArray(known) && Array.isArray(member)) uniter.addAll(known, member);
    else if (isObject(known) && isObject(member)) concatDeep(known, member, uniter, moves);
    else if (known === undefined) uniter.take(into, name, member);
  }
}

/** Appends a list of a document to the same of the merged one. */
export function concatList(into: JsonObject, from: JsonObject, name: string, uniter: Uniter): void {
  const member = Object.hasOwn(from, name) ? from[name] : undefined;
  if (!Array.isArray(member)) return;
  const known = into[name];
  const list: unknown[] = Array.isArray(known) ? known : [];
  into[name] = list;
  uniter.addAll(list, member);
}
