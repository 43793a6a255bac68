// SPDX-License-Identifier: Apache-2.0
import { isAscii } from 'node:buffer';

/** Characters that are not seen, and may make a text read differently than it looks. */
export const HIDDEN_KINDS = {
  bidi: 'directions of writing: U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069',
  'zero-width': 'characters without width: U+00AD, U+180E, U+200B to U+200D, U+2060 to U+2065, U+FEFF, Hangul fillers',
  tag: 'tags, U+E0000 to U+E007F: a second alphabet that nobody sees',
  variation: 'further variation selectors, U+E0100 to U+E01EF: 240 values that nobody sees',
} as const satisfies Record<string, string>;

export type HiddenKind = keyof typeof HIDDEN_KINDS;

export interface HiddenCharacters {
  readonly kind: HiddenKind;
  readonly count: number;
  /** in bytes, of the first few */
  readonly offsets: readonly number[];
}

const MAX_OFFSETS = 10;

/** The characters by the bytes of their UTF-8, as latin1 shows them. */
const HIDDEN = new RegExp(
  [
    String.raw`(\xd8\x9c|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9])`,
    String.raw`(\xc2\xad|\xe1\xa0\x8e|\xe2\x80[\x8b-\x8d]|\xe2\x81[\xa0-\xa5]|\xef\xbb\xbf|\xe3\x85\xa4|\xe1\x85[\x9f\xa0]|\xef\xbe\xa0)`,
    String.raw`(\xf3\xa0[\x80\x81][\x80-\xbf])`,
    String.raw`(\xf3\xa0(?:[\x84-\x86][\x80-\xbf]|\x87[\x80-\xaf]))`,
  ].join('|'),
  'g',
);
const KINDS: readonly HiddenKind[] = ['bidi', 'zero-width', 'tag', 'variation'];

/** Looks for hidden characters in UTF-8, piece by piece; no piece may end within a character. */
export class HiddenCharacterScan {
  readonly #found = new Map<HiddenKind, { count: number; offsets: number[] }>();

  /** @param offset - of the first of the bytes; a byte order mark at 0 is none of the hidden ones */
  push(bytes: Buffer, offset: number): void {
    if (isAscii(bytes)) return;
    for (const match of bytes.toString('latin1').matchAll(HIDDEN)) {
      const at = offset + match.index;
      if (at === 0 && match[0] === '\xef\xbb\xbf') continue;
      const groups: readonly (string | undefined)[] = match.slice(1);
      this.#count(KINDS[groups.findIndex((group) => group !== undefined)] ?? 'tag', at);
    }
  }

  result(): HiddenCharacters[] {
    return [...this.#found].map(([kind, { count, offsets }]) => ({ kind, count, offsets }));
  }

  #count(kind: HiddenKind, offset: number): void {
    const found = this.#found.get(kind) ?? { count: 0, offsets: [] };
    this.#found.set(kind, found);
    if (++found.count <= MAX_OFFSETS) found.offsets.push(offset);
  }
}

/** As {@link HiddenCharacterScan}, of a text that is in memory. */
export function hiddenCharactersIn(text: string): HiddenCharacters[] {
  const scan = new HiddenCharacterScan();
  scan.push(Buffer.from(text), 0);
  return scan.result();
}
