// SPDX-License-Identifier: Apache-2.0
import type { Property } from './property.js';

export type ReleaseNotes = {
  /** required by the schema, which leaves the words open */
  readonly type: string;
  readonly title?: string;
  readonly description?: string;
  /** ISO 8601 with a time zone */
  readonly timestamp?: string;
  readonly aliases?: readonly string[];
  readonly tags?: readonly string[];
  readonly properties?: readonly Property[];
};
