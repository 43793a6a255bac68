// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, type JsonValue } from '@mpk/formats';
import { each, isNothing, numberOf } from './values.js';

/** Vocabularies that a data set is described with, with the prefixes that contexts give them. */
const PREFIXES = {
  sc: ['', 'sc:', 'schema:', 'https://schema.org/', 'http://schema.org/'],
  cr: ['', 'cr:', 'http://mlcommons.org/croissant/', 'https://mlcommons.org/croissant/'],
  rai: ['rai:', '', 'http://mlcommons.org/croissant/RAI/', 'https://mlcommons.org/croissant/RAI/'],
  prov: ['prov:', 'http://www.w3.org/ns/prov#'],
  dct: ['dct:', 'dcterms:', '', 'http://purl.org/dc/terms/'],
} as const;
export type JsonLdVocabulary = keyof typeof PREFIXES;

/** A member and the key that it stands under. */
export interface JsonLdMember {
  readonly key: string;
  readonly value: JsonValue;
}

/**
 * The member of a JSON-LD object, by any of the names that its usual contexts give it.
 *
 * The context itself is never fetched and never followed: one that gives these names another meaning is not what anybody writes.
 */
export function jsonLdMember(
  value: JsonValue | undefined,
  name: string,
  vocabulary: JsonLdVocabulary = 'sc',
): JsonLdMember | undefined {
  if (!isJsonObject(value)) return undefined;
  const keys: readonly string[] = PREFIXES[vocabulary].map((prefix) => prefix + name);
  const [key, member] = value.members.findLast(([one]) => keys.includes(one)) ?? [];
  return key === undefined || member === undefined ? undefined : { key, value: member };
}

/** Texts of a value: texts themselves, `{"@value": ...}`, `{"@id": ...}`, and names or URLs of what is described. */
export function jsonLdTexts(value: JsonValue | undefined, pointer: string): readonly (readonly [string, string])[] {
  return each(value, pointer).flatMap(([item, at]): readonly (readonly [string, string])[] => {
    const text = textOf(item) ?? namedText(item);
    return text === undefined || isNothing(text) ? [] : [[text.trim(), at]];
  });
}

const textOf = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(numberOf(value) ?? '') : undefined;

function namedText(value: JsonValue): string | undefined {
  if (!isJsonObject(value)) return undefined;
  const members = [
    value.members.find(([key]) => key === '@value')?.[1],
    jsonLdMember(value, 'name')?.value,
    jsonLdMember(value, 'url')?.value,
    value.members.find(([key]) => key === '@id')?.[1],
  ];
  return members.map(textOf).find((text) => text !== undefined);
}
