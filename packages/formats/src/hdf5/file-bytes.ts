// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../reading/drive.js';
import { PagedBytes, wideNumber } from '../reading/paged-bytes.js';

/** Bytes of an HDF5 file, with its addresses and lengths, which say themselves how long they are. */
export class FileBytes extends PagedBytes {
  /** of an address, in bytes */
  offsetBytes = 8;
  /** of a length, in bytes */
  lengthBytes = 8;
  /** offset of address 0 */
  base = 0;

  /** A length, of as many bytes as lengths have here; beyond 2^53 it is not exact. */
  length(at: number): number {
    return wideNumber(this.bytes(at, this.lengthBytes));
  }

  /** @returns the offset in the file; undefined for the address that means none */
  address(at: number): number | undefined {
    const bytes = this.bytes(at, this.offsetBytes);
    return bytes.every((byte) => byte === 0xff) ? undefined : wideNumber(bytes) + this.base;
  }

  /** @throws Malformed where the four bytes are not there */
  expect(at: number, signature: string): void {
    if (this.bytes(at, 4).toString('latin1') !== signature) throw new Malformed(`there is no ${signature}`, at);
  }
}
