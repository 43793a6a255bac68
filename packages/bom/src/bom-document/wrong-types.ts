// SPDX-License-Identifier: Apache-2.0
import type { RemarkSink } from './passed-over.js';
import { isObject, itemsOf, memberOf, type Place } from './place.js';
import type { Shape } from './shapes.js';

/** Reports what is not of the shape that it should have; readers take none of it. As deep as the shape is. */
export function remarkWrongTypes(place: Place, shape: Shape, sink: RemarkSink): void {
  if (shape === 'any') return;
  const expected = expectedOf(place.value, shape);
  if (expected !== undefined) {
    sink.add(place.pointer, `is ${kindOf(place.value)}, expected ${expected}`);
    return;
  }
  if (isList(shape)) {
    for (const item of itemsOf(place)) remarkWrongTypes(item, shape[0], sink);
  } else if (typeof shape === 'object') {
    // By what the document has, which is less than what the shape knows.
    for (const name of Object.keys(place.value as object)) {
      const inner = Object.hasOwn(shape, name) ? (shape as Readonly<Record<string, Shape>>)[name] : undefined;
      const member = inner === undefined ? undefined : memberOf(place, name);
      if (inner !== undefined && member !== undefined) remarkWrongTypes(member, inner, sink);
    }
  }
}

const isList = (shape: Shape): shape is readonly [Shape] => Array.isArray(shape);

/** @returns what it should be, where it is not */
function expectedOf(value: unknown, shape: Exclude<Shape, 'any'>): string | undefined {
  if (shape === 'text') return typeof value === 'string' ? undefined : 'a text';
  if (shape === 'scalar') return ['string', 'number', 'boolean'].includes(typeof value) ? undefined : 'a text';
  if (isList(shape)) return Array.isArray(value) ? undefined : 'a list';
  return isObject(value) ? undefined : 'an object';
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
