// SPDX-License-Identifier: Apache-2.0
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly content: Buffer;
  readonly deflate?: boolean;
  readonly flags?: number;
  readonly method?: number;
  /** what stands there, where it is not made by deflate */
  readonly data?: Buffer;
  /** name in the local header, where it differs */
  readonly localName?: string;
}

const u16 = (...values: number[]): Buffer => Buffer.from(values.flatMap((v) => [v & 0xff, v >>> 8]));
const u32 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => bytes.writeUInt32LE(value, 4 * i));
  return bytes;
};

/** Writes a zip archive, with the lies that it is told to. `startsAt` counts bytes that will stand before it. */
export function makeZip(entries: readonly ZipEntry[], options: { zip64?: boolean; comment?: string } = {}): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const data = entry.data ?? (entry.deflate ? deflateRawSync(entry.content) : entry.content);
    const method = entry.method ?? (entry.deflate ? 8 : 0);
    const common = Buffer.concat([
      u16(entry.flags ?? 0, method, 0, 0),
      u32(crc32(entry.content), data.length, entry.content.length),
    ]);
    const localName = Buffer.from(entry.localName ?? entry.name);
    const name = Buffer.from(entry.name);
    const header = Buffer.concat([u32(0x04034b50), u16(20), common, u16(localName.length, 0), localName, data]);
    central.push(
      Buffer.concat([u32(0x02014b50), u16(20, 20), common, u16(name.length, 0, 0, 0, 0), u32(0, offset), name]),
    );
    local.push(header);
    offset += header.length;
  }
  const directory = Buffer.concat(central);
  const count = entries.length;
  const comment = Buffer.from(options.comment ?? '');
  const wide = options.zip64 ? makeWideEnd(count, directory.length, offset) : Buffer.alloc(0);
  const [size, start] = options.zip64 ? [0xffffffff, 0xffffffff] : [directory.length, offset];
  const end = Buffer.concat([u32(0x06054b50), u16(0, 0, count, count), u32(size, start), u16(comment.length), comment]);
  return Buffer.concat([...local, directory, wide, end]);
}

function makeWideEnd(count: number, sizeBytes: number, offset: number): Buffer {
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(sizeBytes), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + sizeBytes), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator]);
}

/** Writes a tar archive. */
export function makeTar(files: Readonly<Record<string, Buffer>>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, content]) => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write('0000644\0', 100);
    header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write('00000000000\0', 136);
    header.write('        ', 148);
    header.write('0', 156);
    header.write('ustar\0' + '00', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}
