// SPDX-License-Identifier: Apache-2.0

export const NPY_MAGIC = Buffer.from('934e554d5059', 'hex');
/** Longest header that is read; NumPy itself refuses over 10,000 characters unless told otherwise. */
const MAX_HEADER_BYTES = 64 * 1024;

const TOKEN = /\s+|'[^'\\\n]*'|"[^"\\\n]*"|True|False|None|\d+L?|[{}()[\],:]/y;

/**
 * Whether loading a NumPy array may load a pickle: its dtype has objects in it, or its header is not understood.
 *
 * @param bytes - the beginning of the file, from the magic on
 */
export function npyMayPickle(bytes: Buffer): boolean {
  const header = readHeader(bytes);
  return header === undefined || mayNameObject(header);
}

function readHeader(bytes: Buffer): string | undefined {
  const major = bytes[6] ?? 0;
  if (major < 1 || major > 3 || bytes.length < 12) return undefined;
  const start = major === 1 ? 10 : 12;
  const length = major === 1 ? bytes.readUInt16LE(8) : bytes.readUInt32LE(8);
  if (length > MAX_HEADER_BYTES || start + length > bytes.length) return undefined;
  return bytes.toString('latin1', start, start + length);
}

/**
 * Reads the header as the Python literal that it is. Strings with escapes, prefixes or side by side are not understood, so
 * that no spelling of `O` is missed.
 */
function mayNameObject(header: string): boolean {
  const open: string[] = [];
  const tokens = tokensOf(header);
  if (tokens?.[0] !== '{') return true;
  for (const [i, token] of tokens.entries()) {
    if ('{(['.includes(token)) open.push(token);
    else if ('})]'.includes(token)) open.pop();
    else if (token.startsWith("'") || token.startsWith('"')) {
      if (/^['"]/.test(tokens[i + 1] ?? '')) return true;
      const key = tokens[i + 1] === ':';
      // [('name', 'dtype')]: the first text of a tuple in a list is a field's name. ('dtype', shape) is in no list.
      const fieldName = tokens[i - 1] === '(' && open.at(-2) === '[';
      if (!key && !fieldName && /O|object/.test(token)) return true;
    }
  }
  return !tokens.includes("'descr'") && !tokens.includes('"descr"');
}

function tokensOf(text: string): string[] | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (match === null) return undefined;
    if (match[0].trim() !== '') tokens.push(match[0]);
  }
  return tokens;
}
