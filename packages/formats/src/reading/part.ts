// SPDX-License-Identifier: Apache-2.0
import type { PartContent } from './content.js';
import type { IrregularityKind } from './irregularities.js';

/** Why bytes were not looked into. */
export type UninspectedReason =
  /** no reader knows what they are */
  | 'unrecognised'
  /** the format is known and has no reader */
  | 'unsupported'
  | 'encrypted'
  /** more than a limit of this reader */
  | 'too-large'
  /** too many things in things */
  | 'too-deep'
  | 'too-many-parts'
  /** it expands out of all proportion */
  | 'bomb'
  /** what stands before them could not be followed */
  | 'malformed'
  /** the file ends before */
  | 'missing'
  /** the reader itself failed */
  | 'reader-failed';

/** Bytes of a part that nobody looked into. */
export interface Uninspected {
  /** in the part */
  readonly offset: number;
  /** undefined: to the end of it, wherever that is */
  readonly sizeBytes?: number | undefined;
  readonly reason: UninspectedReason;
  /** printable, at most {@link MAX_DETAIL_CHARS} characters */
  readonly detail?: string;
}

/** Something that a writer of the format does not write. */
export interface Irregularity {
  readonly kind: IrregularityKind;
  /** in the part */
  readonly offset?: number;
  /** printable, at most {@link MAX_DETAIL_CHARS} characters */
  readonly detail?: string;
}

/** Longest {@link Irregularity.detail}. */
export const MAX_DETAIL_CHARS = 300;

/**
 * One thing that was read: a file, or something in it. A file that can be read in two ways gives two with the same path.
 *
 * Plain data, which crosses threads.
 */
export interface Part {
  /** from the file inwards, such as `['archive/data.pkl', '@120']`; empty for the file itself */
  readonly path: readonly string[];
  /** id of a format, see FORMATS */
  readonly format: string;
  /** of its first byte in the file, where it lies there as it is */
  readonly fileOffset?: number;
  readonly sizeBytes: number;
  /** what it lies in does not speak of it: leading, trailing, or between */
  readonly isOutside?: true;
  readonly content?: PartContent;
  readonly irregularities: readonly Irregularity[];
  /** more irregularities than are listed */
  readonly moreIrregularities?: number;
  readonly uninspected: readonly Uninspected[];
}

/** All that was read of one file. */
export interface FileReading {
  /** the file itself comes first; what lies in a part comes after it */
  readonly parts: readonly Part[];
  /** bytes of the file that a reader explained */
  readonly inspectedBytes: number;
}
