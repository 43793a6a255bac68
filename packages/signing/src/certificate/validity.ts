// SPDX-License-Identifier: Apache-2.0
import { DerFields } from '../der/fields.js';
import { TAG, type DerElement } from '../der/reader.js';
import { generalizedTime, utcTime } from '../der/values.js';

/** When a certificate is valid, both ends included. */
export interface Validity {
  readonly validFrom: Date;
  readonly validTo: Date;
}

/**
 * Reads when a certificate is valid.
 *
 * Own, because OpenSSL takes a certificate with the time `999999999999Z`, and what Node then gives as its date is memory that
 * nobody wrote.
 *
 * @param period - the SEQUENCE Validity; untrusted
 * @throws MpkError `INPUT_MALFORMED`, 31 February included
 * @see https://www.rfc-editor.org/rfc/rfc5280 section 4.1.2.5
 */
export function readValidity(period: DerElement | undefined, what: string): Validity {
  const fields = new DerFields(period, what);
  const validity = { validFrom: readTime(fields.take(), what), validTo: readTime(fields.take(), what) };
  fields.end();
  return validity;
}

const readTime = (time: DerElement, what: string): Date =>
  time.tag === TAG.utcTime ? utcTime(time, what) : generalizedTime(time, what);
