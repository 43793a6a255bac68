// SPDX-License-Identifier: Apache-2.0
import type { RangeReader } from '@mpk/core';
import { MemberNames } from '../archive/member-names.js';
import type { ByteStream, Reading } from '../reading/byte-stream.js';
import type { SequentialReader } from '../reading/drive.js';
import type { IrregularityKind } from '../reading/irregularities.js';
import type { PartBuilder } from '../reading/part-builder.js';
import { archiveKind, isRawTensor } from './archive-kind.js';
import { compareHeaders, HAS_DESCRIPTOR, readLocalHeader, saysEncrypted, skipDescriptor } from './local-header.js';
import { planZip, type ZipSegment } from './plan.js';
import { readMemberContent, type MemberTarget } from './read-member.js';

/** A zip archive. */
export interface ZipContent {
  readonly kind: 'zip';
  /** that its directories list */
  readonly members: number;
}

/**
 * Reads a zip archive of any kind: what its directories list, compared with what stands before each member, and whatever lies
 * between, before and behind.
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function planZipReader(ranges: RangeReader, part: PartBuilder): SequentialReader {
  const segments = planZip(ranges, part);
  if (segments === undefined) {
    part.content = { kind: 'zip', members: 0 };
    part.irregular('malformed', undefined, 'there is no directory, which is the last thing in it');
    return readByHeaders;
  }
  const names = segments.flatMap((segment) => (segment.kind === 'member' ? [segment.member.name] : []));
  part.format = archiveKind(names);
  part.content = { kind: 'zip', members: names.length };
  reportNames(segments, part);
  const isTorch = part.format === 'torch';
  const known = new Set(names);
  const formatOf = (name: string): string | undefined =>
    isTorch && isRawTensor(name, known) ? 'tensor-data' : undefined;
  return (stream) => readSegments(stream, segments, { part, ranges, formatOf });
}

function reportNames(segments: readonly ZipSegment[], part: PartBuilder): void {
  const names = new MemberNames(part);
  for (const segment of segments) if (segment.kind === 'member') names.add(segment.member.name, segment.start);
}

function* readSegments(stream: ByteStream, segments: readonly ZipSegment[], target: MemberTarget): Reading {
  const { part } = target;
  for (const [i, segment] of segments.entries()) {
    if (segment.start < stream.offset) {
      yield* passOverlap(stream, segment, part);
      continue;
    }
    yield* readBetween(stream, part, { end: segment.start, kind: i === 0 ? 'leading-bytes' : 'gap' });
    if (segment.kind === 'record') yield* stream.skip(segment.end - segment.start);
    else yield* readMember(stream, segment, { ...target, next: segments[i + 1]?.start ?? Infinity });
  }
  yield* readBetween(stream, part, { end: Infinity, kind: 'trailing-bytes' });
}

/** Something begins within what was read already: it is not read twice. */
function* passOverlap(stream: ByteStream, segment: ZipSegment, part: PartBuilder): Reading {
  if (segment.kind === 'record') {
    part.irregular('overlap', segment.start, 'a directory and a member');
    yield* stream.skip(Math.max(0, segment.end - stream.offset));
    return;
  }
  part.irregular('overlap', segment.start, segment.member.name);
  part.uninspected('malformed', segment.start, segment.member.compressedBytes, segment.member.name);
}

interface Between {
  /** `Infinity`: all that is left */
  readonly end: number;
  readonly kind: IrregularityKind;
}

/** Reads bytes that the archive does not speak of as a part of their own. */
function* readBetween(stream: ByteStream, part: PartBuilder, { end, kind }: Between): Reading {
  const { offset } = stream;
  if (offset >= end || (yield* stream.isAtEnd())) return;
  part.irregular(kind, offset);
  const child = part.open({
    name: `@${offset}`,
    offset,
    isOutside: true,
    ...(end !== Infinity && { sizeBytes: end - offset }),
  });
  try {
    yield* stream.each(end - offset, (piece) => child.write(piece));
  } finally {
    child.end();
  }
}

function* readMember(
  stream: ByteStream,
  { start, member }: Extract<ZipSegment, { kind: 'member' }>,
  target: MemberTarget & { readonly next: number },
): Reading {
  const { part } = target;
  const local = yield* readLocalHeader(stream);
  if (local === undefined) {
    part.irregular('bad-value', start, `no header before ${member.name}`);
    part.uninspected('malformed', start, stream.offset - start, member.name);
    return;
  }
  compareHeaders(part, start, { local, member });
  yield* readMemberContent(stream, member, { ...target, saysEncrypted: saysEncrypted({ local, member }) });
  if (((local.flags | member.flags) & HAS_DESCRIPTOR) !== 0) yield* skipDescriptor(stream, target.next);
}

/** Without a directory: members one behind the other, as some loaders repair it. */
function* readByHeaders(stream: ByteStream, part: PartBuilder): Reading {
  const target: MemberTarget = { part, ranges: undefined, formatOf: () => undefined };
  while (!(yield* stream.isAtEnd())) {
    const start = stream.offset;
    const local = yield* readLocalHeader(stream);
    if (local === undefined || (local.compressedBytes === undefined && local.method === 0)) {
      part.uninspected('malformed', start);
      return;
    }
    const { compressedBytes = 0, sizeBytes = 0 } = local;
    if (local.compressedBytes === undefined) {
      part.uninspected('malformed', stream.offset, undefined, 'a member without a size');
      return;
    }
    yield* readMemberContent(stream, { ...local, compressedBytes, sizeBytes, offsets: [start] }, target);
  }
}
