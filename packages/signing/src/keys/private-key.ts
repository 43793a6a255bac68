// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { MpkError, isMpkError } from '@mpk/core';
import { readPem, type PemBlock } from '../pem.js';
import { EXPECTED_KEY, describeKey, isSignatureKey } from './curves.js';
import { MAX_KEY_BYTES } from './public-key.js';

/** Longest password; OpenSSL's own limit. */
export const MAX_PASSWORD_BYTES = 1024;

/**
 * Reads one private key: PEM in PKCS#8 (encrypted or not) or SEC 1, EC P-256, P-384 or P-521, or Ed25519.
 *
 * @param password - of an encrypted key; a key that is not encrypted needs none and ignores it
 * @throws MpkError `KEY_INVALID`: not a private key, too large, another kind of key, password missing or wrong
 */
export function readPrivateKey(pem: string | Uint8Array, password?: string | Uint8Array): KeyObject {
  const block = findPrivateKey(pem);
  const key = decrypt(block, password);
  if (!isSignatureKey(key)) {
    throw new MpkError('KEY_INVALID', `the private key is ${describeKey(key)}, expected ${EXPECTED_KEY}`, {
      hint: 'make a new key: mpk key generate',
    });
  }
  return key;
}

function findPrivateKey(pem: string | Uint8Array): PemBlock {
  const blocks = privateKeyBlocks(pem);
  const [block] = blocks;
  if (block === undefined || blocks.length > 1) {
    throw new MpkError('KEY_INVALID', `the file has ${blocks.length} PEM private keys, expected exactly 1`);
  }
  return block;
}

function privateKeyBlocks(pem: string | Uint8Array): PemBlock[] {
  try {
    const blocks = readPem(pem, { maxBytes: MAX_KEY_BYTES, what: 'private key' });
    return blocks.filter((block) => block.label.endsWith('PRIVATE KEY'));
  } catch (error) {
    throw isMpkError(error) ? new MpkError('KEY_INVALID', error.message) : error;
  }
}

function decrypt(block: PemBlock, password: string | Uint8Array | undefined): KeyObject {
  const encrypted = block.label === 'ENCRYPTED PRIVATE KEY' || block.body.includes('Proc-Type: 4,ENCRYPTED');
  if (encrypted && password === undefined) {
    throw new MpkError('KEY_INVALID', 'the private key is encrypted', {
      hint: 'give its password: in the variable MPK_KEY_PASSWORD, or in a file (--password-file of mpk)',
    });
  }
  try {
    return createPrivateKey({
      key: block.text,
      format: 'pem',
      passphrase: encrypted ? passwordBytes(password) : undefined,
    });
  } catch (error) {
    if (isMpkError(error)) throw error;
    // No cause: Node's argument errors quote what they were given.
    throw encrypted
      ? new MpkError('KEY_INVALID', 'the private key cannot be decrypted', { hint: 'check the password' })
      : new MpkError('KEY_INVALID', 'the private key cannot be read');
  }
}

/** A password as bytes (UTF-8). @throws MpkError `KEY_INVALID` when empty or over {@link MAX_PASSWORD_BYTES} */
export function passwordBytes(password: string | Uint8Array | undefined): Buffer {
  const bytes = typeof password === 'string' ? Buffer.from(password, 'utf8') : Buffer.from(password ?? []);
  if (bytes.length === 0) throw new MpkError('KEY_INVALID', 'the password is empty');
  if (bytes.length > MAX_PASSWORD_BYTES) {
    throw new MpkError('KEY_INVALID', `the password has more than ${MAX_PASSWORD_BYTES} bytes`);
  }
  return bytes;
}
