// SPDX-License-Identifier: Apache-2.0
import { isAbsolute } from 'node:path';
import { MpkError, readFileBounded } from '@mpk/core';
import type { Pkcs11Uri } from './uri.js';

/** Longest PIN, in bytes; tokens allow far less. */
export const MAX_PIN_BYTES = 256;

/**
 * The PIN of a token: the given one, else what the URI says, from a file (`pin-source=file:/path`) or as it is.
 *
 * @returns undefined where nobody gives one
 * @throws MpkError `KEY_INVALID` for a PIN that cannot be one; `INPUT_UNREADABLE`, `INPUT_TOO_LARGE` for its file;
 * `INPUT_UNSUPPORTED` for another kind of source
 */
export function pinFor(uri: Pick<Pkcs11Uri, 'pinSource' | 'pinValue'>, given: string | undefined): string | undefined {
  const pin = given ?? uri.pinValue ?? (uri.pinSource === undefined ? undefined : readPin(pinFile(uri.pinSource)));
  if (pin === undefined) return undefined;
  if (pin === '') throw new MpkError('KEY_INVALID', 'the PIN is empty');
  if (Buffer.byteLength(pin) > MAX_PIN_BYTES) {
    throw new MpkError('KEY_INVALID', `the PIN has more than ${MAX_PIN_BYTES} bytes`);
  }
  return pin;
}

/** RFC 7512 section 2.4 leaves open what a source is: here a file, as a file URI or by its path. */
function pinFile(source: string): string {
  const path = source.replace(/^file:(?:\/\/(?:localhost)?(?=\/))?/, '');
  // A percent sign would be a file URI inside the URI, encoded twice; nobody can tell whether it was meant.
  // Two slashes are what is left of a file on another machine.
  if (isAbsolute(path) && !path.startsWith('//') && !path.includes('%')) return path;
  throw new MpkError('INPUT_UNSUPPORTED', 'the pin-source of the PKCS#11 URI is not a file', {
    hint: 'write pin-source=file:/path/to/pin; a program that gives the PIN is not run',
  });
}

function readPin(path: string): string {
  // A line end more than the PIN may be there.
  const bytes = readFileBounded(path, { maxBytes: MAX_PIN_BYTES + 2, what: 'PIN file' });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r?\n$/, '');
  } catch {
    throw new MpkError('KEY_INVALID', `the PIN file ${path} is not UTF-8`);
  }
}
