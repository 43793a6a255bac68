// SPDX-License-Identifier: Apache-2.0
import { crc32 } from 'node:zlib';
import type { RangeReader } from '@mpk/core';
import type { OpenExpander } from '../compression/expander.js';
import { Expansion } from '../compression/expansion.js';
import { decodeBzip2 } from '../compression/bzip2/decode-bzip2.js';
import { expandBy } from '../compression/expand-by.js';
import { decodeZipLzma } from '../compression/lzma/decode-lzma.js';
import { decodeXz } from '../compression/xz/decode-xz.js';
import { decodeZstd } from '../compression/zstd/decode-zstd.js';
import { openInflate } from '../compression/inflate.js';
import type { ByteStream, Reading } from '../reading/byte-stream.js';
import type { PartBuilder } from '../reading/part-builder.js';
import { subRanges } from '../reading/ranges.js';
import type { ZipMember } from './directory.js';

/** Where a member's content goes. */
export interface MemberTarget {
  readonly part: PartBuilder;
  /** of the whole archive */
  readonly ranges: RangeReader | undefined;
  /** what a member of this name is, whatever it looks like */
  readonly formatOf: (name: string) => string | undefined;
  /** a header says so; flags are easily set */
  readonly saysEncrypted?: boolean;
}

const STORED = 0;
/** How members are compressed, by method. */
const EXPANDERS: ReadonlyMap<number, OpenExpander> = new Map([
  [8, openInflate('raw')],
  [12, expandBy(decodeBzip2)],
  [14, expandBy(decodeZipLzma)],
  [93, expandBy(decodeZstd)],
  [95, expandBy(decodeXz)],
]);

/** Reads the content of a member, from its first byte on. What flags say of it is ignored, as some loaders do. */
export function* readMemberContent(stream: ByteStream, member: ZipMember, target: MemberTarget): Reading {
  if (member.name.endsWith('/') && member.compressedBytes === 0) return;
  const open = EXPANDERS.get(member.method);
  if (member.method === STORED) yield* readStored(stream, member, target);
  else if (open !== undefined) yield* readExpanded(stream, member, { ...target, open });
  else {
    target.part.uninspected(
      'unsupported',
      stream.offset,
      member.compressedBytes,
      `compressed by method ${member.method}: ${member.name}`,
    );
    yield* stream.skip(member.compressedBytes);
  }
}

function* readStored(stream: ByteStream, member: ZipMember, target: MemberTarget): Reading {
  const { part, ranges, formatOf } = target;
  const { offset } = stream;
  const sizeBytes = member.compressedBytes;
  const child = part.open({
    name: member.name,
    offset,
    sizeBytes,
    ranges: ranges && subRanges(ranges, offset, sizeBytes),
    format: formatOf(member.name),
  });
  let sum = 0;
  try {
    yield* stream.each(sizeBytes, (piece) => {
      sum = crc32(piece, sum);
      child.write(piece);
    });
  } finally {
    child.end();
  }
  compare({ offset, sizeBytes, crc32: sum }, member, target);
}

function* readExpanded(
  stream: ByteStream,
  member: ZipMember,
  target: MemberTarget & { readonly open: OpenExpander },
): Reading {
  const { part, formatOf, open } = target;
  const { offset } = stream;
  const spanBytes = member.compressedBytes;
  const child = part.open({ name: member.name, spanBytes, format: formatOf(member.name) });
  const expansion = new Expansion(open, child, part);
  let used = 0;
  try {
    yield* stream.each(spanBytes, (piece) => void (used += expansion.write(piece)));
    used += expansion.end();
  } finally {
    child.end();
  }
  if (expansion.isBomb) part.uninspected('bomb', offset, spanBytes, member.name);
  else if (expansion.isWhole) {
    if (used < spanBytes) leftover(part, offset + used, { name: member.name, sizeBytes: spanBytes - used });
    compare({ offset, sizeBytes: expansion.expandedBytes, crc32: expansion.crc32 }, member, target);
  } else if (target.saysEncrypted === true) part.uninspected('encrypted', offset, spanBytes, member.name);
  else {
    part.irregular('malformed', offset, `${member.name}: ${expansion.malformed ?? 'its stream does not end'}`);
    part.uninspected('malformed', offset, spanBytes, member.name);
  }
}

/** What was found in the place of a member's content. */
interface FoundContent {
  readonly offset: number;
  readonly sizeBytes: number;
  readonly crc32: number;
}

/** Holds content to what stands beside it. Of encrypted content that is the checksum of what it decrypts to. */
function compare({ offset, sizeBytes, crc32: sum }: FoundContent, member: ZipMember, target: MemberTarget): void {
  const { part } = target;
  const isSame = member.sizeBytes === sizeBytes && member.crc32 === sum;
  if (target.saysEncrypted === true) {
    if (isSame) part.irregular('field-mismatch', offset, `says that it is encrypted, and is not: ${member.name}`);
    else part.uninspected('encrypted', offset, member.compressedBytes, member.name);
    return;
  }
  if (member.sizeBytes !== sizeBytes) part.irregular('size-mismatch', offset, member.name);
  if (member.crc32 !== sum) part.irregular('checksum-mismatch', offset, member.name);
}

function leftover(part: PartBuilder, offset: number, { name, sizeBytes }: { name: string; sizeBytes: number }): void {
  part.irregular('gap', offset, `${sizeBytes} bytes behind the compressed content of ${name}`);
  part.uninspected('unrecognised', offset, sizeBytes, name);
}
