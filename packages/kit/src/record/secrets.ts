// SPDX-License-Identifier: Apache-2.0

/** Words in a name that stand for a secret, whatever its value. */
const SECRET_WORDS: ReadonlySet<string> = new Set([
  'accesskey',
  'accesstoken',
  'apikey',
  'apitoken',
  'auth',
  'authorization',
  'authtoken',
  'bearer',
  'cookie',
  'credential',
  'credentials',
  'passphrase',
  'passwd',
  'password',
  'passwords',
  'privatekey',
  'pw',
  'pwd',
  'secret',
  'secretkey',
  'secrets',
]);

/** Words that stand for a secret where the value is no number: `--pass 2` counts rounds. */
const SECRET_UNLESS_NUMBER: ReadonlySet<string> = new Set(['pass', 'pat']);

/** A token of one's own, as programs find it in their environment; special tokens of vocabularies are options in small letters. */
const TOKEN_VARIABLE = /^[A-Z][A-Z0-9_]*_TOKEN$/;

/** Words before `key` that make it one to keep. */
const SECRET_KEYS: ReadonlySet<string> = new Set([
  'access',
  'account',
  'api',
  'encryption',
  'private',
  'signing',
  'ssh',
]);

/** A value that is none, whatever its name: `use_auth_token=True`. */
const NO_VALUE = /^(?:true|false|none|null)?$/i;

/** What services give out as keys: hexadecimal or letters and digits, in one piece; a digest that names its algorithm is none. */
export const KEY = /^(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9]{20,}={0,2}$/;

/** Formats of secrets that their issuers made recognisable. */
const SECRET_FORMATS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY/,
  /\bhf_[A-Za-z0-9]{20,}/,
  /\bgh[pousr]_[A-Za-z0-9]{20,}/,
  /\bgithub_pat_[A-Za-z0-9_]{20,}/,
  /\bglpat-[A-Za-z0-9_-]{16,}/,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\bAIza[0-9A-Za-z_-]{30,}/,
  /\bsk-[A-Za-z0-9_-]{20,}/,
  /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/,
  /\bnpm_[A-Za-z0-9]{30,}/,
  /\bpypi-[A-Za-z0-9_-]{30,}/,
  /\bey[A-Za-z0-9_-]{10,}\.ey[A-Za-z0-9_-]{10,}\./,
  /\b(?:Bearer|Basic) [A-Za-z0-9+/=._-]{16,}/i,
  /:\/\/[^\s/?#@]+:[^\s/?#@]+@/,
  /[?&](?:sig|signature|token|key|X-Amz-Signature|X-Goog-Signature)=[^\s&]{16,}/i,
];

/** Texts of random characters from this length on are taken for secrets. */
const MIN_RANDOM_CHARS = 32;
/** Bits a character: random base64 of that length has about 4.6, words and paths less than 4. */
const MIN_RANDOM_BITS = 4.2;
/** Share of characters of a path that another kind of character follows: in random base64 it is about 0.63. */
const MAX_PATH_CHANGES = 0.45;
/** A text under a name with `token` in it: special tokens of vocabularies are shorter. */
const MIN_TOKEN_CHARS = 16;

/**
 * Whether a named value looks like a secret, so that it must not be recorded. Errs on that side; a name alone can be enough.
 *
 * @param name - of an environment variable or option; `''` where there is none
 */
export function looksLikeSecret(name: string, value: string): boolean {
  if (NO_VALUE.test(value)) return false;
  if (namesSecret(name) || TOKEN_VARIABLE.test(name)) return true;
  if (!/^[\d.]+$/.test(value) && wordsOf(name).some((word) => SECRET_UNLESS_NUMBER.has(word))) return true;
  if (SECRET_FORMATS.some((format) => format.test(value))) return true;
  if (wordsOf(name).some((word) => /^tokens?$/.test(word)) && isOpaque(value, MIN_TOKEN_CHARS)) return true;
  if (wordsOf(name).some((word) => /^keys?$/.test(word)) && KEY.test(value)) return true;
  return value.split(/[\s,;=:@"']+/).some((part) => isRandom(part));
}

function namesSecret(name: string): boolean {
  const words = wordsOf(name);
  if (words.some((word) => SECRET_WORDS.has(word))) return true;
  return words.some((word, i) => /^keys?$/.test(word) && SECRET_KEYS.has(words[i - 1] ?? ''));
}

/** `HF_AUTH_TOKEN`, `--api-key`, `clientSecret` -> words in lower case. */
const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

/** One word of letters and digits mixed, as no name or number is. */
const isOpaque = (text: string, minChars: number): boolean =>
  text.length >= minChars && /^[A-Za-z0-9._~+/=-]+$/.test(text) && /[A-Za-z]/.test(text) && /[0-9]/.test(text);

function isRandom(text: string): boolean {
  if (text.length < MIN_RANDOM_CHARS || !isOpaque(text, MIN_RANDOM_CHARS)) return false;
  // Digests are hexadecimal, and do not mix capitals in.
  if (/^[0-9a-fA-F-]+$/.test(text) || isPath(text)) return false;
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && bitsPerCharacter(text) >= MIN_RANDOM_BITS;
}

/** Several slashes, as base64 may have, and between them words and numbers: few changes between letters, capitals and digits. */
function isPath(text: string): boolean {
  if ((text.match(/\//g)?.length ?? 0) < 3) return false;
  const changes = text.match(/[a-z](?![a-z])|[A-Z](?![A-Z])|[0-9](?![0-9])/g)?.length ?? 0;
  return changes / text.length < MAX_PATH_CHANGES;
}

function bitsPerCharacter(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((bits, count) => bits - (count / text.length) * Math.log2(count / text.length), 0);
}
