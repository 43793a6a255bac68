// SPDX-License-Identifier: Apache-2.0
import { Malformed, type SequentialReader } from '../reading/drive.js';

/** A format whose files end with the length of a footer, and its magic. */
export interface FooterFormat {
  readonly title: string;
  readonly magic: string;
  /** bytes before everything else */
  readonly headerBytes: number;
}

const PARQUET: FooterFormat = { title: 'Parquet', magic: 'PAR1', headerBytes: 4 };
const ARROW: FooterFormat = { title: 'Arrow', magic: 'ARROW1', headerBytes: 8 };

const LENGTH_BYTES = 4;

/** Reads a file to see that it ends as it should; pages and metadata are data to every reader of it. */
const readFooted = ({ title, magic, headerBytes }: FooterFormat): SequentialReader =>
  function* (stream, part) {
    const tailBytes = LENGTH_BYTES + magic.length;
    let tail: Buffer = Buffer.alloc(0);
    yield* stream.each(Infinity, (piece) => {
      tail = Buffer.from(Buffer.concat([tail, piece.subarray(-tailBytes)]).subarray(-tailBytes));
    });
    const sizeBytes = stream.offset;
    if (sizeBytes < headerBytes + tailBytes || tail.toString('latin1', LENGTH_BYTES) !== magic) {
      throw new Malformed(`no end of ${title}`, 0);
    }
    if (tail.readUInt32LE(0) > sizeBytes - headerBytes - tailBytes) {
      part.irregular('out-of-bounds', sizeBytes - tailBytes, `footer of ${title}`);
    }
  };

/** @see https://parquet.apache.org/docs/file-format/ */
export const readParquet = readFooted(PARQUET);
/** @see https://arrow.apache.org/docs/format/Columnar.html#ipc-file-format */
export const readArrow = readFooted(ARROW);
