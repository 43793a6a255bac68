// SPDX-License-Identifier: Apache-2.0
import {
  MAX_BUNDLE_BYTES,
  isMpkError,
  isOmsV1Statement,
  parseBundle,
  parseStatement,
  readOmsPredicate,
  type FoundBundle,
  type Serialization,
} from '@mpk/core';

/**
 * How bundles say that the files were digested, in their order: what must be measured for them to be judged. Nothing is decided
 * on it, and how much of it is done is bounded.
 */
export const claimedSerializations = (bundles: readonly FoundBundle[]): readonly Serialization[] =>
  bundles.flatMap(({ bytes }) => claimedBy(bytes) ?? []);

/** Undefined for what is no signature of a model: whoever verifies it says what is wrong with it. */
function claimedBy(bytes: Uint8Array): Serialization | undefined {
  try {
    const statement = parseStatement(parseBundle(bytes).envelope.payload, MAX_BUNDLE_BYTES);
    return isOmsV1Statement(statement) ? readOmsPredicate(statement).serialization : undefined;
  } catch (error) {
    if (isMpkError(error)) return undefined;
    throw error;
  }
}
