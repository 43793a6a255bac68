// SPDX-License-Identifier: Apache-2.0
import type { SignerErrorWord } from '../exec/protocol.js';

/** What keeps a token from signing, with the protocol's word for it. */
export class Refusal extends Error {
  constructor(
    readonly word: SignerErrorWord,
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}
