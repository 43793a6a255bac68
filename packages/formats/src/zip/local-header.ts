// SPDX-License-Identifier: Apache-2.0
import type { ByteStream, Reading } from '../reading/byte-stream.js';
import type { PartBuilder } from '../reading/part-builder.js';
import type { ZipMember } from './directory.js';
import { unicodeName } from './unicode-name.js';

export const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;
const DESCRIPTOR_SIGNATURE = 0x08074b50;
/** Flag: sizes and checksum stand behind the content. */
export const HAS_DESCRIPTOR = 0x8;
/** Flags of encryption, plain and strong. */
const ENCRYPTED = 0x1 | 0x40;
/** Flags of patch data and of a masked directory: no writer of models sets any. */
const ODD_FLAGS = 0x20 | 0x2000;
const NARROW_MAX = 0xffffffff;

/** What stands before a member's content. */
export interface LocalHeader {
  readonly name: string;
  readonly unicodeName: string | undefined;
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  /** undefined where they stand behind the content, or in the zip64 field */
  readonly compressedBytes: number | undefined;
  readonly sizeBytes: number | undefined;
}

/** @returns undefined where there is none; its bytes are used up then too */
export function* readLocalHeader(stream: ByteStream): Reading<LocalHeader | undefined> {
  const fixed = Buffer.from(yield* stream.take(LOCAL_BYTES));
  if (fixed.readUInt32LE(0) !== LOCAL_SIGNATURE) return undefined;
  const name = (yield* stream.take(fixed.readUInt16LE(26))).toString('utf8');
  const otherName = unicodeName(yield* stream.take(fixed.readUInt16LE(28)));
  const flags = fixed.readUInt16LE(6);
  const size = (at: number): number | undefined => {
    const value = fixed.readUInt32LE(at);
    return (flags & HAS_DESCRIPTOR) !== 0 || value === NARROW_MAX ? undefined : value;
  };
  return {
    name,
    unicodeName: otherName,
    flags,
    method: fixed.readUInt16LE(8),
    crc32: fixed.readUInt32LE(14),
    compressedBytes: size(18),
    sizeBytes: size(22),
  };
}

/** Reports where a directory says other things than what stands before the content: loaders differ in what they believe. */
export function compareHeaders(part: PartBuilder, offset: number, { local, member }: HeaderPair): void {
  for (const other of [local.unicodeName, member.unicodeName]) {
    if (other !== undefined && other !== member.name) {
      part.irregular('name-mismatch', offset, `${member.name}, in an extra field ${other}`);
    }
  }
  if (local.name !== member.name) part.irregular('name-mismatch', offset, `${member.name}, locally ${local.name}`);
  if (local.method !== member.method) {
    part.irregular('field-mismatch', offset, `method ${member.method}, locally ${local.method}: ${member.name}`);
  }
  for (const field of ['compressedBytes', 'sizeBytes'] as const) {
    const stated = local[field];
    if (stated !== undefined && stated !== member[field]) part.irregular('size-mismatch', offset, member.name);
  }
  if ((local.flags & HAS_DESCRIPTOR) === 0 && local.crc32 !== member.crc32) {
    part.irregular('field-mismatch', offset, `checksum of ${member.name}`);
  }
  if (((local.flags | member.flags) & ODD_FLAGS) !== 0) part.irregular('bad-value', offset, `flags of ${member.name}`);
}

/** Whether either header says that the content is encrypted. */
export const saysEncrypted = ({ local, member }: HeaderPair): boolean =>
  ((local.flags | member.flags) & ENCRYPTED) !== 0;

/** A member as its directory and its local header describe it. */
export interface HeaderPair {
  readonly local: LocalHeader;
  readonly member: ZipMember;
}

/** Sizes of a descriptor: with or without a signature, with sizes of 4 or 8 bytes. */
const DESCRIPTOR_BYTES = [12, 16, 20, 24];

/** Skips the descriptor behind a member's content, where what is left before the next thing is one. */
export function* skipDescriptor(stream: ByteStream, nextOffset: number): Reading {
  const size = nextOffset - stream.offset;
  if (DESCRIPTOR_BYTES.includes(size)) yield* stream.skip(size);
}

/** Size of a descriptor by its own look, where nobody knows what follows. */
export const descriptorBytes = (bytes: Buffer): number =>
  bytes.length >= 16 && bytes.readUInt32LE(0) === DESCRIPTOR_SIGNATURE ? 16 : 12;
