// SPDX-License-Identifier: Apache-2.0
import { Malformed, type SequentialReader } from './drive.js';
import { TooLarge } from './paged-bytes.js';
import type { PartBuilder } from './part-builder.js';

/**
 * Plans how a part is read whose structures have to be known first. Where they cannot be followed to their end, nobody can say
 * what any of its bytes are.
 */
export function planOrTell(part: PartBuilder, plan: () => SequentialReader): SequentialReader {
  try {
    return plan();
  } catch (error) {
    if (error instanceof TooLarge) part.uninspected('too-large', 0, undefined, 'structures of the file');
    else if (error instanceof Malformed) {
      part.irregular('malformed', error.offset, error.detail);
      part.uninspected('malformed');
    } else throw error;
    return (stream) => stream.skip(Infinity);
  }
}
