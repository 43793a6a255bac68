// SPDX-License-Identifier: Apache-2.0

/** A text that stands for a file that Git LFS keeps elsewhere. */
export interface LfsPointer {
  /** SHA-256 of that file, in hex */
  readonly oid: string;
  readonly sizeBytes: number;
}

/** Larger files are no pointers. See https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const MAX_POINTER_BYTES = 1024;
const VERSIONS = new Set([
  'version https://git-lfs.github.com/spec/v1',
  'version https://hawser.github.com/spec/v1',
  'version http://git-media.io/v/2',
]);

/** @returns undefined for a text that is no pointer */
export function parseLfsPointer(text: string): LfsPointer | undefined {
  if (text.length > MAX_POINTER_BYTES) return undefined;
  const [version = '', ...lines] = text.split(/\r?\n/);
  if (!VERSIONS.has(version)) return undefined;
  const valueOf = (key: string): string =>
    lines.find((line) => line.startsWith(`${key} `))?.slice(key.length + 1) ?? '';
  const oid = /^sha256:([\da-f]{64})$/.exec(valueOf('oid'))?.[1];
  const sizeBytes = /^\d{1,15}$/.test(valueOf('size')) ? Number(valueOf('size')) : undefined;
  return oid === undefined || sizeBytes === undefined ? undefined : { oid, sizeBytes };
}
