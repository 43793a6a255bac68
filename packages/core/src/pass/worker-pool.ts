// SPDX-License-Identifier: Apache-2.0
import { Worker } from 'node:worker_threads';
import { MpkError } from '../errors.js';
import type { ModelFile } from '../model/open-model.js';
import { receiveError, type PassBatch, type PassMessage, type PassWorkerData } from './pass-messages.js';
import type { FileResults } from './read-through.js';
import { cancelled, consumersFor, type PassOptions, type ProgressCounter } from './run-pass.js';

/** A batch ends at so many files or bytes: small files travel together, large ones alone. */
const BATCH_FILES = 256;
const BATCH_BYTES = 8 * 1024 * 1024;

/** Each worker's heap, a backstop: chunks lie outside of it, and what readers keep of a hostile file is less. */
const WORKER_HEAP_MIB = 512;

interface PoolOptions extends PassOptions {
  readonly workerEntry: URL | string;
  readonly progress: ProgressCounter;
  /** there are more cores than files */
  readonly spareCores: boolean;
}

/** Spreads the files over worker threads, the largest first, so that no thread is left with a large one at the end. */
export async function runInWorkers(files: readonly ModelFile[], options: PoolOptions): Promise<readonly FileResults[]> {
  const batches = createBatches(files, options);
  const workers: Worker[] = [];
  try {
    return await new Promise((resolve, reject) => {
      const results = new Array<FileResults>(files.length);
      let missing = files.length;
      const feed = (worker: Worker): void => {
        const batch = batches.next();
        if (!batch.done) worker.postMessage(batch.value);
      };
      const onMessage = (worker: Worker, message: PassMessage): void => {
        if (message.kind === 'bytes') options.progress.bytes(message.count);
        else if (message.kind === 'error') reject(receiveError(message.error));
        else {
          for (const { index, results: found } of message.results) results[index] = found;
          missing -= message.results.length;
          options.progress.files(message.results.length);
          if (missing === 0) resolve(results);
          else feed(worker);
        }
      };
      options.signal?.addEventListener('abort', () => reject(cancelled()), { once: true });
      for (let i = 0; i < options.jobs; i++) {
        const worker = startWorker(options);
        workers.push(worker);
        worker.on('message', (message: PassMessage) => onMessage(worker, message));
        worker.on('error', (cause) => reject(new MpkError('INTERNAL', 'a worker of the pass failed', { cause })));
        worker.on('exit', () =>
          reject(new MpkError('INTERNAL', 'a worker of the pass ended before its work was done')),
        );
        feed(worker);
      }
    });
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function startWorker(options: PoolOptions): Worker {
  const workerData: PassWorkerData = { mpkPass: { consumers: options.names } };
  return new Worker(options.workerEntry, {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MIB },
    // A worker reads files and nothing else: it needs no arguments and no environment.
    argv: [],
    env: {},
  });
}

function* createBatches(files: readonly ModelFile[], options: PoolOptions): Generator<PassBatch, undefined> {
  const order = files
    .map((file, index) => ({ index, file, consumers: consumersFor(file, options) }))
    .sort((a, b) => b.file.sizeBytes - a.file.sizeBytes);
  let batch: PassBatch['files'][number][] = [];
  let bytes = 0;
  const overlap = options.spareCores;
  for (const item of order) {
    batch.push(item);
    bytes += item.file.sizeBytes;
    if (batch.length >= BATCH_FILES || bytes >= BATCH_BYTES) {
      yield { files: batch, overlap };
      batch = [];
      bytes = 0;
    }
  }
  if (batch.length > 0) yield { files: batch, overlap };
  return undefined;
}
