// SPDX-License-Identifier: Apache-2.0
// A door of its own: what readers of bytes need. Each worker of the pass loads it, and each module more is paid for by every worker.
export { MpkError, isMpkError } from './errors.js';
export { printable } from './text/printable.js';
export type { ConsumedFile, Consumer, ConsumerFactory, RangeReader } from './pass/consumer.js';
