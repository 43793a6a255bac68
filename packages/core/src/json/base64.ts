// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';

/**
 * Decodes standard base64 strictly: one text for one byte string, where Buffer.from ignores what it does not know.
 *
 * @throws MpkError `INPUT_MALFORMED` for an empty text, foreign characters, missing padding or stray trailing bits
 */
export function decodeBase64(text: string, what: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length === 0 || bytes.toString('base64') !== text) {
    throw new MpkError('INPUT_MALFORMED', `${what} is not base64`);
  }
  return bytes;
}
