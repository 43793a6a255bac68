// SPDX-License-Identifier: Apache-2.0
import { existsSync, unlinkSync } from 'node:fs';
import { MpkError, writeFileAtomic } from '@mpk/core';
import { KEY_CURVES, generateKeyPair, keyDigest, keyHint, readPublicKey, type KeyCurve } from '@mpk/signing';

export { KEY_CURVES };

/** Options of {@link generateKeyFiles}. */
export interface GenerateKeyOptions {
  /** `NAME.key` and `NAME.pub` are written */
  readonly name: string;
  readonly curve: KeyCurve;
  /** encrypts the private key */
  readonly password?: string;
  readonly overwrite?: boolean;
}

/** Where the keys lie. */
export interface KeyFiles {
  readonly privateKeyPath: string;
  readonly publicKeyPath: string;
  /** `sha256:` + hex of the public key's SPKI DER */
  readonly keyDigest: string;
  /** hex SHA-256 of the public key's PEM file: the hint that signature bundles carry */
  readonly keyHint: string;
}

/** Makes a key pair: `NAME.key` (PKCS#8 PEM, mode 0600) and `NAME.pub` (SPKI PEM). @throws MpkError `OUTPUT_EXISTS` */
export function generateKeyFiles(options: GenerateKeyOptions): KeyFiles {
  const [privateKeyPath, publicKeyPath] = [`${options.name}.key`, `${options.name}.pub`];
  const overwrite = options.overwrite === true;
  if (options.name === '' || options.name.endsWith('/')) throw new MpkError('USAGE', 'the keys need a name');
  if (!overwrite && existsSync(publicKeyPath)) {
    throw new MpkError('OUTPUT_EXISTS', `${publicKeyPath} is there already`, {
      hint: 'choose another name, or use --force',
    });
  }
  const pair = generateKeyPair({ curve: options.curve, password: options.password });
  const isNew = !existsSync(publicKeyPath);
  // The public key first: what can be lost is the private one.
  writeFileAtomic(publicKeyPath, pair.publicKeyPem, { overwrite });
  try {
    writeFileAtomic(privateKeyPath, pair.privateKeyPem, { mode: 0o600, overwrite });
  } catch (error) {
    // Half a pair is of no use to anybody.
    if (isNew) unlinkSync(publicKeyPath);
    throw error;
  }
  const publicKey = readPublicKey(Buffer.from(pair.publicKeyPem));
  return { privateKeyPath, publicKeyPath, keyDigest: keyDigest(publicKey), keyHint: keyHint(publicKey) };
}
