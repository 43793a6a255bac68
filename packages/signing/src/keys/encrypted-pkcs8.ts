// SPDX-License-Identifier: Apache-2.0
import { createCipheriv, pbkdf2Sync, randomBytes } from 'node:crypto';
import { derElement, derInteger, derOid } from '../der/writer.js';

/** Node's own export is fixed at 2048 rounds, which a graphics card tries millions of times a second. */
const PBKDF2_ITERATIONS = 600_000;
const SALT_BYTES = 16;
const AES_256_KEY_BYTES = 32;
const AES_BLOCK_BYTES = 16;

const SEQUENCE = 0x30;
const OCTET_STRING = 0x04;
const NULL = derElement(0x05);

/**
 * Encrypts a PKCS#8 private key: PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC, which every OpenSSL since 1.0 reads.
 *
 * @param pkcs8 - PrivateKeyInfo, DER
 * @param password - not empty
 * @returns EncryptedPrivateKeyInfo, DER
 * @see https://www.rfc-editor.org/rfc/rfc8018 appendix A
 */
export function encryptPkcs8(pkcs8: Uint8Array, password: Uint8Array): Buffer {
  const salt = randomBytes(SALT_BYTES);
  const iv = randomBytes(AES_BLOCK_BYTES);
  const key = pbkdf2Sync(password, salt, PBKDF2_ITERATIONS, AES_256_KEY_BYTES, 'sha256');
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const encrypted = Buffer.concat([cipher.update(pkcs8), cipher.final()]);

  const hmacSha256 = derElement(SEQUENCE, derOid('1.2.840.113549.2.9'), NULL);
  const pbkdf2Params = derElement(
    SEQUENCE,
    derElement(OCTET_STRING, salt),
    derInteger(PBKDF2_ITERATIONS),
    derInteger(AES_256_KEY_BYTES),
    hmacSha256,
  );
  const pbkdf2 = derElement(SEQUENCE, derOid('1.2.840.113549.1.5.12'), pbkdf2Params);
  const aes256Cbc = derElement(SEQUENCE, derOid('2.16.840.1.101.3.4.1.42'), derElement(OCTET_STRING, iv));
  const pbes2 = derElement(SEQUENCE, derOid('1.2.840.113549.1.5.13'), derElement(SEQUENCE, pbkdf2, aes256Cbc));
  return derElement(SEQUENCE, pbes2, derElement(OCTET_STRING, encrypted));
}
