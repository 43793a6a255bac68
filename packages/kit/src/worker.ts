// SPDX-License-Identifier: Apache-2.0
import { isPassWorker, servePass } from '@mpk/core/pass';
import { loadConsumers } from './registry.js';

export { isPassWorker };

/** Serves as a worker of the pass. A program that is one file calls it when {@link isPassWorker}. */
export function startWorker(): void {
  servePass(loadConsumers);
}
