// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import { TAG, booleanValue, childrenOf, assertTag, oidText, readDer, type DerElement } from '../der/reader.js';

/** Extensions that are looked at. A critical one outside this list is refused: RFC 5280 section 4.2. */
export const EXTENSION = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  extKeyUsage: '2.5.29.37',
} as const;

export const EKU_CODE_SIGNING = '1.3.6.1.5.5.7.3.3';
export const EKU_TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
export const EKU_ANY = '2.5.29.37.0';

/** Most extensions of one certificate. */
const MAX_EXTENSIONS = 64;

/** What a certificate's extensions say. An absent member is an absent extension. */
export interface CertificateExtensions {
  /** by OID: the value inside the OCTET STRING */
  readonly values: ReadonlyMap<string, Buffer>;
  /** OIDs of those marked critical */
  readonly critical: readonly string[];
  readonly keyUsage?: {
    readonly digitalSignature: boolean;
    readonly contentCommitment: boolean;
    readonly keyCertSign: boolean;
  };
  /** OIDs */
  readonly extKeyUsage?: readonly string[];
  readonly basicConstraints?: { readonly isCa: boolean; readonly pathLength: number };
}

/**
 * Reads the extensions of a certificate.
 *
 * @param list - the SEQUENCE of Extension; undefined where the certificate has none
 * @throws MpkError `INPUT_MALFORMED`, also for an extension that occurs twice
 * @see https://www.rfc-editor.org/rfc/rfc5280 section 4.2
 */
export function readExtensions(list: DerElement | undefined): CertificateExtensions {
  const values = new Map<string, Buffer>();
  const critical: string[] = [];
  const items = list === undefined ? [] : childrenOf(list, TAG.sequence, 'certificate extensions');
  if (items.length > MAX_EXTENSIONS) throw new MpkError('INPUT_TOO_LARGE', 'certificate has too many extensions');
  for (const item of items) {
    const fields = childrenOf(item, TAG.sequence, 'certificate extension');
    const oid = oidText(fields[0], 'certificate extension');
    const value = assertTag(fields.at(-1), TAG.octetString, 'certificate extension');
    if (values.has(oid)) throw new MpkError('INPUT_MALFORMED', `certificate has the extension ${oid} twice`);
    values.set(oid, value.content);
    if (fields.length > 3) throw new MpkError('INPUT_MALFORMED', `certificate extension ${oid} has too many fields`);
    if (fields[1] !== value && fields[1] !== undefined && booleanValue(fields[1], 'certificate extension')) {
      critical.push(oid);
    }
  }
  return {
    values,
    critical,
    keyUsage: read(values, EXTENSION.keyUsage, readKeyUsage),
    extKeyUsage: read(values, EXTENSION.extKeyUsage, readExtKeyUsage),
    basicConstraints: read(values, EXTENSION.basicConstraints, readBasicConstraints),
  };
}

function read<T>(values: ReadonlyMap<string, Buffer>, oid: string, reader: (value: DerElement) => T): T | undefined {
  const value = values.get(oid);
  return value === undefined ? undefined : reader(readDer(value, `certificate extension ${oid}`));
}

function readKeyUsage(value: DerElement): CertificateExtensions['keyUsage'] {
  // First byte: how many bits of the last byte are unused. Bit 0 is the highest of the second byte.
  const { content } = assertTag(value, TAG.bitString, 'keyUsage');
  const bits = content[1] ?? 0;
  return {
    digitalSignature: (bits & 0x80) !== 0,
    contentCommitment: (bits & 0x40) !== 0,
    keyCertSign: (bits & 0x04) !== 0,
  };
}

const readExtKeyUsage = (value: DerElement): string[] =>
  childrenOf(value, TAG.sequence, 'extKeyUsage').map((purpose) => oidText(purpose, 'extKeyUsage'));

function readBasicConstraints(value: DerElement): CertificateExtensions['basicConstraints'] {
  const fields = childrenOf(value, TAG.sequence, 'basicConstraints');
  const [ca] = fields;
  const isCa = ca?.tag === TAG.boolean && booleanValue(ca, 'basicConstraints');
  const length = fields.find((field) => field.tag === TAG.integer)?.content;
  if (length === undefined) return { isCa, pathLength: Infinity };
  // One byte is enough: paths are far shorter than 128.
  if (length.length !== 1) throw new MpkError('INPUT_MALFORMED', 'basicConstraints pathLen is out of range');
  return { isCa, pathLength: length.readInt8(0) };
}
