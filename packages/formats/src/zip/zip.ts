// SPDX-License-Identifier: Apache-2.0
import type { BoundedReader } from '../bounded-reader.js';
import { PICKLE_NAME, recogniseFragment } from '../fragment.js';
import { MAX_SNIFFED_MEMBERS } from '../limits.js';
import { archiveKind, isRawTensor } from './archive-kind.js';
import { readZipDirectory, type ZipMember } from './directory.js';
import { isEncrypted, readFirstMember, readMember, type MemberContent } from './member-content.js';

/** What a zip archive is and holds. */
export interface ZipContent {
  /** `zip`, or what its members make of it: `torch`, `npz`, `keras`, `jar` */
  readonly id: string;
  /** format ids of its members; `opaque` when some could not be looked at */
  readonly contains: readonly string[];
}

/**
 * Looks into a zip archive: all names, and the beginnings of its first members.
 *
 * @param atStart - the file begins with a member; without a directory this is then a damaged archive
 * @returns undefined when the file is none
 */
export function recogniseZip(reader: BoundedReader, atStart: boolean): ZipContent | undefined {
  const directory = readZipDirectory(reader);
  if (directory === undefined && !atStart) return undefined;
  const members = directory?.members ?? [];
  const names = new Set(members.map((member) => member.name));
  const ids = new Set<string>();
  let complete = directory?.complete === true && members.length <= MAX_SNIFFED_MEMBERS;
  const first = atStart ? readFirstMember(reader) : undefined;
  if (first) addContent(first, '', ids);
  const id = archiveKind([...names]);
  for (const member of members.slice(0, MAX_SNIFFED_MEMBERS)) {
    // Raw tensors of PyTorch archives: any two bytes stand there some time.
    if (id === 'torch' && isRawTensor(member.name, names)) continue;
    complete = addMember(reader, member, ids) && complete;
  }
  if ([...names].some((name) => PICKLE_NAME.test(name))) ids.add('pickle');
  if (id === 'torch' && [...names].some((name) => /^[^/]+\/code\//.test(name))) ids.add('torchscript');
  // What was not seen matters little where a pickle was.
  if (!complete && !ids.has('pickle')) ids.add('opaque');
  return { id, contains: [...ids] };
}

/** @returns whether all was seen that tells what the member is */
function addMember(reader: BoundedReader, member: ZipMember, ids: Set<string>): boolean {
  if (member.name.endsWith('/') && member.compressedBytes === 0) return true;
  const contents = readMember(reader, member);
  for (const content of contents) addContent(content, member.name, ids);
  return contents.length > 0 && contents.every((content) => content.bytes !== undefined) && !isEncrypted(member);
}

function addContent(content: MemberContent, name: string, ids: Set<string>): void {
  if (PICKLE_NAME.test(content.localName) || PICKLE_NAME.test(name)) ids.add('pickle');
  if (content.bytes === undefined) return;
  const sizeBytes = Math.max(content.sizeBytes, content.bytes.length);
  for (const id of recogniseFragment(content.bytes, sizeBytes)) ids.add(id);
}
