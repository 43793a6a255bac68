// SPDX-License-Identifier: Apache-2.0
import { createPublicKey, type KeyObject } from 'node:crypto';
import { MpkError, sha256Hex } from '@mpk/core';
import { pemBytes, readPem } from '../pem.js';
import { EXPECTED_KEY, describeKey, isSignatureKey } from './curves.js';

/** Largest key file that is read. */
export const MAX_KEY_BYTES = 16 * 1024;

/**
 * Reads one public key: PEM `PUBLIC KEY` (SPKI), EC P-256, P-384 or P-521, or Ed25519.
 *
 * OpenSSL would also take a private key or a certificate here and use the public key inside: both are refused, so that a
 * secret is not mistaken for something to hand around, nor a certificate's validity ignored.
 *
 * @throws MpkError `KEY_INVALID` for anything else; `INPUT_TOO_LARGE` over {@link MAX_KEY_BYTES}; `INPUT_MALFORMED`
 */
export function readPublicKey(pem: string | Uint8Array): KeyObject {
  const blocks = readPem(pem, { maxBytes: MAX_KEY_BYTES, what: 'public key' });
  const [block] = blocks;
  if (block === undefined || blocks.length > 1) {
    throw new MpkError('KEY_INVALID', `the public key file has ${blocks.length} PEM blocks, expected exactly 1`);
  }
  if (block.label !== 'PUBLIC KEY') {
    throw new MpkError('KEY_INVALID', `the public key file holds a ${block.label}, expected a PUBLIC KEY`, {
      hint: 'extract the public key: openssl pkey -in KEY.pem -pubout',
    });
  }
  const key = importSpki(pemBytes(block, 'public key'));
  if (!isSignatureKey(key)) {
    throw new MpkError('KEY_INVALID', `the public key is ${describeKey(key)}, expected ${EXPECTED_KEY}`);
  }
  return key;
}

function importSpki(der: Buffer): KeyObject {
  try {
    return createPublicKey({ key: der, format: 'der', type: 'spki' });
  } catch (cause) {
    throw new MpkError('KEY_INVALID', 'the public key cannot be read', { cause });
  }
}

/** Names a public key: `sha256:` + hex over its SPKI DER. */
export const keyDigest = (publicKey: KeyObject): string =>
  `sha256:${sha256Hex(publicKey.export({ type: 'spki', format: 'der' }))}`;

/** The OMS hint of a public key: hex SHA-256 of its PEM *text*, final newline included, not of the DER. */
export const keyHint = (publicKey: KeyObject): string => sha256Hex(publicKey.export({ type: 'spki', format: 'pem' }));

/** The hint that Sigstore's own clients write, cosign among them: base64 of the SHA-256 of the SPKI DER. */
export const sigstoreKeyHint = (publicKey: KeyObject): string =>
  Buffer.from(sha256Hex(publicKey.export({ type: 'spki', format: 'der' })), 'hex').toString('base64');
