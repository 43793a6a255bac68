// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyHandle } from '../keys/key-handle.js';

/** Makes a P-256 key that lives for one signature. */
export function createEphemeralKey(): KeyHandle {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { publicKey, sign: (message) => Promise.resolve(sign('sha256', message, privateKey)) };
}
