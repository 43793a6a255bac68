// SPDX-License-Identifier: Apache-2.0

/**
 * A number in a field of a tar header: octal digits with spaces or zeros around them, or base-256 as GNU tar has it for what does
 * not fit. Nothing at all is 0, as every reader takes it.
 *
 * @returns undefined for anything else, for negative numbers and for those beyond 2^53
 */
export function readNumberField(field: Buffer): number | undefined {
  const marker = field[0] ?? 0;
  if (marker >= 0x80) return marker === 0x80 ? readBase256(field.subarray(1)) : undefined;
  const digits = /^ *([0-7]*)[ \0]*$/.exec(field.toString('latin1'))?.[1];
  if (digits === undefined) return undefined;
  return digits === '' ? 0 : Number.parseInt(digits, 8);
}

function readBase256(bytes: Buffer): number | undefined {
  let value = 0;
  for (const byte of bytes) {
    value = value * 256 + byte;
    if (value > Number.MAX_SAFE_INTEGER) return undefined;
  }
  return value;
}
