// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '../claims/claim.js';
import type { Evidence } from '../evidence/types.js';
import type { MetadataRequirement } from '../policy/types.js';
import { CLAIMS_NOT_COLLECTED } from './claims-not-collected.js';
import type { RequirementResult } from './result.js';

/** Facts that must be known, each by a method that is good enough. */
export function judgeMetadata(requirement: MetadataRequirement, { claims }: Evidence): RequirementResult {
  const { require, methods: byName = {} } = requirement;
  const wanted = require.map((name) => ({ name, methods: Object.hasOwn(byName, name) ? byName[name] : undefined }));
  const asked = wanted.map(({ name, methods }) => name + (methods === undefined ? '' : ` (${methods.join(' or ')})`));
  const base = { id: 'metadata', asked: `known: ${asked.join(', ')}` } as const;
  if (claims === undefined) return { ...base, ...CLAIMS_NOT_COLLECTED };
  const told = claims.filter(saysSomething);
  const missing = wanted.filter(
    ({ name, methods }) =>
      !told.some((claim) => claim.name === name && (methods ?? [claim.method]).includes(claim.method)),
  );
  if (missing.length === 0) {
    return { ...base, outcome: 'pass', code: 'PASSED', found: `${wanted.length === 1 ? 'it is' : 'all are'} known` };
  }
  const found = missing.map(({ name }) => showMissing(name, told)).join('; ');
  const fix = 'mpk bom MODEL shows what is known and from where; have the publisher state what is missing';
  return { ...base, outcome: 'fail', code: 'REQUIREMENT_FAILED', found, fix };
}

/** A heading over what a template leaves, or over what is to be done, is no section. */
function saysSomething({ name, value }: Claim): boolean {
  if (name !== 'section' || typeof value !== 'object' || Array.isArray(value)) return true;
  const section = value as Readonly<Record<string, unknown>>;
  return section['isTemplate'] !== true && section['isPlaceholder'] !== true;
}

/** What is known by another method only is not simply unknown. */
function showMissing(name: string, claims: readonly Claim[]): string {
  const methods = new Set(claims.filter((claim) => claim.name === name).map(({ method }) => method));
  return methods.size === 0 ? `not known: ${name}` : `${name} is known as ${[...methods].sort().join(' and ')} only`;
}
