// SPDX-License-Identifier: Apache-2.0
import { Malformed, type SequentialReader } from '../reading/drive.js';
import type { PartBuilder } from '../reading/part-builder.js';
import { FileTail } from './file-tail.js';
import { readParquetFooter } from './parquet/read-footer.js';

/** A format whose files end with the length of a footer, and its magic. */
interface FooterFormat {
  readonly title: string;
  readonly magic: string;
  /** bytes before everything else */
  readonly headerBytes: number;
  /** bytes of the footer that are kept */
  readonly keptBytes: number;
  /** makes of a footer what can be known of it; @param start - of it in the part */
  readonly read?: (footer: Buffer, part: PartBuilder, start: number) => void;
}

const PARQUET: FooterFormat = {
  title: 'Parquet',
  magic: 'PAR1',
  headerBytes: 4,
  // One of 100 columns and 100 row groups has 1 MiB.
  keptBytes: 4 * 1024 * 1024,
  read: readContent,
};
const ARROW: FooterFormat = { title: 'Arrow', magic: 'ARROW1', headerBytes: 8, keptBytes: 0 };

const LENGTH_BYTES = 4;

/** Reads a file to see that it ends as it should; pages and metadata are data to every reader of it. */
const readFooted = ({ title, magic, headerBytes, keptBytes, read }: FooterFormat): SequentialReader =>
  function* (stream, part) {
    const tailBytes = LENGTH_BYTES + magic.length;
    const end = new FileTail(keptBytes + tailBytes);
    yield* stream.each(Infinity, (piece) => end.push(piece));
    const sizeBytes = stream.offset;
    const kept = end.bytes();
    const tail = kept.subarray(-tailBytes);
    if (sizeBytes < headerBytes + tailBytes || tail.toString('latin1', LENGTH_BYTES) !== magic) {
      throw new Malformed(`no end of ${title}`, 0);
    }
    const footerBytes = tail.readUInt32LE(0);
    const start = sizeBytes - tailBytes - footerBytes;
    const isKept = footerBytes <= keptBytes;
    if (start < headerBytes) part.irregular('out-of-bounds', sizeBytes - tailBytes, `footer of ${title}`);
    else if (isKept) read?.(kept.subarray(kept.length - tailBytes - footerBytes, kept.length - tailBytes), part, start);
  };

function readContent(footer: Buffer, part: PartBuilder, start: number): void {
  try {
    part.content = readParquetFooter(footer, start);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    part.irregular('malformed', error.offset, `footer of Parquet: ${error.detail}`);
  }
}

/** @see https://parquet.apache.org/docs/file-format/ */
export const readParquet = readFooted(PARQUET);
/** @see https://arrow.apache.org/docs/format/Columnar.html#ipc-file-format */
export const readArrow = readFooted(ARROW);
