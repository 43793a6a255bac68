// SPDX-License-Identifier: Apache-2.0
import { TEXT } from './values.js';

/** Longest text that is kept: module and attribute names are shorter. */
const MAX_NAME_BYTES = 256;

/** Bytes of which names are made: letters, digits, `_.<>`, and all beyond ASCII. */
const NAME_BYTES = new Uint8Array(256).fill(1, 0x80);
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.<>') {
  NAME_BYTES[letter.charCodeAt(0)] = 1;
}

/** A text as a value: itself where it may be a name (or the code of a type, such as `<f8`), else that it is one. */
export function textValue(
  bytes: Buffer,
  start: number,
  end: number,
  encoding: 'utf8' | 'latin1' = 'utf8',
): string | typeof TEXT {
  if (end - start > MAX_NAME_BYTES) return TEXT;
  let beyondAscii = false;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (NAME_BYTES[byte] === 0) return byte === PIPE && at === start ? pipeCode(bytes, start, end) : TEXT;
    if (byte > 0x7f) beyondAscii = true;
  }
  return bytes.toString(beyondAscii ? encoding : 'latin1', start, end);
}

const PIPE = '|'.charCodeAt(0);

/** `|b1`, `|S8`: types of numpy that have no byte order; `|` alone too. */
function pipeCode(bytes: Buffer, start: number, end: number): string | typeof TEXT {
  const text = bytes.toString('latin1', start, Math.min(end, start + 16));
  return /^\|(?:[a-zA-Z?]\d{0,10})?$/.test(text) && text.length === end - start ? text : TEXT;
}

/** The text of a line that is a name in UTF-8, or undefined. */
export function nameOfLine(line: Buffer): string | undefined {
  if (line.length === 0 || line.includes(0)) return undefined;
  try {
    return UTF8.decode(line);
  } catch {
    return undefined;
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|([0-7]{1,3})|([\\'"abfnrtv]))/g;
const CONTROLS: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Decodes what stands between quotes, as Python's `escape_decode` does: no name hides behind escapes. */
export function quotedText(inner: Buffer): Buffer {
  if (!inner.includes(BACKSLASH)) return inner;
  const text = inner.toString('latin1').replace(ESCAPE, (_, hex?: string, octal?: string, letter = '') => {
    if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
    if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8) & 0xff);
    return CONTROLS[letter as string] ?? (letter as string);
  });
  return Buffer.from(text, 'latin1');
}

const BACKSLASH = 0x5c;

/** Decodes `raw-unicode-escape`: Latin-1, with `\uXXXX` and `\UXXXXXXXX` after an odd number of backslashes. */
export function rawUnicodeEscape(line: Buffer): string {
  const text = line.toString('latin1');
  if (!text.includes('\\')) return text;
  return text.replace(/(\\*)\\(?:u([0-9a-fA-F]{4})|U(00[01][0-9a-fA-F]{5}))/g, (all, before: string, short, long) => {
    if (before.length % 2 === 1) return all;
    const code = parseInt((short ?? long) as string, 16);
    return code > 0x10ffff ? all : before + String.fromCodePoint(code);
  });
}
