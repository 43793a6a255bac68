// SPDX-License-Identifier: Apache-2.0
import { MAX_PASSED_OVER } from './limits.js';

/** Something of a document that was not taken into account, with the reason. */
export interface PassedOver {
  /** RFC 6901 */
  readonly pointer: string;
  readonly reason: string;
}

/** What was passed over, up to a limit, and how much there was. */
export interface Remarks {
  readonly listed: readonly PassedOver[];
  readonly total: number;
}

/** Gathers remarks while a document is read. */
export class RemarkSink {
  readonly #listed: PassedOver[] = [];
  #total = 0;

  add(pointer: string, reason: string): void {
    this.#total++;
    if (this.#listed.length < MAX_PASSED_OVER) this.#listed.push({ pointer, reason });
  }

  result(): Remarks {
    return { listed: [...this.#listed], total: this.#total };
  }
}
