// SPDX-License-Identifier: Apache-2.0
import { parentPort, workerData } from 'node:worker_threads';
import type { ConsumerRegistry } from './consumer.js';
import { sendError, type PassBatch, type PassMessage, type PassWorkerData } from './pass-messages.js';
import { allocateChunks, readThrough, type FileResults } from './read-through.js';

/** Progress is told each time so many bytes were read. */
const PROGRESS_BYTES = 16 * 1024 * 1024;

/** Whether this thread was started by {@link runPass}: a bundled program re-enters itself as its own worker. */
export const isPassWorker = (): boolean =>
  parentPort !== null && typeof workerData === 'object' && workerData !== null && 'mpkPass' in workerData;

/** Gives the consumers by these names: functions do not cross threads, so each thread loads its own. */
export type LoadConsumers = (names: readonly string[]) => Promise<ConsumerRegistry>;

/** Serves as a worker of the pass until its port is closed. Call it from the worker entry. */
export function servePass(load: LoadConsumers): void {
  const port = parentPort;
  if (port === null) return;
  const loading = load((workerData as PassWorkerData).mpkPass.consumers);
  const chunks = allocateChunks();
  const post = (message: PassMessage): void => port.postMessage(message);
  let unreported = 0;
  const onBytes = (count: number): void => {
    unreported += count;
    if (unreported < PROGRESS_BYTES) return;
    post({ kind: 'bytes', count: unreported });
    unreported = 0;
  };
  const readBatch = async ({ files, overlap }: PassBatch): Promise<void> => {
    const registry = await loading;
    const results: { index: number; results: FileResults }[] = [];
    for (const { index, file, consumers } of files) {
      results.push({ index, results: await readThrough(file, { registry, consumers, chunks, overlap, onBytes }) });
    }
    post({ kind: 'bytes', count: unreported });
    unreported = 0;
    post({ kind: 'batch', results });
  };
  port.on('message', (batch: PassBatch) => {
    readBatch(batch).catch((error: unknown) => post({ kind: 'error', error: sendError(error) }));
  });
}
