// SPDX-License-Identifier: Apache-2.0

/** What a member is, by the type in its header. */
export type TarMemberKind =
  | 'file'
  | 'folder'
  /** points at something else, or is no file at all */
  | 'special'
  /** says something of the next member */
  | 'extension'
  /** a format that is not followed */
  | 'unsupported'
  | 'unknown';

const KINDS: Readonly<Record<string, readonly [kind: TarMemberKind, title: string]>> = {
  '0': ['file', 'file'],
  '7': ['file', 'contiguous file'],
  '1': ['special', 'hard link'],
  '2': ['special', 'symbolic link'],
  '3': ['special', 'character device'],
  '4': ['special', 'block device'],
  '5': ['folder', 'folder'],
  '6': ['special', 'pipe'],
  L: ['extension', 'long name'],
  K: ['extension', 'long link name'],
  x: ['extension', 'extended header'],
  // As Solaris wrote it before the standard.
  X: ['extension', 'extended header'],
  g: ['extension', 'global header'],
  S: ['file', 'sparse file'],
  D: ['unsupported', 'folder of an incremental backup'],
  M: ['unsupported', 'file that goes on from another volume'],
  N: ['unsupported', 'long name of the oldest GNU tar'],
  V: ['unsupported', 'volume label'],
};

/** @param name - the oldest format tells folders by it alone */
export function tarMemberKind(type: string, name: string): readonly [kind: TarMemberKind, title: string] {
  if (type === '0' && name.endsWith('/')) return ['folder', 'folder'];
  return Object.hasOwn(KINDS, type) ? (KINDS[type] ?? ['unknown', type]) : ['unknown', type];
}
