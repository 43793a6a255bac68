// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { JsonParser } from '../json/json-parser.js';
import { JsonLimit } from '../json/json-visitor.js';
import { MAX_SAFETENSORS_HEADER_BYTES } from '../limits.js';
import type { ByteStream, Reading } from '../reading/byte-stream.js';
import { Malformed } from '../reading/drive.js';
import type { PartBuilder } from '../reading/part-builder.js';
import { rareIrregularities } from '../reading/rare-irregularities.js';
import { readTensorSection } from '../tensors/tensor-section.js';
import { STATED_DATA_DIGESTS, type TensorsContent } from '../tensors/tensors-content.js';
import { HeaderPadding } from './header-padding.js';
import { HeaderVisitor } from './header-visitor.js';

const LENGTH_BYTES = 8;

/**
 * Reads a safetensors file: the length of a header, the header, tensors without a byte between them.
 *
 * As strict as the reference implementation, and stricter: names that come twice, fields that no tensor has, other padding than
 * spaces are told as well. Where the metadata states a digest of the data, that is made in the same read.
 *
 * @see https://github.com/huggingface/safetensors#format
 */
export function* readSafetensors(stream: ByteStream, part: PartBuilder): Reading {
  const headerBytes = yield* readHeaderLength(stream, part);
  const dataStart = LENGTH_BYTES + headerBytes;
  const visitor = new HeaderVisitor(dataStart, rareIrregularities(part));
  part.content = contentOf(visitor);
  try {
    yield* readHeader(stream, part, { headerBytes, visitor });
  } catch (error) {
    if (!(error instanceof JsonLimit)) throw error;
    visitor.complete = false;
    part.uninspected('too-large', error.offset, dataStart - error.offset, error.detail);
  } finally {
    part.content = contentOf(visitor);
  }
  if (!visitor.complete) {
    part.irregular('too-many', LENGTH_BYTES, 'tensors or metadata');
    part.uninspected('too-large', dataStart);
    return;
  }
  const hash = statesDigest(visitor) ? createHash('sha256') : undefined;
  if (hash !== undefined) stream.watch((piece) => void hash.update(piece));
  yield* readTensorSection(stream, part, { tensors: visitor.tensors, alignment: 1 });
  if (hash !== undefined) part.content = { ...contentOf(visitor), dataSha256: hash.digest('hex') };
}

/** Hashing the data a second time costs as much as digesting the file: it is done where there is something to compare. */
const statesDigest = ({ metadata }: HeaderVisitor): boolean =>
  metadata.some(({ key, value }) => STATED_DATA_DIGESTS.has(key) && typeof value === 'string' && value !== '');

const contentOf = ({ tensors, tensorCount, metadata, complete }: HeaderVisitor): TensorsContent => ({
  kind: 'tensors',
  format: 'safetensors',
  tensors,
  tensorCount,
  metadata,
  complete,
});

/** @throws Malformed */
function* readHeaderLength(stream: ByteStream, part: PartBuilder): Reading<number> {
  const length = (yield* stream.take(LENGTH_BYTES)).readBigUInt64LE();
  const room = BigInt(Math.max(0, (part.sizeBytes ?? Number.MAX_SAFE_INTEGER) - LENGTH_BYTES));
  if (length > MAX_SAFETENSORS_HEADER_BYTES || length > room) throw new Malformed(`a header of ${length} bytes`, 0);
  return Number(length);
}

interface Header {
  readonly headerBytes: number;
  readonly visitor: HeaderVisitor;
}

/**
 * @throws Malformed
 * @throws JsonLimit
 */
function* readHeader(stream: ByteStream, part: PartBuilder, { headerBytes, visitor }: Header): Reading {
  const parser = new JsonParser(visitor, LENGTH_BYTES);
  const padding = new HeaderPadding(part, LENGTH_BYTES + headerBytes);
  yield* stream.each(headerBytes, (piece) => {
    const start = stream.offset - piece.length;
    if (start === LENGTH_BYTES && piece[0] !== 0x7b) throw new Malformed('the header does not begin with {', start);
    const readBytes = parser.write(piece);
    if (readBytes < piece.length) padding.write(piece.subarray(readBytes), start + readBytes);
  });
  padding.end();
  if (!parser.isDone()) throw new Malformed('the header ends within its JSON', stream.offset);
}
