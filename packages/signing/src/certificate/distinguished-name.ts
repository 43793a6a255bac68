// SPDX-License-Identifier: Apache-2.0
import { TAG, childrenOf, oidText, type DerElement } from '../der/reader.js';

/** Attribute types that are written by name: those of RFC 4514, and two that certificates often carry. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

const WHAT = 'distinguished name';

/**
 * Writes a distinguished name on one line: `CN=ML Release, O=ACME`. One text for one name, made for exact comparison.
 *
 * RFC 4514 with ", " between the parts: last part of the encoding first (as `openssl x509 -subject -nameopt RFC2253`, with
 * a space after each comma), parts of several attributes joined with "+", special characters escaped with a backslash,
 * control characters as `\hh`, attribute types without a short name as OID with a value of `#` + hex.
 *
 * @throws MpkError `INPUT_MALFORMED`
 * @see https://www.rfc-editor.org/rfc/rfc4514
 */
export function distinguishedName(name: DerElement): string {
  return childrenOf(name, TAG.sequence, WHAT)
    .map((part) => childrenOf(part, TAG.set, WHAT).map(attributeText).join('+'))
    .reverse()
    .join(', ');
}

function attributeText(attribute: DerElement): string {
  const [type, value] = childrenOf(attribute, TAG.sequence, WHAT);
  const oid = oidText(type, WHAT);
  const name = SHORT_NAMES[oid];
  const text = name === undefined || value === undefined ? undefined : stringValue(value);
  return text === undefined ? `${name ?? oid}=#${value?.raw.toString('hex') ?? ''}` : `${name ?? oid}=${escape(text)}`;
}

/** Text of the string types that are in use; others (and broken ones) are written in hex. */
function stringValue(value: DerElement): string | undefined {
  if (value.tag === TAG.utf8String) return utf8(value.content);
  if (value.tag !== TAG.printableString && value.tag !== TAG.ia5String) return undefined;
  return value.content.every((byte) => byte < 0x80) ? value.content.toString('latin1') : undefined;
}

function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function escape(text: string): string {
  return text
    .replace(/["+,;<>\\]/g, '\\$&')
    .replace(/^[ #]| $/g, '\\$&')
    .replace(/[\u0000-\u001f\u007f]/g, (c) => `\\${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
