// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import type { Certificate } from './certificate.js';
import { TAG, childrenOf, readDer } from '../der/reader.js';
import { EXTENSION } from './extensions.js';

/** Context tags of the GeneralName kinds that are text: rfc822Name, dNSName, uniformResourceIdentifier. */
const TEXT_NAMES = [0x81, 0x82, 0x86];

/**
 * The subject alternative names of a certificate that are text: e-mail addresses, DNS names and URIs, as written.
 *
 * @throws MpkError `INPUT_MALFORMED`, also for a name with anything but printable ASCII: two such names could look alike
 */
export function alternativeNames(certificate: Certificate): string[] {
  const value = certificate.extensions.values.get(EXTENSION.subjectAltName);
  if (value === undefined) return [];
  return childrenOf(readDer(value, 'subjectAltName'), TAG.sequence, 'subjectAltName')
    .filter((name) => TEXT_NAMES.includes(name.tag))
    .map((name) => printableAscii(name.content, 'subjectAltName'));
}

/** @throws MpkError `INPUT_MALFORMED` for empty text and bytes outside 0x20 to 0x7e */
export function printableAscii(bytes: Buffer, what: string): string {
  if (bytes.length === 0 || !bytes.every((byte) => byte >= 0x20 && byte <= 0x7e)) {
    throw new MpkError('INPUT_MALFORMED', `${what} is not printable ASCII`);
  }
  return bytes.toString('latin1');
}
