// SPDX-License-Identifier: Apache-2.0
import { StringDecoder } from 'node:string_decoder';
import { printable } from '@mpk/core';

/** Longest line that is passed on; the rest of it is dropped. */
export const MAX_DIAGNOSTIC_LENGTH = 500;
/** Most lines of one process that are passed on. */
export const MAX_DIAGNOSTIC_LINES = 100;

/**
 * Cuts what a program says on stderr into lines that may be shown: bounded, printable, without the given secrets.
 *
 * @returns `push` takes chunks; `end` passes on a last line that has no end
 */
export function diagnosticLines(
  onLine: (line: string) => void,
  secrets: readonly string[] = [],
): { push(chunk: Uint8Array): void; end(): void } {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let lines = 0;
  const emit = (line: string): void => {
    lines++;
    if (lines <= MAX_DIAGNOSTIC_LINES) onLine(shownLine(line, secrets));
    else if (lines === MAX_DIAGNOSTIC_LINES + 1) onLine('(it says more, which is not shown)');
  };
  const push = (text: string): void => {
    const [first = '', ...others] = text.split('\n');
    rest = longest(rest + first);
    for (const next of others) {
      emit(rest);
      rest = longest(next);
    }
  };
  return {
    push: (chunk) => push(decoder.write(Buffer.from(chunk))),
    end: () => {
      push(decoder.end());
      if (rest !== '') emit(rest);
    },
  };
}

/** Text without the secrets, wherever they stand in it, as they are or quoted as JSON. */
export const withoutSecrets = (text: string, secrets: readonly string[]): string =>
  secrets
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    .filter((secret) => secret !== '')
    .reduce((left, secret) => left.replaceAll(secret, '(hidden)'), text);

const shownLine = (line: string, secrets: readonly string[]): string =>
  printable(withoutSecrets(line.replace(/\r$/, ''), secrets)).slice(0, MAX_DIAGNOSTIC_LENGTH);

/** Longer than what is shown, so that no secret is cut in two by this. */
const longest = (text: string): string => text.slice(0, 8 * MAX_DIAGNOSTIC_LENGTH);
