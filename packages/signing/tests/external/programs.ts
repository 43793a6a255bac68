// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes a signer program of a few lines into a folder and returns its command.
 *
 * @param body - JavaScript (ESM) that sees `request`, `text` (the request as it came) and `answer(object)`
 */
export function writeProgram(folder: string, body: string): string[] {
  const path = join(folder, `signer-${String(count++)}.mjs`);
  const head = `
    import { readFileSync, writeFileSync, writeSync } from 'node:fs';
    const text = readFileSync(0, 'utf8');
    const request = JSON.parse(text);
    const answer = (value) => writeSync(1, JSON.stringify(value));`;
  writeFileSync(path, `${head}\n${body}\n`);
  return [process.execPath, path];
}

let count = 0;

/** A program that answers with the same two objects, whatever it is asked to sign. */
export const writeAnswers = (folder: string, publicKey: unknown, signature: unknown): string[] =>
  writeProgram(folder, `answer(request.operation === 'sign' ? ${text(signature)} : ${text(publicKey)});`);

const text = (value: unknown): string => JSON.stringify(value);
