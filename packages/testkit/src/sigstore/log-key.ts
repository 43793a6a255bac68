// SPDX-License-Identifier: Apache-2.0
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { Inclusion } from './merkle-log.ts';

/** The bytes before an Ed25519 key in its SPKI. */
const ED25519_SPKI_PREFIX_BYTES = 12;
const ED25519_NOTE_TYPE = 0x01;
const KEY_HINT_BYTES = 4;

/** A transparency log's key, with the names that the world knows it by. */
export interface LogKey {
  readonly keyDetails: 'PKIX_ECDSA_P256_SHA_256' | 'PKIX_ED25519';
  /** SPKI, DER */
  readonly spki: Buffer;
  readonly logId: Buffer;
  sign(data: Uint8Array): Buffer;
}

/** The key of a Rekor version 1: its id is the digest of the key. */
export function createEcdsaLogKey(): LogKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = spkiOf(publicKey);
  return {
    keyDetails: 'PKIX_ECDSA_P256_SHA_256',
    spki,
    logId: createHash('sha256').update(spki).digest(),
    sign: (data) => sign('sha256', data, privateKey),
  };
}

/**
 * The key of a Rekor version 2: its id covers the log's name.
 *
 * @see https://github.com/C2SP/C2SP/blob/main/signed-note.md
 */
export function createEd25519LogKey(name: string): LogKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const spki = spkiOf(publicKey);
  const logId = createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.from([ED25519_NOTE_TYPE]))
    .update(spki.subarray(ED25519_SPKI_PREFIX_BYTES))
    .digest();
  return { keyDetails: 'PKIX_ED25519', spki, logId, sign: (data) => sign(null, data, privateKey) };
}

const spkiOf = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });

/** Signs the head of a tree as a note. `origin` is the first line, `name` stands before the signature. */
export function signCheckpoint(key: LogKey, inclusion: Inclusion, names: { origin: string; name: string }): string {
  const { treeSize, rootHash } = inclusion;
  const note = `${names.origin}\n${treeSize}\n${rootHash.toString('base64')}\n`;
  const signature = Buffer.concat([key.logId.subarray(0, KEY_HINT_BYTES), key.sign(Buffer.from(note))]);
  return `${note}\n\u2014 ${names.name} ${signature.toString('base64')}\n`;
}
