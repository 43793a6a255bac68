// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';

/** One attribute of a PKCS#11 URI, percent-encoding undone. */
export interface RawAttribute {
  readonly name: string;
  readonly bytes: Buffer;
}

const SEPARATORS = { path: ';', query: '&' } as const;
const NAME = /^[A-Za-z0-9_-]{1,64}$/;

/** Characters that may stand for themselves: RFC 7512 section 2.3, `pk11-pchar` and `pk11-qchar`. */
const LITERALS = {
  path: /^[A-Za-z0-9\-._~:[\]@!$'()*+,=&]*$/,
  query: /^[A-Za-z0-9\-._~:[\]@!$'()*+,=/?|]*$/,
} as const;

/**
 * Splits the path or the query of a PKCS#11 URI into its attributes.
 *
 * One that is not known is an error in the path, where it would restrict what is meant, and skipped in the query: RFC 7512
 * section 2.5.
 *
 * @throws MpkError `INPUT_MALFORMED`; no value is quoted, it may be a PIN
 */
export function readAttributes(
  component: string,
  where: 'path' | 'query',
  known: readonly string[],
): Map<string, RawAttribute> {
  const attributes = new Map<string, RawAttribute>();
  if (component === '') return attributes;
  for (const part of component.split(SEPARATORS[where])) {
    const attribute = readAttribute(part, where);
    const { name } = attribute;
    if (!known.includes(name)) {
      if (where === 'query') continue;
      throw malformed(`has the attribute ${name} in its path, expected one of ${known.join(', ')}`, {
        hint: 'what says how to get at the key, such as pin-source and module-path, stands behind the question mark',
      });
    }
    if (attributes.has(name)) throw malformed(`has the attribute ${name} twice`);
    attributes.set(name, attribute);
  }
  return attributes;
}

/** The value as text. @throws MpkError `INPUT_MALFORMED` where it is not UTF-8, or holds a NUL */
export function decodeText({ name, bytes }: RawAttribute): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed(`has a ${name} that is not UTF-8`);
  }
  if (text.includes('\0')) throw malformed(`has a ${name} with a NUL`);
  return text;
}

function readAttribute(part: string, where: 'path' | 'query'): RawAttribute {
  const equalsAt = part.indexOf('=');
  const name = part.slice(0, Math.max(equalsAt, 0));
  if (!NAME.test(name)) throw malformed(`has something in its ${where} that is not NAME=VALUE`);
  return { name, bytes: percentDecode(part.slice(equalsAt + 1), { name, where }) };
}

function percentDecode(value: string, context: { name: string; where: 'path' | 'query' }): Buffer {
  const { name, where } = context;
  const pieces = value.split(/(%[0-9A-Fa-f]{2})/);
  const bytes = pieces.map((piece, index) => {
    // Split by a pattern with a group: every second piece is an encoded byte.
    if (index % 2 === 1) return Buffer.from(piece.slice(1), 'hex');
    if (LITERALS[where].test(piece)) return Buffer.from(piece);
    throw malformed(`has a ${name} with a character that must be percent-encoded`, {
      hint: 'write a space as %20, a slash in a name as %2F, a percent sign as %25',
    });
  });
  return Buffer.concat(bytes);
}

const malformed = (problem: string, options?: { hint: string }): MpkError =>
  new MpkError('INPUT_MALFORMED', `the PKCS#11 URI ${problem}`, options);
