// SPDX-License-Identifier: Apache-2.0
import { inflateRawSync } from 'node:zlib';
import type { BoundedReader } from '../bounded-reader.js';
import { MAX_SNIFFED_OUTPUT_BYTES, SNIFF_BYTES } from '../limits.js';
import { startInflate } from '../magic/compression.js';
import type { ZipMember } from './directory.js';

/** The beginning of a member's content, with the name that its local header gives. */
export interface MemberContent {
  readonly localName: string;
  /** undefined when it cannot be read: encrypted, or compressed in another way than deflate */
  readonly bytes: Buffer | undefined;
  readonly sizeBytes: number;
}

const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;

/** Reads the beginnings of a member, once for each place where its local header may be. */
export function readMember(reader: BoundedReader, member: ZipMember): MemberContent[] {
  return member.offsets.flatMap((offset) => {
    const content = readAt(reader, offset, member);
    return content ? [content] : [];
  });
}

/** Reads the member whose local header is the first thing in the file, whatever a directory says. */
export function readFirstMember(reader: BoundedReader): MemberContent | undefined {
  const { head } = reader;
  if (head.length < LOCAL_BYTES) return undefined;
  const flags = head.readUInt16LE(6);
  const stated = head.readUInt32LE(18);
  // Bit 3: the size stands after the content; all ones: in the zip64 field.
  const compressedBytes = (flags & 8) !== 0 || stated === 0xffffffff ? reader.sizeBytes : stated;
  const member = { name: '', flags, method: head.readUInt16LE(8), compressedBytes, offsets: [0] };
  return readAt(reader, 0, member);
}

function readAt(
  reader: BoundedReader,
  offset: number,
  member: Pick<ZipMember, 'name' | 'method' | 'compressedBytes'>,
): MemberContent | undefined {
  const header = reader.read(offset, LOCAL_BYTES + member.name.length + 128 + SNIFF_BYTES);
  if (header === undefined || header.length < LOCAL_BYTES || header.readUInt32LE(0) !== LOCAL_SIGNATURE)
    return undefined;
  const nameEnd = LOCAL_BYTES + header.readUInt16LE(26);
  const start = nameEnd + header.readUInt16LE(28);
  const localName = header.toString('utf8', LOCAL_BYTES, Math.min(nameEnd, header.length));
  // The local header may say more than the directory; some loaders believe it.
  const stated = (header.readUInt16LE(6) & 8) === 0 ? header.readUInt32LE(18) : 0;
  const length = Math.min(SNIFF_BYTES, Math.max(member.compressedBytes, stated));
  const near = header.subarray(start, start + length);
  const raw = near.length === length ? near : (reader.read(offset + start, length) ?? near);
  return { localName, bytes: decode(Buffer.from(raw), member), sizeBytes: member.compressedBytes };
}

/** Flags are ignored: loaders exist that read a member whatever they say. */
function decode(raw: Buffer, member: Pick<ZipMember, 'method'>): Buffer | undefined {
  if (member.method === 0) return raw;
  return member.method === 8 ? startInflate(inflateRawSync, raw, MAX_SNIFFED_OUTPUT_BYTES) : undefined;
}

/** Whether a member says that it is encrypted. */
export const isEncrypted = (member: ZipMember): boolean => (member.flags & 0x1) !== 0;
