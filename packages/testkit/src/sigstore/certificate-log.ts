// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { createEcdsaLogKey, type LogKey } from './log-key.ts';

const SHA256 = 4;
const ECDSA = 3;
const PRECERT_ENTRY = 1;

/** A certificate transparency log. */
export interface CertificateLog {
  readonly key: LogKey;
  /**
   * Promises that a certificate will be logged.
   *
   * @param tbs - the certificate's signed part, without the extension that the promise will be put into
   * @param issuerSpki - of the authority that issues it
   * @returns a list with one SCT, as the extension holds it
   */
  promise(tbs: Uint8Array, issuerSpki: Uint8Array, time: Date): Buffer;
}

/** Makes a log with a fresh key. @see https://www.rfc-editor.org/rfc/rfc6962 section 3 */
export function createCertificateLog(): CertificateLog {
  const key = createEcdsaLogKey();
  return {
    key,
    promise: (tbs, issuerSpki, time) => {
      const version = Buffer.from([0]);
      const timestamp = Buffer.alloc(8);
      timestamp.writeBigUInt64BE(BigInt(time.getTime()));
      const issuerId = createHash('sha256').update(issuerSpki).digest();
      const extensions = withLength(Buffer.alloc(0), 2);
      const entry = Buffer.concat([number(PRECERT_ENTRY, 2), issuerId, withLength(tbs, 3), extensions]);
      const signature = key.sign(Buffer.concat([version, Buffer.from([0]), timestamp, entry]));
      const sct = Buffer.concat([
        ...[version, key.logId, timestamp, extensions],
        Buffer.from([SHA256, ECDSA]),
        withLength(signature, 2),
      ]);
      return withLength(withLength(sct, 2), 2);
    },
  };
}

function number(value: number, sizeBytes: number): Buffer {
  const bytes = Buffer.alloc(sizeBytes);
  bytes.writeUIntBE(value, 0, sizeBytes);
  return bytes;
}

/** Bytes with their length before them. */
const withLength = (bytes: Uint8Array, sizeBytes: number): Buffer =>
  Buffer.concat([number(bytes.length, sizeBytes), bytes]);
