// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';

/** Namespace of serial numbers of this kit: UUID v5 of `https://cyclonedx.org/bom` in the namespace of URLs. */
const NAMESPACE = uuidOf(Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex'), 'https://cyclonedx.org/bom');

/** `urn:uuid:` of version 5 (RFC 9562, 5.5) from what the document says: the same content has the same number. */
export const serialNumberOf = (content: object): string => {
  const hex = uuidOf(NAMESPACE, JSON.stringify(content)).toString('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

/** 16 bytes: SHA-1, cut, with version and variant set. */
function uuidOf(namespace: Buffer, name: string): Buffer {
  const bytes = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes;
}
