// SPDX-License-Identifier: Apache-2.0
import { startWorker } from './worker.js';

startWorker();
