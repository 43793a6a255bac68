// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';
import type { ModelFile } from '../model/open-model.js';
import type { LoadConsumers } from './pass-worker.js';
import { allocateChunks, readThrough, type FileResults } from './read-through.js';
import { runInWorkers } from './worker-pool.js';

/** Models up to this size and number of files are read in the calling thread: starting workers costs more. */
export const IN_THREAD_BYTES = 48 * 1024 * 1024;
export const IN_THREAD_FILES = 2_000;
/** Most worker threads, whatever the machine has. */
export const MAX_JOBS = 64;

/** How far a pass has come. */
export interface PassProgress {
  readonly bytes: number;
  readonly totalBytes: number;
  readonly files: number;
  readonly totalFiles: number;
}

/** Options of {@link runPass}. */
export interface PassOptions {
  /** gives consumers by name, once in each thread that reads: the calling one, where it reads by itself, pays for none otherwise */
  readonly load: LoadConsumers;
  /** all names that files may ask for */
  readonly names: readonly string[];
  /** of these names, for every file or by file */
  readonly consumers: readonly string[] | ((file: ModelFile) => readonly string[]);
  /** module that calls `servePass` with the same loader; without one everything runs in this thread */
  readonly workerEntry?: URL | string;
  /** worker threads, 1 to {@link MAX_JOBS} */
  readonly jobs: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: PassProgress) => void;
}

/**
 * Reads every file once, each by one thread, and returns what the consumers made of each, in the order of `files`.
 *
 * Memory is bounded by `jobs` x 2 MiB and what consumers keep, whatever the model's size.
 *
 * @throws MpkError the first error of any file, after which nothing more is read; `CANCELLED` when `signal` aborts
 */
export async function runPass(files: readonly ModelFile[], options: PassOptions): Promise<readonly FileResults[]> {
  const totalBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  const small = totalBytes <= IN_THREAD_BYTES && files.length <= IN_THREAD_FILES;
  const jobs = Math.max(1, Math.min(options.jobs, files.length, MAX_JOBS));
  const progress = createProgress(files.length, totalBytes, options.onProgress);
  throwIfAborted(options.signal);
  if (small || jobs === 1 || options.workerEntry === undefined) return runInThread(files, options, progress);
  return runInWorkers(files, {
    ...options,
    workerEntry: options.workerEntry,
    jobs,
    progress,
    spareCores: jobs < options.jobs,
  });
}

/** Adds up and passes on. */
export interface ProgressCounter {
  bytes(count: number): void;
  files(count: number): void;
}

function createProgress(totalFiles: number, totalBytes: number, listener: PassOptions['onProgress']): ProgressCounter {
  let bytes = 0;
  let files = 0;
  const tell = (): void => listener?.({ bytes, totalBytes, files, totalFiles });
  return {
    bytes(count) {
      bytes += count;
      tell();
    },
    files(count) {
      files += count;
      tell();
    },
  };
}

async function runInThread(
  files: readonly ModelFile[],
  options: PassOptions,
  progress: ProgressCounter,
): Promise<readonly FileResults[]> {
  const { signal } = options;
  const registry = await options.load(options.names);
  const chunks = allocateChunks();
  const onBytes = (count: number): void => {
    throwIfAborted(signal);
    progress.bytes(count);
  };
  const results: FileResults[] = [];
  for (const file of files) {
    throwIfAborted(signal);
    results.push(
      await readThrough(file, {
        registry,
        consumers: consumersFor(file, options),
        chunks,
        // Besides speed: between two chunks this thread hears of an interrupt.
        overlap: true,
        onBytes,
      }),
    );
    progress.files(1);
  }
  return results;
}

/** Names of the consumers of one file. */
export const consumersFor = (file: ModelFile, { consumers }: Pick<PassOptions, 'consumers'>): readonly string[] =>
  typeof consumers === 'function' ? consumers(file) : consumers;

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelled();
}

export const cancelled = (): MpkError => new MpkError('CANCELLED', 'cancelled before every file was read');
