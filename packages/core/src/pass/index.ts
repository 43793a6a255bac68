// SPDX-License-Identifier: Apache-2.0
// A door of its own: workers start with this alone, and each module more is paid for by every worker.
export {
  FACTS_READING_CONSUMER,
  FORMAT_CONSUMER,
  MAX_RANGE_BYTES,
  READING_CONSUMER,
  TENSOR_READING_CONSUMER,
} from './consumer.js';
export type { ConsumedFile, Consumer, ConsumerFactory, ConsumerRegistry, RangeReader } from './consumer.js';
export { DIGEST_CONSUMER, sha256Consumer } from './sha256-consumer.js';
export { isPassWorker, servePass } from './pass-worker.js';
export type { LoadConsumers } from './pass-worker.js';
export { isSerializationConsumer, loadSerializationConsumer } from '../serialization/serialization-consumer.js';
