// SPDX-License-Identifier: Apache-2.0
import { isUtf8 } from 'node:buffer';
import { unfinishedTail } from './utf8-extent.js';

/** C0 controls but tab, line feed, form feed and carriage return. */
export const CONTROL = /[\x00-\x08\x0b\x0e-\x1f]/;

/** Whether all bytes are UTF-8 text without control characters; told chunk by chunk. */
export class TextScan {
  alive = true;
  private carry = Buffer.alloc(0);

  push(chunk: Uint8Array): void {
    if (!this.alive) return;
    let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (CONTROL.test(bytes.toString('latin1'))) {
      this.alive = false;
      return;
    }
    if (this.carry.length > 0) bytes = Buffer.concat([this.carry, bytes]);
    const cut = unfinishedTail(bytes);
    this.alive = isUtf8(bytes.subarray(0, bytes.length - cut));
    this.carry = Buffer.from(bytes.subarray(bytes.length - cut));
  }

  /** Whether all of it was text; an unfinished character at the end is not. */
  finish(): boolean {
    return this.alive && this.carry.length === 0;
  }
}
