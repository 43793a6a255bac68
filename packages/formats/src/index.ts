// SPDX-License-Identifier: Apache-2.0
export { FORMATS } from './formats.js';
export type { FormatDescription } from './formats.js';
export { formatConsumer } from './format-consumer.js';
