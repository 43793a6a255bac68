// SPDX-License-Identifier: Apache-2.0
import type { HiddenCharacters } from './hidden-characters.js';
import type { LfsPointer } from './lfs-pointer.js';

/** UTF-8 without control characters. */
export interface TextContent {
  readonly kind: 'text';
  /** attacker-controlled */
  readonly text: string;
  /** the text is all of it, not its beginning alone */
  readonly complete: boolean;
  readonly longestLineBytes: number;
  readonly hidden: readonly HiddenCharacters[];
  readonly lfsPointer?: LfsPointer;
}
