// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../reading/drive.js';
import type { PartBuilder, PartReader } from '../reading/part-builder.js';
import { TextScan } from '../text/text-scan.js';

/** Most bytes that are kept until it is known whether all that follows is text. */
const MAX_KEPT_BYTES = 64 * 1024;

/** What follows a JSON document: as long as it is text, all of it may be text that only begins as JSON does. */
export class JsonTail implements PartReader {
  readonly #text = new TextScan();
  #kept: Buffer[] | undefined = [];
  #bytes = 0;
  #child: PartReader | undefined;

  /** @param offset - of its first byte in the part */
  constructor(
    private readonly part: PartBuilder,
    private readonly offset: number,
  ) {}

  write(piece: Buffer): void {
    // Where keeping ends must not depend on where a chunk does.
    const room = MAX_KEPT_BYTES - this.#bytes;
    if (room > 0 && piece.length > room) {
      this.#read(piece.subarray(0, room));
      this.#read(piece.subarray(room));
    } else this.#read(piece);
  }

  #read(piece: Buffer): void {
    this.#bytes += piece.length;
    if (this.#child !== undefined) this.#child.write(piece);
    else if (this.#text.alive) this.#readText(piece);
  }

  /** @throws Malformed where all of it was text */
  end(): void {
    if (this.#text.finish()) throw new Malformed('text follows the JSON document', this.offset);
    if (this.#text.alive) this.#open();
    this.#child?.end();
  }

  #readText(piece: Buffer): void {
    if (this.#bytes <= MAX_KEPT_BYTES) this.#kept?.push(Buffer.from(piece));
    else this.#kept = undefined;
    this.#text.push(piece);
    if (!this.#text.alive) this.#open();
  }

  #open(): void {
    const { part, offset } = this;
    part.irregular('trailing-bytes', offset, 'after the JSON document');
    if (this.#kept === undefined) {
      part.uninspected('malformed', offset);
      return;
    }
    const sizeBytes = part.sizeBytes === undefined ? undefined : part.sizeBytes - offset;
    this.#child = part.open({ name: `@${offset}`, offset, sizeBytes });
    for (const piece of this.#kept) this.#child.write(piece);
    this.#kept = [];
  }
}
