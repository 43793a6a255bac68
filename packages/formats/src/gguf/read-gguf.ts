// SPDX-License-Identifier: Apache-2.0
import type { ByteStream, Reading } from '../reading/byte-stream.js';
import { Malformed } from '../reading/drive.js';
import type { PartBuilder } from '../reading/part-builder.js';
import { rareIrregularities, type RareIrregularities } from '../reading/rare-irregularities.js';
import { readPadding, readTensorSection } from '../tensors/tensor-section.js';
import {
  MAX_TENSORS,
  type GgufHeader,
  type TensorDescription,
  type TensorsContent,
  type TensorsMetadata,
} from '../tensors/tensors-content.js';
import { GgufFields, type GgufEncoding } from './gguf-fields.js';
import { readMetadata } from './read-metadata.js';
import { readTensorTable, type TensorLine } from './read-tensor-table.js';

const DEFAULT_ALIGNMENT = 32;

/** What is found, as it grows. */
interface GrowingContent extends TensorsContent {
  readonly tensors: TensorDescription[];
  readonly metadata: TensorsMetadata[];
  tensorCount: number;
  complete: boolean;
  gguf: GgufHeader;
}

/**
 * Reads a GGUF file: metadata, a table of tensors, tensors.
 *
 * Holds to what llama.cpp's own reader refuses; what that has no opinion on (bytes of padding, names with a zero) is told as
 * well. Versions 1 to 3, in either byte order.
 *
 * @see https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */
export function* readGguf(stream: ByteStream, part: PartBuilder): Reading {
  const tell = rareIrregularities(part);
  const encoding = yield* readEncoding(stream);
  const fields = new GgufFields(stream, encoding, part.sizeBytes);
  const content = newContent(encoding);
  part.content = content;
  content.tensorCount = yield* fields.size();
  const keyCount = yield* fields.size();
  yield* readMetadata(fields, keyCount, content, tell);
  // A template among what is not kept would be read by others.
  if (!content.complete) part.uninspected('too-large', 0, 0, 'metadata');
  const alignment = alignmentIn(content.metadata);
  content.gguf = { ...content.gguf, alignment };
  if (content.tensorCount > MAX_TENSORS) {
    content.complete = false;
    part.uninspected('too-large', stream.offset);
  } else {
    const lines: TensorLine[] = [];
    yield* readTensorTable(fields, content.tensorCount, { lines, tell });
    yield* readPadding(stream, {
      limit: Infinity,
      padding: (alignment - (stream.offset % alignment)) % alignment,
      tell,
    });
    for (const line of placed(lines, { alignment, dataStart: stream.offset, tell })) content.tensors.push(line);
    yield* readTensorSection(stream, part, { tensors: content.tensors, alignment, big: encoding.big });
  }
  if (!content.complete) part.irregular('too-many', undefined, 'tensors or metadata');
}

const newContent = ({ version, big }: GgufEncoding): GrowingContent => ({
  kind: 'tensors',
  format: 'gguf',
  tensors: [],
  tensorCount: 0,
  metadata: [],
  complete: true,
  gguf: { version, byteOrder: big ? 'big' : 'little', alignment: DEFAULT_ALIGNMENT },
});

/** @throws Malformed for a version that is not known */
function* readEncoding(stream: ByteStream): Reading<GgufEncoding> {
  const bytes = yield* stream.take(8);
  const big = bytes.readUInt32LE(4) > 0xffff;
  const version = big ? bytes.readUInt32BE(4) : bytes.readUInt32LE(4);
  if (version < 1 || version > 3) throw new Malformed(`version ${version}`, 4);
  return { version, big };
}

/** @throws Malformed where llama.cpp refuses it: without it, nobody knows where tensors lie */
function alignmentIn(metadata: readonly TensorsMetadata[]): number {
  const entry = metadata.find(({ key }) => key === 'general.alignment');
  if (entry === undefined) return DEFAULT_ALIGNMENT;
  const alignment = entry.type === 'u32' ? Number(entry.value) : 0;
  // A power of two has one bit.
  if (alignment === 0 || (BigInt(alignment) & BigInt(alignment - 1)) !== 0n) {
    throw new Malformed(`an alignment of ${entry.type} ${String(entry.value)}`);
  }
  return alignment;
}

interface Placement {
  readonly alignment: number;
  readonly dataStart: number;
  readonly tell: RareIrregularities;
}

/** Tensors lie one after another in the order of the table, each padded. */
function placed(lines: readonly TensorLine[], { alignment, dataStart, tell }: Placement): TensorDescription[] {
  let expected = 0;
  return lines.map((line) => {
    const { name, offset, sizeBytes } = line;
    if (offset !== expected)
      tell('odd-order', dataStart + offset, `${name.slice(0, 100)} at ${offset}, expected at ${expected}`);
    expected = Math.ceil((offset + sizeBytes) / alignment) * alignment;
    return { ...line, offset: dataStart + offset };
  });
}
