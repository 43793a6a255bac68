// SPDX-License-Identifier: Apache-2.0
import { unicodeName } from '../../src/zip/unicode-name.js';

const field = (id: number, content: string): Buffer => {
  const header = Buffer.alloc(4);
  header.writeUInt16LE(id);
  header.writeUInt16LE(content.length, 2);
  return Buffer.concat([header, Buffer.from(content, 'latin1')]);
};

describe('an extra field', () => {
  it('gives another name, behind its version and a checksum', () => {
    expect(unicodeName(Buffer.concat([field(1, 'wide'), field(0x7075, '\x01sum!../evil')]))).toBe('../evil');
  });

  it.each([
    ['there is none', field(1, 'wide')],
    ['it is cut short', field(0x7075, 'x').subarray(0, 3)],
    ['there is nothing', Buffer.alloc(0)],
  ])('gives no name where %s', (_, extra) => {
    expect(unicodeName(extra)).toBeUndefined();
  });
});
