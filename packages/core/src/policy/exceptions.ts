// SPDX-License-Identifier: Apache-2.0
import { isDayOver } from './day.js';
import { UNWAIVABLE } from './schema.js';
import type { ParsedPolicy, PolicyException } from './types.js';

/** An exception that speaks of a line of the result, and whether it still counts. */
export interface FoundException {
  readonly state: 'active' | 'expired';
  readonly exception: PolicyException;
}

/**
 * Finds the exception for one requirement or rule and one model; one that counts goes before one that is over.
 *
 * `expires` is the last day, UTC. `signature` and `identity` are never waived, whatever the document says.
 *
 * @param id - a requirement's id, `attestation:<id>`, `check:<id>` or `rule:<id>`
 * @param manifestDigest - `sha256:` + hex
 */
export function findException(
  policy: ParsedPolicy,
  id: string,
  manifestDigest: string,
  now: Date,
): FoundException | undefined {
  if (UNWAIVABLE.includes(id)) return undefined;
  const found = (policy.document.spec.exceptions ?? [])
    .filter((exception) => waivedBy(exception) === id && exception.match.digest === manifestDigest)
    .map((exception): FoundException => {
      return { state: isDayOver(exception.expires, now) ? 'expired' : 'active', exception };
    });
  return found.find(({ state }) => state === 'active') ?? found[0];
}

/** What an exception waives: a requirement's id, `attestation:<id>`, `check:<id>` or `rule:<id>`. */
export function waivedBy({ requirement, attestation, check, rule }: PolicyException): string {
  if (requirement !== undefined) return requirement;
  if (attestation !== undefined) return `attestation:${attestation}`;
  return check === undefined ? `rule:${rule ?? ''}` : `check:${check}`;
}
