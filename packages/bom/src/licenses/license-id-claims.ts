// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import * as SPDX from '@cyclonedx/cyclonedx-library/SPDX';
import type { ClaimName } from '../claims/vocabulary.js';
import { licenseFacts, type LicenseFacts } from './license-ids.js';

/** By names of facts that name a licence: what the fact is called that has its other names. */
const IDS: ReadonlyMap<string, ClaimName> = new Map<string, ClaimName>([
  ['license', 'license.id'],
  // Beside `other`, and often the id of a licence after all.
  ['license.name', 'license.id'],
  ['license.link', 'license.id'],
  ['license.text', 'license.text.id'],
  ['license.notice', 'license.id'],
]);

/** Longest expression whose parts are looked up. */
const MAX_EXPRESSION_CHARS = 1000;

/** Exceptions of SPDX that code comes with. All of them permit more. */
const EXCEPTIONS: ReadonlySet<string> = new Set([
  'autoconf-exception-3.0',
  'bison-exception-2.2',
  'classpath-exception-2.0',
  'font-exception-2.0',
  'gcc-exception-3.1',
  'linux-syscall-note',
  'llvm-exception',
]);

/**
 * What stated and recognised licences are called by SPDX and at the Hub, for the lists of policies: read off tables, so inferred.
 * What is no licence has none, nor has an expression with such a part.
 */
export const licenseIdClaims = (claims: readonly Claim[]): readonly Claim[] =>
  claims.flatMap((claim): readonly Claim[] => {
    const { value } = claim;
    const name = IDS.get(claim.name);
    if (name === undefined || typeof value !== 'string') return [];
    const names = [nameOfSpdx, ({ id }: LicenseFacts) => id].flatMap((nameOf) => [
      namesIn(value, nameOf),
      namesIn(withoutException(value), nameOf),
    ]);
    const ids = [...new Set([...names, idOfSpdx(value)])].filter((id) => id !== undefined);
    const others = ids.filter((id) => id.toLowerCase() !== value.trim().toLowerCase());
    // A name or an address alone is on no list of a policy. A licence with one name has that.
    const told =
      claim.name === 'license.name' || claim.name === 'license.link'
        ? ids
        : others.length > 0
          ? others
          : ids.slice(0, 1);
    return told.map((id) => ({ ...claim, name, value: id, method: 'inferred' as const }));
  });

/** Whoever may use it under a licence may with what is permitted besides. */
function withoutException(value: string): string {
  const [, license = value, exception = ''] = /^\s*([^\s()]{1,100})\s+with\s+([^\s()]{1,100})\s*$/i.exec(value) ?? [];
  return EXCEPTIONS.has(exception.toLowerCase()) ? license : value;
}

/** A licence of the whole list of SPDX, in its own case. */
function idOfSpdx(value: string): string | undefined {
  // The library looks up any name, also `__proto__`: what it finds need not be a text.
  const id: unknown = licenseFacts(value) === undefined ? SPDX.fixupSpdxId(value.trim()) : undefined;
  return typeof id === 'string' ? id : undefined;
}

const nameOfSpdx = ({ spdx, ref }: LicenseFacts): string | undefined => spdx ?? ref;

/** The one licence, or each of an expression, by another name; undefined where there is none. */
function namesIn(value: string, nameOf: (facts: LicenseFacts) => string | undefined): string | undefined {
  const facts = licenseFacts(value);
  if (facts !== undefined) return facts.traits.includes('undetermined') ? undefined : nameOf(facts);
  if (value.length > MAX_EXPRESSION_CHARS || !/\s(?:and|or|with)\s/i.test(value)) return undefined;
  const words = value.split(/(\s+(?:and|or|with)\s+|[()])/i);
  const named = words.map((word, i) => {
    if (i % 2 === 1 || word.trim() === '') return word;
    const isException = /^\s+with\s+$/i.test(words[i - 1] ?? '');
    if (isException) return EXCEPTIONS.has(word.trim().toLowerCase()) ? word : undefined;
    const known = licenseFacts(word);
    return known && nameOf(known);
  });
  return named.every((word) => word !== undefined) ? named.join('') : undefined;
}
