// SPDX-License-Identifier: Apache-2.0
import { closeSync, constants, fstatSync, openSync, read, readSync, type BigIntStats } from 'node:fs';
import { MpkError, unreadable } from '../errors.js';
import type { FileIdentity, ModelFile } from '../model/open-model.js';
import type { Consumer, ConsumerRegistry } from './consumer.js';
import { ComparedRanges } from './compared-ranges.js';

/** Bytes of one read; two such buffers per thread are in use. */
export const CHUNK_BYTES = 1024 * 1024;

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
  readonly onBytes?: (count: number) => void;
}

/**
 * Opens one file once and shows every byte of it to every consumer.
 *
 * Small files are read synchronously; in larger ones the next chunk is read while this one is consumed.
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
    const bytesRead =
      file.sizeBytes < CHUNK_BYTES
        ? readSmall(fd, file, options.chunks[0], consume)
        : await readOverlapped(fd, file, options.chunks, consume);
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

/** O_NOFOLLOW: a link put in the file's place is refused. O_NONBLOCK: a pipe put there does not hang us. */
function openRegular(file: ModelFile): number {
  try {
    return openSync(file.path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw code === 'ELOOP' || code === 'ENOENT' ? changed(file.name, cause) : unreadable(file.name, cause);
  }
}

function readSmall(
  fd: number,
  file: ModelFile,
  buffer: Buffer,
  consume: (chunk: Buffer, offset: number) => void,
): number {
  let offset = 0;
  // One byte past the listed size tells a file that grows, and no more of it is read.
  while (offset <= file.sizeBytes) {
    const count = readSync(fd, buffer, 0, file.sizeBytes + 1 - offset, offset);
    if (count === 0) break;
    consume(buffer.subarray(0, count), offset);
    offset += count;
  }
  return offset;
}

async function readOverlapped(
  fd: number,
  file: ModelFile,
  chunks: ChunkPair,
  consume: (chunk: Buffer, offset: number) => void,
): Promise<number> {
  let [current, next] = chunks;
  let offset = 0;
  let pending = readAt(fd, current, offset);
  for (;;) {
    const count = await pending;
    if (count === 0 || offset > file.sizeBytes) return offset;
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

function assertSame(file: ModelFile, stat: BigIntStats): void {
  const keys: readonly (keyof FileIdentity)[] = ['dev', 'ino', 'mtimeNs', 'ctimeNs'];
  const same =
    stat.isFile() && Number(stat.size) === file.sizeBytes && keys.every((key) => stat[key] === file.identity[key]);
  if (!same) throw changed(file.name);
}

const changed = (name: string, cause?: unknown): MpkError =>
  new MpkError('MODEL_CHANGED', `${name} changed while the model was being read`, {
    cause,
    hint: 'wait until nothing writes to the model, then try again',
  });
