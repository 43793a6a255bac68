// SPDX-License-Identifier: Apache-2.0
import { isObject, itemsOf, memberOf, placesAt, textAt, type Place } from '../bom-document/place.js';

/** What a value amounts to: something, a word for not knowing, or nothing (empty, a template's text, a tool's default). */
export type ValueKind = 'value' | 'unknown' | 'nothing';

const UNKNOWN =
  /^(?:unknown|noassertion|no assertion|not known|unspecified|not specified|undisclosed|not_specified|undefined)$/;
const NOTHING =
  /^(?:|-+|\.+|\?+|null|none|nil|n\/a|na|tbd|todo|fixme|not available|no description(?: available)?|\[?more information needed\]?|\[?optional\]?|\[?needs more information\]?)$/;
/** Longest text that may be one of those. */
const MAX_WORD_CHARS = 60;
/** Deepest that an object is searched for something. */
const MAX_DEPTH = 4;

/** Judges a value by itself; `accept` says what more is asked of its text. */
export function kindOfValue(value: unknown, accept: (text: string) => boolean = () => true, depth = 0): ValueKind {
  if (typeof value === 'number' || typeof value === 'boolean') return accept(String(value)) ? 'value' : 'nothing';
  if (typeof value === 'string') return kindOfText(value.trim(), accept);
  if (depth >= MAX_DEPTH || typeof value !== 'object' || value === null) return 'nothing';
  const kinds = Object.values(value).map((inner) => kindOfValue(inner, accept, depth + 1));
  if (kinds.includes('value')) return 'value';
  return kinds.includes('unknown') ? 'unknown' : 'nothing';
}

function kindOfText(text: string, accept: (text: string) => boolean): ValueKind {
  const word = text.length > MAX_WORD_CHARS ? 'long' : text.toLowerCase();
  if (UNKNOWN.test(word)) return 'unknown';
  return NOTHING.test(word) || !accept(text) ? 'nothing' : 'value';
}

/** Names of versions that move say nothing. */
export const isVersion = (text: string): boolean => !/^(?:latest|main|master|head|dev|trunk)$/i.test(text);

/** RFC 3339, or a day of it. */
export const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[-+]\d{2}:?\d{2})?)?$/.test(text) &&
  !Number.isNaN(Date.parse(text));

/** What the OWASP generator writes where it found none: `AI model org/name`. */
export const isDescription = (text: string): boolean => !/^AI model \S{1,300}$/i.test(text);

/** Hexadecimal digits of digests that bind bytes; MD5 and SHA-1 do not, and a commit is no digest of a model at all. */
const STRONG: Readonly<Record<string, number>> = {
  'SHA-256': 64,
  'SHA-384': 96,
  'SHA-512': 128,
  'SHA3-256': 64,
  'SHA3-384': 96,
  'SHA3-512': 128,
  'BLAKE2b-256': 64,
  'BLAKE2b-384': 96,
  'BLAKE2b-512': 128,
  BLAKE3: 64,
};

export const isStrongDigest = (text: string): boolean => /^[0-9a-f]{64,128}$/i.test(text);

/** Whether a digest is of an algorithm that binds, and as long as that makes it. */
export const isStrongHash = (alg: string, content: string): boolean =>
  Object.hasOwn(STRONG, alg) && STRONG[alg] === content.length && isStrongDigest(content);

/** Digests that bind; where there are none, the others, which are refused. */
export function digests(component: Place): readonly Place[] {
  const strong = strongHashes(component, 'content');
  return strong.length > 0 ? strong : placesAt(component, 'hashes/*/content');
}

/** Why the others are refused. */
export const WEAK_DIGESTS = 'only digests that bind nothing (MD5, SHA-1), or texts that are none';

/** A member of each digest of a component that binds its bytes. */
export const strongHashes = (component: Place, member: 'alg' | 'content'): readonly Place[] =>
  itemsOf(memberOf(component, 'hashes')).flatMap((hash) => {
    const place = memberOf(hash, member);
    if (place === undefined || !isObject(hash.value)) return [];
    return isStrongHash(textAt(hash, 'alg') ?? '', textAt(hash, 'content') ?? '') ? [place] : [];
  });
