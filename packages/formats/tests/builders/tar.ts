// SPDX-License-Identifier: Apache-2.0

/** A member of a tar archive, with the lies that it is told. */
export interface TarEntry {
  readonly name: string;
  readonly content?: Buffer | string;
  readonly type?: string;
  readonly linkName?: string;
  /** field of 12 bytes, where it is not that of the content */
  readonly size?: Buffer | string;
  /** mark at 257; the oldest format has none */
  readonly mark?: string;
  readonly prefix?: string;
  /** fills up the last block */
  readonly padding?: number;
  readonly patch?: (header: Buffer) => void;
}

export function makeMember(entry: TarEntry): Buffer {
  const content = Buffer.from(entry.content ?? '');
  const header = Buffer.alloc(512);
  header.write(entry.name, 0, 100);
  header.write('0000644\0', 100);
  const size = Buffer.from(entry.size ?? `${content.length.toString(8).padStart(11, '0')}\0`);
  size.copy(header, 124);
  header.write('00000000000\0', 136);
  header.write(entry.type ?? '0', 156);
  header.write(entry.linkName ?? '', 157);
  header.write(entry.mark ?? 'ustar\0' + '00', 257, 'latin1');
  header.write(entry.prefix ?? '', 345);
  entry.patch?.(header);
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512, entry.padding ?? 0)]);
}

export const tarOf = (...entries: readonly TarEntry[]): Buffer =>
  Buffer.concat([...entries.map(makeMember), Buffer.alloc(1024)]);

/** A record of a PAX header. */
export function pax(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  let length = Buffer.byteLength(rest) + 1;
  while (`${length}`.length + Buffer.byteLength(rest) !== length) length++;
  return `${length}${rest}`;
}
