// SPDX-License-Identifier: Apache-2.0
import { createInterface } from 'node:readline/promises';

/** Asks on the terminal; no terminal, or anything but yes, is no. */
export async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } catch {
    // Ctrl-C or the end of input.
    return false;
  } finally {
    terminal.close();
  }
}
