// SPDX-License-Identifier: Apache-2.0

/** First bytes of an embedded piece that are shown to whoever may read it. */
export const EMBEDDED_HEAD_BYTES = 64;

/** Reads a piece that lies within a pickle, as it passes by. */
export interface EmbeddedReader {
  write(chunk: Buffer): void;
  end(): void;
}

/** What a piece within a pickle shows of itself. */
export interface EmbeddedPiece {
  /** of `embeddings` in the reading */
  readonly index: number;
  readonly offset: number;
  readonly sizeBytes: number;
  /** its first bytes, {@link EMBEDDED_HEAD_BYTES} at most */
  readonly head: Buffer;
  /** a text that stands for bytes of Latin-1, as protocols below 3 write them, arrives in UTF-8 */
  readonly isText: boolean;
}

/** Options of {@link PickleScanner}. */
export interface PickleScannerOptions {
  /** bytes of the whole pickle, where that is known: an argument cannot be longer */
  readonly sizeBytes?: number;
  /** reads a piece within it, or is not interested */
  readonly embedded?: (piece: Omit<EmbeddedPiece, 'index'>) => ((index: number) => EmbeddedReader) | undefined;
  /** 1 for every byte that an interesting piece may begin with; without it, every byte */
  readonly embeddedFirst?: Uint8Array;
  /** arrays of joblib follow their wrappers as raw bytes */
  readonly rawArrays?: boolean;
  /** no stream follows after so many */
  readonly maxStreams?: number;
}
