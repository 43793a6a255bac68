// SPDX-License-Identifier: Apache-2.0
import { childPointer } from '@mpk/core';
import { isJsonObject, memberOf, type JsonValue } from '@mpk/formats';
import { TO_BE_FILLED_IN } from './section-texts.js';

/** A step of an RFC 6901 pointer. */
export const step = (name: string | number): string => childPointer('', name);

/** One value, or each item of a list, with its pointer: cards write either. */
export function each(value: JsonValue | undefined, pointer: string): readonly (readonly [JsonValue, string])[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return [[value, pointer]];
  return (value as readonly JsonValue[]).map((item, i) => [item, `${pointer}${step(i)}`] as const);
}

/** As {@link each}, of a member; texts alone. What is nothing in words is nothing. */
export function textsOf(value: JsonValue | undefined, pointer: string): readonly (readonly [string, string])[] {
  return each(value, pointer).flatMap(([item, at]): readonly (readonly [string, string])[] =>
    typeof item === 'string' && !isNothing(item) ? [[item.trim(), at]] : [],
  );
}

/**
 * Every member of that name, with its pointer. Of one that stands there several times readers take the last, and some the first: the
 * last comes first and has the pointer alone, those before it say which they are, as `/license (1 of 2)`.
 */
export function occurrencesOf(
  value: JsonValue | undefined,
  name: string,
  pointer: string,
): readonly (readonly [JsonValue, string])[] {
  if (!isJsonObject(value)) return [];
  const all = value.members.filter(([key]) => key === name).map(([, member]) => member);
  return all
    .map((member, i) => [member, i + 1 === all.length ? pointer : `${pointer} (${i + 1} of ${all.length})`] as const)
    .toReversed();
}

/** What YAML has for nothing, what people write for it, and what a template leaves. */
const NOTHING = new RegExp(
  String.raw`^(?:|~|null|none|n\/a|not applicable|tbd|tba|todo|to be (?:added|determined|done)|${TO_BE_FILLED_IN})$`,
  'i',
);
export const isNothing = (text: string): boolean => NOTHING.test(text.trim());

/** The member at a path of names. */
export const at = (value: JsonValue | undefined, ...names: readonly string[]): JsonValue | undefined =>
  names.reduce<JsonValue | undefined>((inner, name) => memberOf(inner, name), value);

/** A number, also one that is written as a text; undefined for anything else, and for what is not finite. */
export function numberOf(value: JsonValue | undefined): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(value.trim())) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}
