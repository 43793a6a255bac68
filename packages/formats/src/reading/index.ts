// SPDX-License-Identifier: Apache-2.0
// A door of its own: readers of every format are many modules, and only a pass that inspects pays for them.
export { createReadingConsumer, readingConsumer, tensorReadingConsumer } from './file-reading.js';
