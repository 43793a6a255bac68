// SPDX-License-Identifier: Apache-2.0
import type { JsonValue } from './json-value.js';
import { parseJsonValue } from './parse-json-value.js';

/** Most memory that a value takes, in bytes. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Parses a JSON text that stands in a field of something else, such as a header.
 *
 * @returns undefined for what is no JSON, and for more of it than is kept
 */
export const parseJsonText = (text: string): JsonValue | undefined =>
  parseJsonValue(Buffer.from(text), MAX_BYTES, () => undefined);
