// SPDX-License-Identifier: Apache-2.0
import type { RangeReader } from '@mpk/core';
import { MAX_WHOLE_BYTES } from './budget.js';
import { drive, tellFailure } from './drive.js';
import type { PartBuilder, PartReader } from './part-builder.js';
import { rangesOfBytes } from './ranges.js';
import { CANDIDATES, READERS, type Reader } from './readers.js';

/** One way to read a part, tried while its bytes pass by. */
export interface View extends PartReader {
  readonly part: PartBuilder;
  /** at the end: the bytes are rather this than nothing */
  readonly isLikely?: boolean;
}

/** Opens a view for a format that the first bytes show. @param ranges - where the part can be read out of order */
export function openRecognised(id: string, part: PartBuilder, ranges: RangeReader | undefined): View {
  part.format = id;
  part.recognised = true;
  const reader = READERS.get(id);
  if (reader === undefined) {
    part.uninspected('unsupported');
    return { part, write: () => undefined, end: () => undefined };
  }
  return { part, ...openReader(reader, part, ranges) };
}

/** Opens views for the formats that nothing gives away at once. */
export const openCandidates = (viewOf: () => PartBuilder): readonly View[] =>
  CANDIDATES.map(([id, read]) => {
    const part = viewOf();
    part.format = id;
    return { part, ...drive(read, part) };
  });

function openReader(reader: Reader, part: PartBuilder, ranges: RangeReader | undefined): PartReader {
  if ('sequential' in reader) return drive(reader.sequential, part, ranges);
  return ranges === undefined ? readWhole(reader, part) : readRanges(reader, part, ranges);
}

type NeedsRanges = Exclude<Reader, { readonly sequential: unknown }>;

/** Looks ahead now; what the bytes may do to a reader is told in the part. */
function readRanges(reader: NeedsRanges, part: PartBuilder, ranges: RangeReader): PartReader {
  try {
    if ('planned' in reader) return drive(reader.planned(ranges, part), part);
    reader.random(ranges, part);
  } catch (error) {
    tellFailure(error, part, 0);
  }
  return { write: () => undefined, end: () => undefined };
}

/** Keeps a part that cannot be read out of order where it lies, within bounds. */
function readWhole(reader: NeedsRanges, part: PartBuilder): PartReader {
  let pieces: Buffer[] | undefined = [];
  let keptBytes = 0;
  const release = (): void => {
    part.budget.release(keptBytes);
    pieces = undefined;
  };
  return {
    write(chunk) {
      if (pieces === undefined) return;
      if (!part.budget.keep(chunk.length)) {
        part.uninspected(
          'too-large',
          0,
          undefined,
          `more than ${MAX_WHOLE_BYTES} bytes that have to be read out of order`,
        );
        release();
        return;
      }
      keptBytes += chunk.length;
      pieces.push(Buffer.from(chunk));
    },
    end() {
      if (pieces === undefined) return;
      const whole = Buffer.concat(pieces);
      const inner = readRanges(reader, part, rangesOfBytes(whole));
      inner.write(whole);
      inner.end();
      release();
    },
  };
}
