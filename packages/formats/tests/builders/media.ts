// SPDX-License-Identifier: Apache-2.0
import { crc32 } from 'node:zlib';
import { latin } from './pickles.js';

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const u32le = (value: number): Buffer => Buffer.from(u32(value).reverse());

export const pngChunk = (type: string, data = Buffer.alloc(0)): Buffer => {
  const body = Buffer.concat([latin(type), data]);
  return Buffer.concat([u32(data.length), body, u32(crc32(body))]);
};

export const PNG = Buffer.concat([
  latin('\x89PNG\r\n\x1a\n'),
  pngChunk('IHDR', Buffer.alloc(13)),
  pngChunk('IDAT', Buffer.alloc(40, 7)),
  pngChunk('IEND'),
]);

/** Two segments, a scan with an escaped 0xff and a restart, the end. */
export const JPEG = latin(
  '\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xdb\x00\x02\xff\xda\x00\x03x12\xff\x0034\xff\xd05\xff\xff\xd9',
);

/** With tables of colours, an extension, an image of two blocks. */
export const GIF = Buffer.concat([
  latin('GIF89a\x01\0\x01\0\x80\0\0'),
  Buffer.alloc(6),
  latin('\x21\xf9\x04abcd\0'),
  latin('\x2c\0\0\0\0\x01\0\x01\0\x81'),
  Buffer.alloc(12),
  latin('\x02\x02ab\x01c\0\x3b'),
]);

export const riff = (form: string, chunks: readonly (readonly [type: string, data: string])[]): Buffer => {
  const body = Buffer.concat([
    latin(form),
    ...chunks.map(([type, data]) =>
      Buffer.concat([latin(type), u32le(data.length), latin(data), Buffer.alloc(data.length % 2)]),
    ),
  ]);
  return Buffer.concat([latin('RIFF'), u32le(body.length), body]);
};

export const box = (type: string, data: Buffer, sizeBytes = 8 + data.length): Buffer =>
  Buffer.concat([u32(sizeBytes), latin(type), data]);
