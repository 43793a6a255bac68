// SPDX-License-Identifier: Apache-2.0
import { chmodSync, lstatSync, mkdirSync, type Stats } from 'node:fs';
import { MpkError, unreadable } from '@mpk/core';

const OTHERS = 0o077;
const OTHERS_WRITE = 0o022;
const ROOT_ID = 0;

/**
 * Makes a folder that is its user's alone, or asserts that one is.
 *
 * @throws MpkError `INPUT_UNREADABLE` where it cannot be made, or is open to other users
 */
export function assertPrivateFolder(folder: string): void {
  try {
    if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) chmodSync(folder, 0o700);
  } catch (cause) {
    throw unreadable(`the trust cache ${folder}`, cause);
  }
  const stat = lookAt(folder);
  if (!stat.isDirectory() || stat.uid !== userId(stat) || (stat.mode & OTHERS) !== 0) throw open(folder);
}

/**
 * Asserts that nobody but its user and root can have put files into a folder; to read there, it may be a read-only mount.
 *
 * @throws MpkError `INPUT_UNREADABLE`
 */
export function assertSafeFolder(folder: string): void {
  const stat = lookAt(folder);
  const isOurs = stat.uid === userId(stat) || stat.uid === ROOT_ID;
  if (!stat.isDirectory() || !isOurs || (stat.mode & OTHERS_WRITE) !== 0) throw open(folder);
}

function lookAt(folder: string): Stats {
  try {
    return lstatSync(folder);
  } catch (cause) {
    throw unreadable(`the trust cache ${folder}`, cause);
  }
}

/** Windows has no user ids: there every folder counts as the user's own. */
const userId = (stat: Stats): number => process.getuid?.() ?? stat.uid;

const open = (folder: string): MpkError =>
  new MpkError('INPUT_UNREADABLE', `the trust cache ${folder} is open to other users`, {
    hint: 'make it yours alone (chmod 700) or name another folder',
  });
