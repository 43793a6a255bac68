// SPDX-License-Identifier: Apache-2.0

const BLOCK_BYTES = 512;
/** ustar keeps a name in 100 bytes; nothing in the image needs more. */
const MAX_NAME_BYTES = 100;

/** One entry of the image's file system. Paths are relative, without a leading slash. */
export type TarEntry =
  | { readonly kind: 'folder'; readonly path: string; readonly mode?: number }
  | { readonly kind: 'file'; readonly path: string; readonly content: Uint8Array; readonly mode?: number }
  | { readonly kind: 'link'; readonly path: string; readonly target: string };

const TYPE_FLAGS = { file: '0', link: '2', folder: '5' } as const;
const MODES = { file: 0o644, link: 0o777, folder: 0o755 } as const;

/**
 * Writes a ustar archive that depends on its entries alone: sorted by path, owned by root, dated 1970.
 *
 * @throws Error for a path that leaves the archive, stands twice or is too long
 * @see https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06
 */
export function createTar(entries: readonly TarEntry[]): Buffer {
  const sorted = [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
  const parts: Uint8Array[] = [];
  for (const [i, entry] of sorted.entries()) {
    if (entry.path === sorted[i - 1]?.path) throw new Error(`${entry.path} stands twice`);
    const content = entry.kind === 'file' ? entry.content : new Uint8Array();
    parts.push(header(entry, content.length), content, new Uint8Array(padding(content.length)));
  }
  return Buffer.concat([...parts, new Uint8Array(2 * BLOCK_BYTES)]);
}

const padding = (length: number): number => (BLOCK_BYTES - (length % BLOCK_BYTES)) % BLOCK_BYTES;

function header(entry: TarEntry, sizeBytes: number): Buffer {
  const name = entry.kind === 'folder' ? `${entry.path}/` : entry.path;
  assertPath(name);
  const block = Buffer.alloc(BLOCK_BYTES);
  const mode = entry.kind === 'link' ? undefined : entry.mode;
  block.write(name, 0);
  writeOctal(block, mode ?? MODES[entry.kind], 100, 8);
  writeOctal(block, 0, 108, 8); // owner
  writeOctal(block, 0, 116, 8); // group
  writeOctal(block, sizeBytes, 124, 12);
  writeOctal(block, 0, 136, 12); // modified
  block.write(TYPE_FLAGS[entry.kind], 156);
  if (entry.kind === 'link') block.write(entry.target, 157);
  block.write('ustar\u000000', 257);
  // The checksum is taken with its own field as spaces.
  block.fill(' ', 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\u0000 `, 148);
  return block;
}

function assertPath(name: string): void {
  const parts = name.split('/');
  if (name.startsWith('/') || parts.includes('..') || parts.includes('.'))
    throw new Error(`${name} is not a plain path`);
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) throw new Error(`${name} is longer than ${MAX_NAME_BYTES} bytes`);
}

function writeOctal(block: Buffer, value: number, offset: number, width: number): void {
  block.write(value.toString(8).padStart(width - 1, '0'), offset);
}
