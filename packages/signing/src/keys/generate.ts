// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto';
import { toPem } from '../pem.js';
import type { KeyCurve } from './curves.js';
import { encryptPkcs8 } from './encrypted-pkcs8.js';
import { passwordBytes } from './private-key.js';

/** A new key pair as two PEM texts: PKCS#8 and SPKI. */
export interface KeyPairPem {
  /** secret; encrypted when a password was given */
  readonly privateKeyPem: string;
  readonly publicKeyPem: string;
}

/**
 * Makes a key pair for signing.
 *
 * @param options.password - encrypts the private key (AES-256-CBC, PBKDF2-HMAC-SHA-256); 1 to 1024 bytes
 * @throws MpkError `KEY_INVALID` for an empty or too long password
 */
export function generateKeyPair(options: { curve: KeyCurve; password?: string | Uint8Array }): KeyPairPem {
  const { privateKey, publicKey } = generateKeys(options.curve);
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
  const privateKeyPem =
    options.password === undefined
      ? toPem('PRIVATE KEY', pkcs8)
      : toPem('ENCRYPTED PRIVATE KEY', encryptPkcs8(pkcs8, passwordBytes(options.password)));
  return { privateKeyPem, publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
}

const generateKeys = (curve: KeyCurve): KeyPairKeyObjectResult =>
  curve === 'Ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: curve });
