// SPDX-License-Identifier: Apache-2.0
import { createPublicKey } from 'node:crypto';
import type { BundleSigner } from '@mpk/core';
import { signBundle } from './envelope.js';
import { readPrivateKey } from './keys/private-key.js';
import { keyHint } from './keys/public-key.js';

/** A private key as it lies in a file. */
export interface PrivateKeyOptions {
  readonly privateKeyPem: string | Uint8Array;
  /** needed when the key is encrypted */
  readonly password?: string | Uint8Array;
}

/**
 * Signs with a private key: OMS method `key`. The bundle names the public key by its hint and carries no time.
 *
 * @throws MpkError `KEY_INVALID`
 */
export function createKeySigner(options: PrivateKeyOptions): BundleSigner {
  const privateKey = readPrivateKey(options.privateKeyPem, options.password);
  const material = { publicKey: { hint: keyHint(createPublicKey(privateKey)) } };
  return { sign: (payload) => Promise.resolve(signBundle(payload, privateKey, material)) };
}
