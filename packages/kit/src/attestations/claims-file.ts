// SPDX-License-Identifier: Apache-2.0
import { closeSync, existsSync, openSync, statSync, unlinkSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import {
  MAX_CLAIMS,
  MAX_CLAIMS_BYTES,
  MpkError,
  parseClaims,
  readFileBounded,
  reasonOf,
  splitClaims,
  writeFileAtomic,
} from '@mpk/core';

/** Waits for another process that adds a claim, so often and so long each time. */
const LOCK_ATTEMPTS = 50;
const LOCK_WAIT_MS = 100;

/**
 * Adds one line to a claims file, which is made where it is not there. The file is replaced whole, and others that add to it
 * at the same time wait: no claim is lost or cut.
 *
 * @param line - a bundle with a line feed at its end
 * @throws MpkError `INPUT_MALFORMED` where the file holds anything but bundles; `INPUT_TOO_LARGE` for a file that would not be
 * read again; `OUTPUT_UNWRITABLE`
 */
export async function appendClaim(path: string, line: Uint8Array): Promise<void> {
  const unlock = await lock(`${path}.lock`);
  try {
    const before = readClaims(path);
    const after = Buffer.concat([before, line]);
    assertRoom(path, before, line.length);
    writeFileAtomic(path, after, { mode: modeOf(path) });
  } finally {
    unlock();
  }
}

/**
 * Refused before any work is done.
 *
 * @throws MpkError as {@link appendClaim} would, for what can be known before there is a line
 */
export const assertAppendable = (path: string): void => assertRoom(path, readClaims(path), 0);

function assertRoom(path: string, before: Buffer, moreBytes: number): void {
  if (before.length + moreBytes <= MAX_CLAIMS_BYTES && splitClaims(before).length < MAX_CLAIMS) return;
  throw new MpkError('INPUT_TOO_LARGE', `${path} is full: at most ${MAX_CLAIMS} claims are read`, {
    hint: 'write the signature to a file of its own (--output), or remove claims that are out of date',
  });
}

/** The claims that are there, ending with a line feed. */
function readClaims(path: string): Buffer {
  if (!existsSync(path)) return Buffer.alloc(0);
  const bytes = readFileBounded(path, { maxBytes: MAX_CLAIMS_BYTES, what: 'claims', followLinks: false });
  if (bytes.length > 0 && parseClaims(bytes) === undefined) {
    throw new MpkError('INPUT_MALFORMED', `${path} holds something else than signature bundles, one a line`, {
      hint: 'it may be a file of the model itself: write the signature to a file of its own (--output)',
    });
  }
  return bytes.length === 0 || bytes.at(-1) === 0x0a ? bytes : Buffer.concat([bytes, Buffer.from('\n')]);
}

const modeOf = (path: string): number => (existsSync(path) ? statSync(path).mode & 0o777 : 0o644);

async function lock(path: string): Promise<() => void> {
  for (let attempt = 0; attempt < LOCK_ATTEMPTS; attempt++) {
    try {
      closeSync(openSync(path, 'wx', 0o600));
      return () => unlinkSync(path);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw new MpkError('OUTPUT_UNWRITABLE', `cannot write ${path}: ${reasonOf(cause)}`, { cause });
      }
    }
    await wait(LOCK_WAIT_MS);
  }
  throw new MpkError('OUTPUT_UNWRITABLE', `another process holds ${path}`, {
    hint: 'remove that file if no other mpk is at work',
  });
}
