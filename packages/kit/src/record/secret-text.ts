// SPDX-License-Identifier: Apache-2.0
import { KEY, looksLikeSecret } from './secrets.js';

/** A name and its value: `A=b`, `++x.y=b`, `"x-api-key": "b"`, `X-Api-Key: b`, `{password:b}`; but not `name==1.0`. */
const PAIRS = /(?<![\w.$])([A-Za-z_][\w.-]*)["'\\]*(?:=(?!=)|\s*:(?![/:]))\s*["'\\]*([^\s"'\\,;&}]+)/g;
/** What a shell puts in the place of a variable: the name is no secret. */
const SHELL_REFERENCE = /^\$(?:[A-Z_][A-Z0-9_]*|\{[A-Z_][A-Z0-9_]*\})$/;
/** Ends a simple command of a shell. */
const COMMAND_ENDS = /&&|\|\|?|[;\n()`]/;

const OPTION = /^--?[A-Za-z][\w.-]*$/;
/** Options that take `user:password`, and what that looks like; two numbers are a user and a group. */
const USER_OPTIONS: ReadonlySet<string> = new Set(['-u', '-U', '--user', '--proxy-user']);
const USER_AND_PASSWORD = /^(?!\d+:\d+$)[^:/\s]+:(?!\/\/)\S+$/;
/** Programs that take a password behind `-p`. */
const PASSWORD_PROGRAMS = /(?:^|\/)(?:mysql(?:dump|admin)?|mariadb(?:-dump|-admin)?|sshpass)$/;

/**
 * Whether a text has a secret somewhere within: a script that a shell is given, a list of options, JSON, headers.
 *
 * It is not parsed as any of these: quotes are taken away, and what looks like a name with its value is looked at as such. The
 * time it takes grows with the square of the length: give it short texts.
 */
export function holdsSecret(text: string): boolean {
  if (looksLikeSecret('', text)) return true;
  for (const [, name = '', value = ''] of text.matchAll(PAIRS)) {
    if (!SHELL_REFERENCE.test(value) && looksLikeSecret(name, value)) return true;
  }
  if (!/\s/.test(text)) return false;
  return text.split(COMMAND_ENDS).some((command) => {
    const words = command.split(/[\s"'\\]+/).filter((word) => word !== '');
    return words.some((word, i) => !SHELL_REFERENCE.test(word) && isSecretWord(words, i));
  });
}

/** Whether a word of a command is a secret by the words before it. */
export function isSecretWord(words: readonly string[], i: number): boolean {
  const word = words[i] ?? '';
  const option = optionBefore(words, i);
  if (option !== undefined && looksLikeSecret(option, word)) return true;
  if (option !== undefined && USER_OPTIONS.has(option) && USER_AND_PASSWORD.test(word)) return true;
  if (/^-[uU]/.test(word) && USER_AND_PASSWORD.test(word.slice(2))) return true;
  return takesPassword(words, i) || (KEY.test(word) && words.slice(0, i).includes('login'));
}

/** `mysql -pSECRET`, `docker login -p SECRET`. */
function takesPassword(words: readonly string[], i: number): boolean {
  // What costs nothing comes first: thousands of shards may stand on one command line.
  if (words[i - 1] !== '-p' && !/^-p[^-\s]/.test(words[i] ?? '')) return false;
  return words.slice(0, i).some((word) => word === 'login' || PASSWORD_PROGRAMS.test(word));
}

/** `--name` before a value. Behind the name of a secret, only what has two dashes is an option again. */
export function optionBefore(words: readonly string[], i: number): string | undefined {
  const [before = '', word = ''] = [words[i - 1], words[i]];
  if (!OPTION.test(before)) return undefined;
  const isValue = !OPTION.test(word) || (!word.startsWith('--') && looksLikeSecret(before, word));
  return isValue ? before : undefined;
}
