// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';
import { asArray, asObject, asString, optionalString } from '../json/narrow.js';
import { CLAIM_METHODS, type Claim, type ClaimSource, type ClaimValue } from './claim.js';

/** Most claims of one model. */
export const MAX_EVIDENCE_CLAIMS = 100_000;
/** Deepest nesting of a value. */
const MAX_DEPTH = 10;

/** Reads the facts of stored evidence. @throws MpkError `INPUT_MALFORMED`, `INPUT_TOO_LARGE` */
export function parseModelClaims(value: unknown): readonly Claim[] {
  const list = asArray(value, 'evidence claims');
  if (list.length > MAX_EVIDENCE_CLAIMS) {
    throw new MpkError('INPUT_TOO_LARGE', `the evidence has more than ${MAX_EVIDENCE_CLAIMS} claims`);
  }
  return list.map(readClaim);
}

function readClaim(value: unknown): Claim {
  const claim = asObject(value, 'claim');
  const method = CLAIM_METHODS.find((one) => one === claim['method']);
  if (method === undefined)
    throw new MpkError('INPUT_MALFORMED', `a claim's method is none of ${CLAIM_METHODS.join(', ')}`);
  return {
    subject: asString(claim['subject'], 'claim subject'),
    name: asString(claim['name'], 'claim name'),
    value: readValue(claim['value'], 0),
    source: readSource(claim['source']),
    method,
  };
}

function readSource(value: unknown): ClaimSource {
  const source = asObject(value, 'claim source');
  const members = (['file', 'pointer', 'sha256', 'what'] as const).flatMap((name) => {
    const member = optionalString(source[name], `claim source ${name}`);
    return member === undefined ? [] : [[name, member] as const];
  });
  return Object.fromEntries(members);
}

function readValue(value: unknown, depth: number): ClaimValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (depth < MAX_DEPTH && Array.isArray(value)) return value.map((item) => readValue(item, depth + 1));
  if (depth < MAX_DEPTH && typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, readValue(member, depth + 1)]));
  }
  throw new MpkError('INPUT_MALFORMED', "a claim's value is no plain data");
}
