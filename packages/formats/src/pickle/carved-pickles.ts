// SPDX-License-Identifier: Apache-2.0
import { PickleScanner } from './machine/scanner.js';
import type { PickleReading } from './machine/reading.js';
import type { PartBuilder } from '../reading/part-builder.js';

/** Most places of one part that are tried. */
const MAX_TRIED = 256;
/** Most bytes that are followed in all of them together. */
const MAX_FOLLOWED_BYTES = 4 * 1024 * 1024;
/** Most pickles that are told of. */
const MAX_FOUND = 16;

/** PROTO 2 to 5, or a GLOBAL that names a module and an attribute. */
const BEGINNING = /\x80[\x02-\x05]|c[A-Za-z_][\w.]{0,100}\n[A-Za-z_][\w.]{0,100}\n/g;
const NAME = /^[A-Za-z_][\w.]*$/;

/**
 * Looks for pickles in bytes that are nothing known: behind junk, say, from where a loader is told to begin.
 *
 * Any byte pattern stands somewhere, so only what imports something by a plausible name and runs it counts.
 *
 * @param head - the first bytes of the part
 */
export function carvePickles(head: Buffer, part: PartBuilder): void {
  let budget = MAX_FOLLOWED_BYTES;
  let tried = 0;
  let found = 0;
  let end = 0;
  for (const { index } of head.toString('latin1').matchAll(BEGINNING)) {
    if (index < end) continue;
    if (++tried > MAX_TRIED || budget <= 0 || found >= MAX_FOUND) return;
    const reading = follow(head.subarray(index));
    budget -= head.length - index;
    if (!runsSomething(reading)) continue;
    found++;
    end = index + Math.max(1, reading.explainedBytes);
    part.addFound({ name: `@${index}`, offset: index, sizeBytes: end - index }, (carved) => {
      carved.format = 'pickle';
      carved.content = { kind: 'pickle', ...reading };
    });
  }
}

function follow(bytes: Buffer): PickleReading {
  const scanner = new PickleScanner({ maxStreams: 1 });
  scanner.write(bytes);
  return scanner.end();
}

const runsSomething = ({ imports }: PickleReading): boolean =>
  imports.some(({ module, name, called, created }) => (called || created) && NAME.test(module) && NAME.test(name));
