// SPDX-License-Identifier: Apache-2.0

/** Extra field of Info-ZIP with another name, which readers take for the name: APPNOTE.TXT, 4.6.9. */
const UNICODE_PATH = 0x7075;
/** Version, and checksum of the name that it stands for. */
const HEADER_BYTES = 5;

/** The name that an extra field gives a member; undefined where there is none. */
export function unicodeName(extra: Buffer): string | undefined {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== UNICODE_PATH) continue;
    return extra.toString('utf8', at + 4 + HEADER_BYTES, at + 4 + extra.readUInt16LE(at + 2));
  }
  return undefined;
}
