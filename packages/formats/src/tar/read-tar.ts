// SPDX-License-Identifier: Apache-2.0
import type { RangeReader } from '@mpk/core';
import { MemberNames } from '../archive/member-names.js';
import { whyUnsafe } from '../archive/unsafe-name.js';
import type { ByteStream, Reading } from '../reading/byte-stream.js';
import { Malformed, type SequentialReader } from '../reading/drive.js';
import type { PartBuilder } from '../reading/part-builder.js';
import { subRanges } from '../reading/ranges.js';
import { openRest } from '../reading/rest.js';
import { skipZeros } from '../reading/zeros.js';
import { isZero, readHeader, type TarHeader, type TarVariant } from './header.js';
import { tarMemberKind } from './member-type.js';
import { MAX_EXTENSION_BYTES, TarOverrides, type TarMember } from './overrides.js';
import { linkTarget } from './link-target.js';
import { specialMember, tarKind } from './known-members.js';
import { TAR_BLOCK_BYTES } from './tar-header.js';

/** What a tar archive is; its files are parts of their own. */
export interface TarContent {
  readonly kind: 'tar';
  /** members of all types */
  readonly members: number;
  readonly variants: readonly TarVariant[];
}

/** Reads a tar archive: POSIX ustar and PAX, GNU, and the oldest without any mark. */
export const readTar: SequentialReader = (stream, part, ranges) => new TarWalk(stream, part, ranges).run();

class TarWalk {
  readonly #content = { kind: 'tar' as const, members: 0, variants: [] as TarVariant[] };
  readonly #names: MemberNames;
  readonly #overrides: TarOverrides;
  readonly #known = new Set<string>();

  constructor(
    private readonly stream: ByteStream,
    private readonly part: PartBuilder,
    private readonly ranges: RangeReader | undefined,
  ) {
    part.content = this.#content;
    this.#names = new MemberNames(part);
    this.#overrides = new TarOverrides(part);
  }

  *run(): Reading {
    while (yield* this.#step());
    if (!this.#overrides.isEmpty) throw new Malformed('an extended header without its member', this.stream.offset);
  }

  /** Reads one member. @returns false at the end of the archive */
  *#step(): Reading<boolean> {
    const { stream, part } = this;
    const start = stream.offset;
    if (yield* stream.isAtEnd()) {
      part.irregular('truncated', start, 'no empty block at the end');
      return false;
    }
    const block = Buffer.from(yield* stream.take(TAR_BLOCK_BYTES));
    if (isZero(block)) {
      yield* skipZeros(stream);
      yield* openRest(stream, part);
      return false;
    }
    const header = readHeader(block);
    if (header === undefined) throw new Malformed('no tar header', start);
    if (header.hasOddPadding) part.irregular('odd-padding', start, 'in a header');
    if (!this.#content.variants.includes(header.variant)) this.#content.variants.push(header.variant);
    yield* this.#readMember(header, start);
    return true;
  }

  *#readMember(header: TarHeader, start: number): Reading {
    if (tarMemberKind(header.type, '')[0] === 'extension') return yield* this.#readExtension(header, start);
    this.#content.members++;
    const member = this.#overrides.apply(header, start);
    const [kind, title] = tarMemberKind(header.type, member.name);
    this.#names.add(kind === 'folder' ? member.name.replace(/\/$/, '') : member.name, start);
    this.#know(member.name);
    if (kind === 'unsupported') throw new Malformed(title, start);
    if (kind === 'unknown') this.part.irregular('bad-value', start, `type ${title} of ${member.name}`);
    if (kind === 'special') this.#tellLink(member, title, start);
    if (member.isSparse) return yield* this.#skipSparse(member);
    if (kind === 'file' || kind === 'unknown') return yield* this.#readContent(member);
    if (member.sizeBytes > 0) this.#tellAmbiguous(member, title, start);
  }

  #tellLink({ header, name, linkName }: TarMember, title: string, start: number): void {
    this.part.irregular('link', start, linkName === '' ? `${title} ${name}` : `${title} ${name} -> ${linkName}`);
    const why = linkName === '' ? undefined : whyUnsafe(header.type === '2' ? linkTarget(name, linkName) : linkName);
    if (why !== undefined) this.part.irregular('unsafe-name', start, `${why}: link to ${linkName}`);
  }

  /** POSIX has no content here, and so the next header follows, as here; GNU tar skips it. */
  #tellAmbiguous({ sizeBytes }: TarMember, title: string, start: number): void {
    this.part.irregular('size-mismatch', start, `a ${title} with content`);
    this.part.uninspected('malformed', this.stream.offset, sizeBytes, 'not all readers go on here');
  }

  *#readExtension(header: TarHeader, start: number): Reading {
    const { sizeBytes, type } = header;
    if (sizeBytes > MAX_EXTENSION_BYTES) throw new Malformed(`a name or header of ${sizeBytes} bytes`, start);
    const offset = this.stream.offset;
    const content = Buffer.from(yield* this.stream.take(sizeBytes));
    this.#overrides.take(type, content, offset);
    yield* this.#skipPadding(sizeBytes);
  }

  /** The holes of a sparse file are left out, so that it is not there as it is. */
  *#skipSparse({ header, name, sizeBytes }: TarMember): Reading {
    const { stream } = this;
    const { offset } = stream;
    let more = header.isExtended;
    while (more) more = (yield* stream.take(TAR_BLOCK_BYTES))[504] !== 0;
    yield* stream.skip(sizeBytes);
    this.part.uninspected('unsupported', offset, stream.offset - offset, `sparse file ${name}`);
    yield* this.#skipPadding(sizeBytes);
  }

  *#readContent({ name, sizeBytes }: TarMember): Reading {
    const { stream, part, ranges } = this;
    const { offset } = stream;
    const child = part.open({
      name: name === '' ? `@${offset}` : name,
      offset,
      sizeBytes,
      ranges: ranges === undefined ? undefined : subRanges(ranges, offset, sizeBytes),
      format: specialMember(name),
    });
    try {
      yield* stream.each(sizeBytes, (piece) => child.write(piece));
    } finally {
      child.end();
    }
    yield* this.#skipPadding(sizeBytes);
  }

  *#skipPadding(sizeBytes: number): Reading {
    const { offset } = this.stream;
    const padding = yield* this.stream.take((TAR_BLOCK_BYTES - (sizeBytes % TAR_BLOCK_BYTES)) % TAR_BLOCK_BYTES);
    if (!isZero(padding)) this.part.irregular('odd-padding', offset, 'after the content of a member');
  }

  /** Formats that are tar archives show themselves by the names of their members. */
  #know(name: string): void {
    this.part.format = tarKind(this.#known, name);
  }
}
