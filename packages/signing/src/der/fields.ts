// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import { TAG, assertTag, childrenOf, type DerElement } from './reader.js';

/**
 * The fields of a SEQUENCE, taken one after the other: none is read twice, none is skipped, and none may be left.
 *
 * Every method throws `INPUT_MALFORMED`.
 */
export class DerFields {
  readonly #fields: readonly DerElement[];
  #next = 0;

  constructor(
    sequence: DerElement | undefined,
    readonly what: string,
  ) {
    this.#fields = childrenOf(sequence, TAG.sequence, what);
  }

  /** The next field, which must be there, of this tag where one is given. */
  take(tag?: number): DerElement {
    const field = this.takeAny();
    if (field === undefined) throw new MpkError('INPUT_MALFORMED', `${this.what} ends too early`);
    return tag === undefined ? field : assertTag(field, tag, this.what);
  }

  /** The next field where it has this tag. */
  takeOptional(tag: number): DerElement | undefined {
    return this.#fields[this.#next]?.tag === tag ? this.take() : undefined;
  }

  /** The next field, whatever its tag; undefined where none is left. */
  takeAny(): DerElement | undefined {
    return this.#fields[this.#next++];
  }

  /** Checks that nothing is left. */
  end(): void {
    if (this.#next < this.#fields.length) throw new MpkError('INPUT_MALFORMED', `${this.what} has a field too many`);
  }
}
