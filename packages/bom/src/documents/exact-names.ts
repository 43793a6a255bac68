// SPDX-License-Identifier: Apache-2.0
import { cleanText } from './text.js';

/** What JSON leaves as it is and XML cannot write. */
const UNESCAPED = /[\uFFFE\uFFFF]/g;

/** The property, and in SPDX the comment, that has the name of a file which a document cannot write. */
export const EXACT_NAME = 'mpk:file:name';

/** A name as a text of JSON, where it cannot be written as it is: with control characters, or not well formed. */
export function exactNameOf(name: string): string | undefined {
  if (cleanText(name) === name) return undefined;
  return JSON.stringify(name).replace(UNESCAPED, (one) => `\\u${one.charCodeAt(0).toString(16)}`);
}

/**
 * The name that a document means.
 *
 * @param written - as the document writes it
 * @param exact - what it has for an exact name: attacker-controlled, and believed where it is another way to write the same
 */
export function nameIn(written: string, exact: string | undefined): string {
  if (exact === undefined) return written;
  try {
    const name: unknown = JSON.parse(exact);
    return typeof name === 'string' && name !== written && cleanText(name) === written ? name : written;
  } catch {
    return written; // Then it is the name of no file, or of one that is called so.
  }
}
