// SPDX-License-Identifier: Apache-2.0
import { sign, type KeyObject, createPublicKey } from 'node:crypto';
import { readPrivateKey } from './private-key.js';
import { algorithmOf } from './curves.js';

/** A private key, wherever it is kept: in a file, in a token, behind a program. It signs and never shows itself. */
export interface KeyHandle {
  readonly publicKey: KeyObject;
  /**
   * Signs a message: ECDSA in DER, over the hash that OMS pairs with the curve; Ed25519 as it is, over the message.
   *
   * @throws MpkError what keeps the key from being used; its text holds no secret
   */
  sign(message: Uint8Array): Promise<Buffer>;
}

/** A private key as it lies in a file. */
export interface PrivateKeyOptions {
  readonly privateKeyPem: string | Uint8Array;
  /** needed when the key is encrypted */
  readonly password?: string | Uint8Array;
}

/** Where a signer takes its key from. */
export type KeySource = PrivateKeyOptions | { readonly handle: KeyHandle };

/** @throws MpkError `KEY_INVALID` for a private key that cannot be read or may not sign */
export function keyHandleOf(source: KeySource): KeyHandle {
  if ('handle' in source) return source.handle;
  return inMemory(readPrivateKey(source.privateKeyPem, source.password));
}

function inMemory(privateKey: KeyObject): KeyHandle {
  const publicKey = createPublicKey(privateKey);
  const { hash } = algorithmOf(publicKey);
  return { publicKey, sign: (message) => Promise.resolve(sign(hash, message, privateKey)) };
}
