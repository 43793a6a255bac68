// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import { TAG, assertTag, type DerElement } from './reader.js';

const UTC_TIME = /^\d{12}Z$/;
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/;
/** Largest INTEGER that is read as a number: four bytes. */
const MAX_SMALL_BYTES = 4;

/**
 * The content of an INTEGER, in the one encoding that DER allows.
 *
 * @throws MpkError `INPUT_MALFORMED`, also for a needless leading byte
 */
export function integerBytes(element: DerElement | undefined, what: string): Buffer {
  const { content } = assertTag(element, TAG.integer, what);
  const [first, second = 0] = content;
  const needless = content.length > 1 && ((first === 0x00 && second < 0x80) || (first === 0xff && second >= 0x80));
  if (first === undefined || needless) throw malformed(what);
  return content;
}

/** An INTEGER from 0 to 2^31 - 1. @throws MpkError `INPUT_MALFORMED` */
export function smallInteger(element: DerElement | undefined, what: string): number {
  const bytes = integerBytes(element, what);
  const value = bytes.length > MAX_SMALL_BYTES ? -1 : bytes.readIntBE(0, bytes.length);
  if (value < 0) throw malformed(what);
  return value;
}

/**
 * A GeneralizedTime in UTC, as RFC 3161 has it: seconds, and perhaps a fraction, of which milliseconds are kept.
 *
 * @throws MpkError `INPUT_MALFORMED`, 31 February included
 * @see https://www.rfc-editor.org/rfc/rfc3161 section 2.4.2
 */
export function generalizedTime(element: DerElement | undefined, what: string): Date {
  return timeOf(assertTag(element, TAG.generalizedTime, what).content.toString('latin1'), what);
}

/**
 * A UTCTime to the second, as certificates have it: years from 1950 to 2049.
 *
 * @throws MpkError `INPUT_MALFORMED`, 31 February included
 * @see https://www.rfc-editor.org/rfc/rfc5280 section 4.1.2.5.1
 */
export function utcTime(element: DerElement | undefined, what: string): Date {
  const text = assertTag(element, TAG.utcTime, what).content.toString('latin1');
  if (!UTC_TIME.test(text)) throw malformed(what);
  return timeOf(`${text < '50' ? '20' : '19'}${text}`, what);
}

function timeOf(value: string, what: string): Date {
  const parts = GENERALIZED_TIME.exec(value);
  if (parts === null) throw malformed(what);
  const [, year, month, day, hour, minute, second, fraction = ''] = parts;
  const text = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
  const time = new Date(text);
  // Date rolls 31 February over into March.
  if (Number.isNaN(time.getTime()) || time.toISOString() !== text) throw malformed(what);
  return time;
}

const malformed = (what: string): MpkError =>
  new MpkError('INPUT_MALFORMED', `${what} has a value that is not valid DER`);
