// SPDX-License-Identifier: Apache-2.0
import type { BundleSigner } from '@mpk/core';
import { signBundle } from './envelope.js';
import { keyHandleOf, type KeySource } from './keys/key-handle.js';
import { keyHint } from './keys/public-key.js';
import type { TimestampSource } from './timestamp/timestamp-source.js';

/** Which key signs, and who else vouches for the time. */
export type KeySignerOptions = KeySource & { readonly timestampSource?: TimestampSource };

/**
 * Signs with a private key: OMS method `key`. The bundle names the public key by its hint.
 *
 * @throws MpkError `KEY_INVALID`
 */
export function createKeySigner(options: KeySignerOptions): BundleSigner {
  const handle = keyHandleOf(options);
  const material = { publicKey: { hint: keyHint(handle.publicKey) } };
  return { sign: (payload) => signBundle(payload, handle, { material, timestampSource: options.timestampSource }) };
}
