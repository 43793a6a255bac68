// SPDX-License-Identifier: Apache-2.0
import type { Claim, ClaimValue } from '@mpk/core';

/** A member of a claim's value, where that is an object. */
export const memberOfClaim = ({ value }: Pick<Claim, 'value'>, name: string): ClaimValue | undefined =>
  typeof value === 'object' && !Array.isArray(value) && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, ClaimValue | undefined>>)[name]
    : undefined;

/** As {@link memberOfClaim}, where that is a text. */
export function textMember(claim: Pick<Claim, 'value'>, name: string): string | undefined {
  const member = memberOfClaim(claim, name);
  return typeof member === 'string' ? member : undefined;
}
