// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../../reading/drive.js';

/** How many bits of what stands around a symbol its probabilities depend on. */
export interface LzmaProperties {
  /** of the byte before a literal */
  readonly literalContextBits: number;
  /** of the position of a literal */
  readonly literalPositionBits: number;
  /** of the position of anything */
  readonly positionBits: number;
}

/** As liblzma has it, which bounds memory. */
const MAX_LITERAL_BITS = 4;

/** @throws Malformed */
export function readProperties(byte: number): LzmaProperties {
  const literalContextBits = byte % 9;
  const literalPositionBits = Math.floor(byte / 9) % 5;
  const positionBits = Math.floor(byte / 45);
  if (positionBits > 4 || literalContextBits + literalPositionBits > MAX_LITERAL_BITS) {
    throw new Malformed('properties of an LZMA stream');
  }
  return { literalContextBits, literalPositionBits, positionBits };
}
