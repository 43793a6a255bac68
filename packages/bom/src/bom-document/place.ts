// SPDX-License-Identifier: Apache-2.0
import { childPointer } from '@mpk/core';
import type { JsonObject } from '@mpk/core';

/** A value of a document with where it stands. The value is whatever an attacker wrote there. */
export interface Place {
  readonly value: unknown;
  /** RFC 6901, from the root of the document */
  readonly pointer: string;
}

/** A step of an RFC 6901 pointer. */
export const stepOf = (name: string | number): string => childPointer('', name);

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The member of that name; undefined where there is none, where it is null, and where the value is no object. */
export function memberOf({ value, pointer }: Place, name: string): Place | undefined {
  // Own members alone: "__proto__" and "constructor" are names like any other.
  if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
  const member = value[name];
  return member === undefined || member === null ? undefined : { value: member, pointer: pointer + stepOf(name) };
}

/** The items of a list; none where it is no list. */
export function itemsOf(place: Place | undefined): readonly Place[] {
  if (place === undefined || !Array.isArray(place.value)) return [];
  const { pointer } = place;
  return (place.value as readonly unknown[]).flatMap((value, i) =>
    value === null ? [] : [{ value, pointer: `${pointer}/${i}` }],
  );
}

/** Paths come from this source alone, so that there are few. */
const split = new Map<string, readonly string[]>();

function stepsOf(path: string): readonly string[] {
  let steps = split.get(path);
  if (steps === undefined) split.set(path, (steps = path === '' ? [] : path.split('/')));
  return steps;
}

/**
 * What stands at a path of names between slashes, where the name `*` is each item of a list.
 *
 * @param path - of this source, never of a document
 * @param limit - most places that are given
 */
export function placesAt(place: Place, path: string, limit = Infinity): readonly Place[] {
  const found: Place[] = [];
  descend(place, stepsOf(path), 0, (one) => found.push(one) >= limit);
  return found;
}

/** @returns true once there is enough */
function descend(place: Place, steps: readonly string[], depth: number, take: (place: Place) => boolean): boolean {
  const step = steps[depth];
  if (step === undefined) return take(place);
  if (step === '*') return itemsOf(place).some((item) => descend(item, steps, depth + 1, take));
  const member = memberOf(place, step);
  return member !== undefined && descend(member, steps, depth + 1, take);
}

/** The first thing at a path. */
export const placeAt = (place: Place, path: string): Place | undefined => placesAt(place, path, 1)[0];

/** The first text at a path that is more than space, trimmed. */
export function textAt(place: Place, path: string): string | undefined {
  for (const { value } of placesAt(place, path)) {
    if (typeof value !== 'string') continue;
    const text = value.trim();
    if (text !== '') return text;
  }
  return undefined;
}
