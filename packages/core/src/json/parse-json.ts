// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';
import { endOfString } from './string-end.js';

/** Deepest nesting that is read. */
export const MAX_JSON_DEPTH = 64;

/** Most values of one document: a few bytes of text can each become a hundred of memory. */
export const MAX_JSON_VALUES = 2_000_000;

/**
 * Parses untrusted JSON: UTF-8 only, bounded in size and depth, no duplicate keys.
 *
 * JSON.parse alone keeps the last of two equal keys, so that two readers of one signed document can see two things.
 *
 * @throws MpkError `INPUT_TOO_LARGE` over `maxBytes`; `INPUT_MALFORMED` for all else that is not clean JSON
 */
export function parseJson(bytes: Uint8Array, options: { maxBytes: number; what: string }): unknown {
  const { maxBytes, what } = options;
  if (bytes.length > maxBytes) {
    throw new MpkError('INPUT_TOO_LARGE', `${what} has ${bytes.length} bytes, at most ${maxBytes} are read`);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new MpkError('INPUT_MALFORMED', `${what} is not valid UTF-8`, { cause });
  }
  refuseTooManyValues(text, what);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the input, which may hold secrets.
    throw new MpkError('INPUT_MALFORMED', bytes.length === 0 ? `${what} is empty` : `${what} is not valid JSON`);
  }
  refuseDuplicateKeys(text, what);
  return value;
}

/** Counts before anything is built; the text may not be JSON at all. */
function refuseTooManyValues(text: string, what: string): void {
  let values = 1;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x22) {
      i = endOfString(text, i);
      if (i < 0) return;
    } else if (c === 0x2c || c === 0x7b || c === 0x5b) {
      values++;
    }
  }
  if (values > MAX_JSON_VALUES) {
    throw new MpkError('INPUT_TOO_LARGE', `${what} has more than ${MAX_JSON_VALUES} values`);
  }
}

/** Walks text that JSON.parse accepted, so every token is known to be well formed. */
function refuseDuplicateKeys(text: string, what: string): void {
  // One entry per open container: the keys seen so far, or null for an array.
  const open: (Set<string> | null)[] = [];
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x7b || c === 0x5b) {
      open.push(c === 0x7b ? new Set() : null);
      if (open.length > MAX_JSON_DEPTH) {
        throw new MpkError('INPUT_MALFORMED', `${what} is nested deeper than ${MAX_JSON_DEPTH} levels`);
      }
    } else if (c === 0x7d || c === 0x5d) {
      open.pop();
    } else if (c === 0x22) {
      const end = endOfString(text, i);
      const keys = open.at(-1);
      if (keys && isKey(text, end)) {
        const raw = text.slice(i + 1, end);
        const key = raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw;
        if (keys.has(key)) throw new MpkError('INPUT_MALFORMED', `${what} has the key ${JSON.stringify(key)} twice`);
        keys.add(key);
      }
      i = end;
    }
  }
}

function isKey(text: string, endOfName: number): boolean {
  let i = endOfName + 1;
  while (text.charCodeAt(i) <= 0x20) i++;
  return text.charCodeAt(i) === 0x3a;
}
