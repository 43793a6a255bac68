// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { serialNumberOf } from '../../src/cyclonedx/json/serial-number.js';

describe('a serial number', () => {
  it('is a UUID of version 5 of the content, in a namespace of its own', () => {
    const url = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');
    const uuid = (namespace: Buffer, name: string): Buffer => {
      const bytes = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16);
      bytes[6] = (bytes[6]! % 16) + 0x50;
      bytes[8] = (bytes[8]! % 64) + 0x80;
      return bytes;
    };
    const expected = uuid(uuid(url, 'https://cyclonedx.org/bom'), '{"a":1}').toString('hex');
    expect(serialNumberOf({ a: 1 }).replaceAll('-', '')).toBe(`urn:uuid:${expected}`);
  });
});
