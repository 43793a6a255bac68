// SPDX-License-Identifier: Apache-2.0
import type { HiddenCharacters } from './hidden-characters.js';
import type { LfsPointer } from './lfs-pointer.js';

/** UTF-8 without control characters, or with so few that a text may be meant. */
export interface TextContent {
  readonly kind: 'text';
  /** attacker-controlled */
  readonly text: string;
  /** the text is all of it, not its beginning alone */
  readonly complete: boolean;
  readonly longestLineBytes: number;
  readonly hidden: readonly HiddenCharacters[];
  /** how many control characters it has: such a part is not recognised as text */
  readonly controls?: number;
  readonly lfsPointer?: LfsPointer;
}
