// SPDX-License-Identifier: Apache-2.0
import { crc32, deflateRawSync, gzipSync, zstdCompressSync } from 'node:zlib';
import type { Random } from '../random.ts';

/** A zip archive of one member, with checksums that fit. */
function zip(content: Buffer, name: string, deflate: boolean): Buffer {
  const data = deflate ? deflateRawSync(content) : content;
  const common = Buffer.alloc(22);
  common.writeUInt16LE(deflate ? 8 : 0, 2);
  common.writeUInt32LE(crc32(content), 8);
  common.writeUInt32LE(data.length, 12);
  common.writeUInt32LE(content.length, 16);
  common.writeUInt16LE(name.length, 20);
  const local = Buffer.concat([Buffer.from('PK\x03\x04\x14\0'), common, Buffer.alloc(2), Buffer.from(name), data]);
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\0\x14\0'), common, Buffer.alloc(16), Buffer.from(name)]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

/** A tar archive of one member. */
function tar(content: Buffer, name: string): Buffer {
  const header = Buffer.alloc(512);
  header.write(name);
  header.write('0000644\0', 100);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('        0', 148);
  header.write('ustar\0' + '00', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512), Buffer.alloc(1024)]);
}

/** A pickle of one `bytes`. */
function pickle(content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(content.length);
  return Buffer.concat([Buffer.from('\x80\x03B', 'latin1'), length, content, Buffer.from('.')]);
}

const NAMES = ['archive/data.pkl', 'config.json', 'archive/data/0', 'w.npy', 'model.weights.h5', '../x'] as const;

/** Puts bytes into something that is read as it should be, so that what is wrong is deeper inside. */
export function wrap(bytes: Buffer, random: Random): Buffer {
  const name = random.pick(NAMES);
  return random.pick([
    () => zip(bytes, name, false),
    () => zip(bytes, name, true),
    () => tar(bytes, name),
    () => gzipSync(bytes),
    () => zstdCompressSync(bytes),
    () => pickle(bytes),
  ])();
}
