// SPDX-License-Identifier: Apache-2.0
import type { RangeReader } from '@mpk/core';
import type { Message } from '../protobuf/message.js';
import { ProtobufWalker } from '../protobuf/walker.js';
import { BoundedMap, shownText } from '../reading/bounded.js';
import { CutShort } from '../reading/byte-stream.js';
import { Claims } from '../reading/claims.js';
import { Malformed, type SequentialReader } from '../reading/drive.js';
import { readRest, type Gap } from '../reading/gaps.js';
import { PagedBytes } from '../reading/paged-bytes.js';
import { planOrTell } from '../reading/plan.js';
import type { PartBuilder } from '../reading/part-builder.js';
import type { CheckpointContent } from './content.js';
import { readSortedTable, type TableEntry } from './sorted-table.js';
import { tensorBytes, tensorflowType } from './types.js';

/** Most tensors and shards that are listed. */
const MAX_LISTED = 5000;
const MAX_SHARDS = 10_000;

/** Tensors of a shard: where they are is sorted once all are known. */
type Ranges = { readonly start: number; readonly end: number }[];

/**
 * Reads the index of a checkpoint of TensorFlow (`….index`): the tensors by name, and which bytes of which data file
 * (`….data-00000-of-00001`) they are. Those files are nothing but these bytes.
 *
 * @see https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/protobuf/tensor_bundle.proto
 */
export const planCheckpointReader = (ranges: RangeReader, part: PartBuilder): SequentialReader =>
  planOrTell(part, () => {
    const file = new PagedBytes(ranges);
    const claims = new Claims();
    const content: CheckpointContent = { kind: 'tensorflow-checkpoint', shards: [], tensors: [], tensorCount: 0 };
    part.content = content;
    const reader = new IndexReader(part, content);
    for (const entry of readSortedTable(file, claims)) reader.add(entry);
    reader.finish();
    const gaps: Gap[] = [];
    claims.sweep(file.sizeBytes, {
      gap: (start, end) => gaps.push({ start, end, kind: 'gap' }),
      overlap: (a, b) => part.irregular('overlap', b.start, `${a.what} at ${a.start} and ${b.what} at ${b.start}`),
    });
    return (stream) => readRest(stream, { part, ranges, gaps, looks: [] });
  });

class IndexReader {
  readonly #shards: BoundedMap<Ranges>;
  readonly #ranges: Ranges[] = [];

  constructor(
    private readonly part: PartBuilder,
    private readonly content: CheckpointContent,
  ) {
    this.#shards = new BoundedMap(this.#ranges, MAX_SHARDS);
  }

  /** The entry without a name says how many shards there are. @throws Malformed */
  add({ key, value, at }: TableEntry): void {
    if (key === '') {
      const shards = parse(value, at, 'BundleHeaderProto').number('num_shards') ?? 0;
      if (shards > MAX_SHARDS) throw new Malformed(`${shards} files with data`, at);
      for (let i = 0; i < shards; i++) this.#shards.get(String(i), () => []);
      return;
    }
    const entry = parse(value, at, 'BundleEntryProto');
    this.content.tensorCount++;
    // What is kept in slices has entries of its own for these.
    if (entry.messages('slices').length > 0) return;
    const [shard = 0, offset = 0, sizeBytes = 0] = ['shard_id', 'offset', 'size'].map((name) => entry.number(name));
    const bytes = tensorBytes(entry, 'shape');
    if (bytes !== undefined && bytes !== sizeBytes) {
      this.part.irregular('size-mismatch', at, `${key}: ${sizeBytes} bytes, ${bytes} by its shape`);
    }
    const ranges = this.#shards.get(String(shard), () => []);
    if (ranges === undefined || offset < 0 || sizeBytes < 0) throw new Malformed(`${key} is in no file`, at);
    ranges.push({ start: offset, end: offset + sizeBytes });
    if (this.content.tensors.length < MAX_LISTED)
      this.content.tensors.push({ name: shownText(key), shard, offset, sizeBytes });
  }

  /** Says of each file how long it has to be, and whether tensors are all that it has. */
  finish(): void {
    for (const ranges of this.#ranges) {
      ranges.sort((a, b) => a.start - b.start);
      let end = 0;
      let isWhole = true;
      for (const range of ranges) {
        isWhole &&= range.start === end || range.start === range.end;
        end = Math.max(end, range.end);
      }
      this.content.shards.push({ sizeBytes: end, isWhole });
    }
  }
}

/** @throws Malformed */
function parse(bytes: Buffer, at: number, type: 'BundleHeaderProto' | 'BundleEntryProto'): Message {
  let root: Message | undefined;
  const refuse = (offset: number): never => {
    throw new Malformed('a field that it does not have', offset);
  };
  const walker = new ProtobufWalker(
    tensorflowType(type),
    {
      end: (message) => void (root = message),
      data: () => undefined,
      unknown: (_, { offset }) => refuse(offset),
      repeated: (_, { offset }) => refuse(offset),
      trailing: refuse,
    },
    bytes.length,
  );
  try {
    walker.write(bytes);
    walker.end();
  } catch (error) {
    if (error instanceof CutShort) throw new Malformed(`${type} is cut short`, at + error.offset);
    if (error instanceof Malformed) throw new Malformed(`${type}: ${error.detail}`, at + (error.offset ?? 0));
    throw error;
  }
  if (root === undefined) throw new Malformed(`there is no ${type}`, at);
  return root;
}
