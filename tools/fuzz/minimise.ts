// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from './random.ts';
import { examine, type Input, type Subject } from './subject.ts';

const MAX_SECONDS = 60;

/** What is the same of a failure whatever the input: numbers and places aside. */
const kindOf = (failure: string): string => failure.split('\n')[0]?.replace(/\d+/g, 'N').slice(0, 80) ?? '';

/**
 * Takes pieces out of an input for as long as it still fails in the same way, halves first, and writes what is left.
 *
 * @returns the failure
 */
export function minimise(
  subject: Subject,
  { name, bytes }: Input,
  { failure, scratch }: { readonly failure: string; readonly scratch: string },
): string {
  const until = Date.now() + MAX_SECONDS * 1000;
  const fails = (piece: Buffer): boolean =>
    kindOf(examine(subject, { name, bytes: piece }, createRandom(piece.length), () => undefined).failure ?? '') ===
    kindOf(failure);
  let left = bytes;
  for (
    let step = Math.ceil(bytes.length / 2);
    step >= 1 && Date.now() < until;
    step = step === 1 ? 0 : Math.ceil(step / 2)
  ) {
    for (let at = 0; at < left.length && Date.now() < until;) {
      const shorter = Buffer.concat([left.subarray(0, at), left.subarray(at + step)]);
      if (fails(shorter)) left = shorter;
      else at += step;
    }
  }
  writeFileSync(join(scratch, 'minimised'), left);
  return failure;
}
