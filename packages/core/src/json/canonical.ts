// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';

/**
 * JSON Canonicalization Scheme: one text for one value.
 *
 * Members whose value is `undefined` are left out, as JSON.stringify does.
 *
 * @throws MpkError `INPUT_MALFORMED` for lone surrogates and numbers that JSON cannot hold
 * @see https://www.rfc-editor.org/rfc/rfc8785
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new MpkError('INPUT_MALFORMED', 'a number is not finite');
    return JSON.stringify(value);
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new MpkError('INPUT_MALFORMED', 'a text has a lone surrogate');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object') throw new MpkError('INPUT_MALFORMED', `a ${typeof value} is not JSON`);
  // RFC 8785 section 3.2.3: by UTF-16 code units, which is what sort() does.
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${canonicalJson(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}
