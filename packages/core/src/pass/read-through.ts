// SPDX-License-Identifier: Apache-2.0
import { closeSync, fstatSync, read, readSync } from 'node:fs';
import { MpkError, unreadable } from '../errors.js';
import type { ModelFile } from '../model/open-model.js';
import type { Consumer, ConsumerRegistry } from './consumer.js';
import { ComparedRanges } from './compared-ranges.js';
import { assertSame, changed, openRegular } from './listed-file.js';

/** Bytes of one overlapped read; two such buffers per thread are in use. */
export const CHUNK_BYTES = 1024 * 1024;

/** Bytes of one synchronous read: what a core's own cache holds, so that the consumers find it there. */
const SLICE_BYTES = 256 * 1024;

/** A synchronous read that takes longer did not come from memory (512 MB/s). */
const SLOW_READ_MS = 0.5;

/** So many slow reads in a row, and reading goes on overlapped: one may only mean that this thread had to wait. */
const SLOW_READS = 4;

/** Two chunks: one is consumed while the other is filled. */
export type ChunkPair = readonly [Buffer, Buffer];

export const allocateChunks = (): ChunkPair => [
  Buffer.allocUnsafeSlow(CHUNK_BYTES),
  Buffer.allocUnsafeSlow(CHUNK_BYTES),
];

/** What the consumers made of one file, by consumer name. */
export type FileResults = Readonly<Record<string, unknown>>;

/** Options of {@link readThrough}. */
export interface ReadThroughOptions {
  readonly registry: ConsumerRegistry;
  /** names in the registry */
  readonly consumers: readonly string[];
  readonly chunks: ChunkPair;
  /** read the next chunk while this one is consumed, from the start: there are cores to spare */
  readonly overlap?: boolean;
  readonly onBytes?: (count: number) => void;
}

/**
 * Opens one file once and shows every byte of it to every consumer.
 *
 * Bytes that are in memory already are read synchronously, in slices that fit the core's cache. Where storage is slower than
 * that, the next chunk is read while this one is consumed.
 *
 * @throws MpkError `MODEL_CHANGED` when the file is not the one that was listed, or is written to meanwhile;
 * `INPUT_UNREADABLE`; and whatever a consumer throws
 */
export async function readThrough(file: ModelFile, options: ReadThroughOptions): Promise<FileResults> {
  const fd = openRegular(file);
  try {
    assertSame(file, fstatSync(fd, { bigint: true }));
    const ranges = new ComparedRanges(file.name, file.sizeBytes, (buffer, offset) =>
      readSync(fd, buffer, { position: offset }),
    );
    const consumers = options.consumers.map((name) => [name, createConsumer(options.registry, name, file)] as const);
    for (const [, consumer] of consumers) consumer.start?.(ranges);
    const consume = (chunk: Buffer, offset: number): void => {
      ranges.crossedBy(chunk, offset);
      for (const [, consumer] of consumers) consumer.update(chunk);
      options.onBytes?.(chunk.length);
    };
    const reading: Reading = { fd, sizeBytes: file.sizeBytes, chunks: options.chunks, consume };
    const steady = options.overlap === true && file.sizeBytes > CHUNK_BYTES ? 0 : readSteadily(reading);
    const bytesRead = await readOverlapped(reading, steady);
    if (bytesRead !== file.sizeBytes) throw changed(file.name);
    assertSame(file, fstatSync(fd, { bigint: true }));
    return Object.fromEntries(consumers.map(([name, consumer]) => [name, consumer.finish()]));
  } catch (error) {
    throw (error as NodeJS.ErrnoException).syscall === undefined ? error : unreadable(file.name, error);
  } finally {
    closeSync(fd);
  }
}

function createConsumer(registry: ConsumerRegistry, name: string, file: ModelFile): Consumer {
  const factory = registry[name];
  if (factory === undefined) throw new MpkError('INTERNAL', `no consumer is called ${name}`);
  return factory({ name: file.name, sizeBytes: file.sizeBytes });
}

/** One file being read. */
interface Reading {
  readonly fd: number;
  readonly sizeBytes: number;
  readonly chunks: ChunkPair;
  readonly consume: (chunk: Buffer, offset: number) => void;
}

/** Reads in this thread until the file ends or storage proves slow. @returns the offset that was reached */
function readSteadily({ fd, sizeBytes, chunks, consume }: Reading): number {
  const buffer = chunks[0];
  let offset = 0;
  let slow = 0;
  // One byte past the listed size tells a file that grows, and no more of it is read.
  while (offset <= sizeBytes && slow < SLOW_READS) {
    const startedAt = performance.now();
    const count = readSync(fd, buffer, 0, Math.min(SLICE_BYTES, sizeBytes + 1 - offset), offset);
    if (count === 0) break;
    slow = performance.now() - startedAt > SLOW_READ_MS ? slow + 1 : 0;
    consume(buffer.subarray(0, count), offset);
    offset += count;
  }
  return offset;
}

/** Reads on from an offset, the next chunk while this one is consumed. @returns the offset that was reached */
async function readOverlapped({ fd, sizeBytes, chunks, consume }: Reading, from: number): Promise<number> {
  let [current, next] = chunks;
  let offset = from;
  if (offset >= sizeBytes) return offset;
  let pending = readAt(fd, current, offset);
  for (;;) {
    const count = await pending;
    if (count === 0 || offset > sizeBytes) return offset;
    pending = readAt(fd, next, offset + count);
    try {
      consume(current.subarray(0, count), offset);
    } catch (error) {
      // The read under way must end before its descriptor is closed.
      await pending.catch(() => 0);
      throw error;
    }
    offset += count;
    [current, next] = [next, current];
  }
}

const readAt = (fd: number, buffer: Buffer, position: number): Promise<number> =>
  new Promise((resolve, reject) => {
    read(fd, buffer, 0, buffer.length, position, (error, count) => {
      if (error) reject(error);
      else resolve(count);
    });
  });
