// SPDX-License-Identifier: Apache-2.0

/** The name of the consumer that recognises formats; it is made by another package. */
export const FORMAT_CONSUMER = 'format';

/** The name of the consumer that reads what files hold; it is made by another package. */
export const READING_CONSUMER = 'reading';

/** As {@link READING_CONSUMER}, without a look at the numbers of tensors: for what files say of themselves. */
export const FACTS_READING_CONSUMER = 'reading-facts';

/** As {@link READING_CONSUMER}, with the SHA-256 of each tensor. */
export const TENSOR_READING_CONSUMER = 'reading-tensors';

/** Most bytes that consumers have asked for out of order and that the sequential read has not come to yet, of one file. */
export const MAX_RANGE_BYTES = 48 * 1024 * 1024;

/** Reads parts of the file out of order, from the descriptor that the sequential read uses too. */
export interface RangeReader {
  readonly sizeBytes: number;
  /**
   * Reads `[offset, offset + length)`, cut at the end of the file.
   *
   * The bytes are compared with the sequential read when it crosses them, so what was decided on them holds for what was
   * digested. What lies before the chunk that is being shown cannot be read any more.
   *
   * @throws MpkError `INPUT_TOO_LARGE` when more than {@link MAX_RANGE_BYTES} are read ahead
   */
  read(offset: number, length: number): Buffer;
}

/** What a consumer may know of a file before it sees its bytes. `name` is the model-relative name: attacker-controlled. */
export interface ConsumedFile {
  readonly name: string;
  readonly sizeBytes: number;
}

/**
 * One reader of one file in the single pass. Its result crosses a thread boundary, so it is plain JSON-like data.
 *
 * `update` sees every byte once, in order, in chunks of any size; the chunk is only valid during the call.
 */
export interface Consumer<R = unknown> {
  /** Called once before the first chunk; may read ranges out of order (a zip directory at the end, say). */
  start?(ranges: RangeReader): void;
  update(chunk: Uint8Array): void;
  finish(): R;
}

/** Makes one consumer for one file. */
export type ConsumerFactory<R = unknown> = (file: ConsumedFile) => Consumer<R>;

/** The consumers that a worker knows, by name: passed by module, because functions do not cross threads. */
export type ConsumerRegistry = Readonly<Record<string, ConsumerFactory>>;
