// SPDX-License-Identifier: Apache-2.0
import { spaceBytes } from '../json/byte-classes.js';
import type { PartBuilder, PartReader } from '../reading/part-builder.js';

/** What follows the JSON in the header: spaces, and nothing else. From the first byte on that is no space at all, it is a part. */
export class HeaderPadding {
  #odd = false;
  #child: PartReader | undefined;

  /** @param headerEnd - offset of the end of the header */
  constructor(
    private readonly part: PartBuilder,
    private readonly headerEnd: number,
  ) {}

  write(bytes: Buffer, offset: number): void {
    const odd = this.#odd ? -1 : bytes.findIndex((byte) => byte !== 0x20);
    if (odd >= 0) {
      this.#odd = true;
      this.part.irregular('odd-padding', offset + odd, 'other than spaces');
    }
    const space = this.#child === undefined ? spaceBytes(bytes) : 0;
    if (space === bytes.length) return;
    const at = offset + space;
    this.#child ??= this.part.open({ name: `@${at}`, offset: at, sizeBytes: this.headerEnd - at });
    this.#child.write(bytes.subarray(space));
  }

  end(): void {
    this.#child?.end();
  }
}
