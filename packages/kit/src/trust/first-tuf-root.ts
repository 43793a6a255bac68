// SPDX-License-Identifier: Apache-2.0
import { MpkError, readFileBounded } from '@mpk/core';
import { PUBLIC_TUF_URL, embeddedPublicGoodRoot } from '@mpk/signing';

/** Largest root of TUF. */
const MAX_TUF_ROOT_BYTES = 512 * 1024;

/**
 * The root of TUF that is trusted to begin with: a file, and for the public instance the one that came with the kit.
 *
 * @throws MpkError `USAGE` where there is none; `INPUT_UNREADABLE`, `INPUT_TOO_LARGE`
 */
export function firstTufRoot({ url, rootPath }: { readonly url: string; readonly rootPath?: string }): Uint8Array {
  if (rootPath !== undefined) return readFileBounded(rootPath, { maxBytes: MAX_TUF_ROOT_BYTES, what: 'root of TUF' });
  if (url === PUBLIC_TUF_URL) return embeddedPublicGoodRoot().tufRoot;
  throw new MpkError('USAGE', `the TUF repository ${url} needs a root that is trusted already`, {
    hint: 'name its root.json, which came to you by another way (--tuf-root, or SIGSTORE_TUF_ROOT)',
  });
}
