// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { gitBlobId } from '@mpk/testkit';

export const COMMIT = 'c'.repeat(40);

/** Makes a Hugging Face cache with one snapshot of `org/name`; files that end in .safetensors lie under their SHA-256. */
export function makeHubCache(
  cacheFolder: string,
  files: Record<string, string>,
): { snapshot: string; blobOf: (name: string) => string } {
  const repo = join(cacheFolder, 'models--org--name');
  const snapshot = join(repo, 'snapshots', COMMIT);
  const blobs = join(repo, 'blobs');
  for (const folder of [blobs, snapshot, join(repo, 'refs')]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(repo, 'refs/main'), COMMIT);
  const paths = new Map<string, string>();
  for (const [name, text] of Object.entries(files)) {
    const bytes = Buffer.from(text);
    const blob = join(
      blobs,
      name.endsWith('.safetensors') ? createHash('sha256').update(bytes).digest('hex') : gitBlobId(bytes),
    );
    writeFileSync(blob, bytes);
    const link = join(snapshot, name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(relative(dirname(link), blob), link);
    paths.set(name, blob);
  }
  return { snapshot, blobOf: (name) => paths.get(name) ?? '' };
}
