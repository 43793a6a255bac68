// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { MpkError } from '@mpk/core';
import type { Certificate } from '../certificate/certificate.js';
import { TAG, childrenOf, contextTag, oidText, readDer, assertTag } from '../der/reader.js';
import { derElement } from '../der/writer.js';
import { isWithin } from './period.js';
import type { LogKey } from './log-key.js';
import { TlsReader } from './tls-reader.js';

/** Extension with the promises of certificate logs. */
export const SCT_EXTENSION = '1.3.6.1.4.1.11129.2.4.2';
const EXTENSIONS = contextTag(3);
/** Most promises in one certificate. */
const MAX_SCTS = 16;
const VERSION_1 = 0;
const CERTIFICATE_TIMESTAMP = 0;
const PRECERT_ENTRY = 1;
const SHA256 = 4;
/** TLS signature algorithm -> kind of key. */
const SIGNATURE_KINDS: Readonly<Record<number, string>> = { 1: 'rsa', 3: 'ec' };
const LOG_ID_BYTES = 32;

/** A signed certificate timestamp: a log's promise to log a certificate. */
interface CertificateTimestamp {
  readonly logId: Buffer;
  readonly time: Buffer;
  readonly extensions: Buffer;
  readonly signatureKind: string | undefined;
  readonly signature: Buffer;
}

/**
 * Verifies the certificate timestamps that a certificate carries.
 *
 * @param issuer - who issued it; verified before
 * @returns the logs that promised, each once
 * @throws MpkError `CERTIFICATE_INVALID` where one does not verify; `INPUT_MALFORMED`
 * @see https://www.rfc-editor.org/rfc/rfc6962 section 3.2
 */
export function verifyCertificateTimestamps(
  leaf: Certificate,
  issuer: Certificate,
  logs: readonly LogKey[],
): ReadonlySet<LogKey> {
  const list = leaf.extensions.values.get(SCT_EXTENSION);
  if (list === undefined) return new Set();
  const entry = precertificateEntry(leaf, issuer);
  return new Set(parseTimestamps(list).map((timestamp) => verifyOne(timestamp, entry, logs)));
}

function verifyOne(timestamp: CertificateTimestamp, entry: Buffer, logs: readonly LogKey[]): LogKey {
  const log = logs.find(({ id }) => id.equals(timestamp.logId));
  if (log === undefined) throw invalid('is of a log that is not trusted');
  const time = new Date(Number(timestamp.time.readBigUInt64BE()));
  if (!isWithin(log.validFor, time)) throw invalid('is from outside the time that its log is trusted for');
  const signed = Buffer.concat([
    Buffer.from([VERSION_1, CERTIFICATE_TIMESTAMP]),
    timestamp.time,
    entry,
    uint(timestamp.extensions.length, 2),
    timestamp.extensions,
  ]);
  if (log.publicKey.asymmetricKeyType !== timestamp.signatureKind || !log.signed(signed, timestamp.signature)) {
    throw invalid('was not signed by its log');
  }
  return log;
}

function parseTimestamps(extension: Buffer): CertificateTimestamp[] {
  const what = 'certificate timestamps';
  const list = new TlsReader(assertTag(readDer(extension, what), TAG.octetString, what).content);
  const items = new TlsReader(list.vector(2));
  list.end();
  const timestamps: CertificateTimestamp[] = [];
  while (!items.atEnd) {
    if (timestamps.length === MAX_SCTS) throw new MpkError('INPUT_TOO_LARGE', 'too many certificate timestamps');
    timestamps.push(parseTimestamp(items.vector(2)));
  }
  return timestamps;
}

function parseTimestamp(bytes: Buffer): CertificateTimestamp {
  const reader = new TlsReader(bytes);
  const version = reader.uint(1);
  const [logId, time, extensions] = [reader.bytes(LOG_ID_BYTES), reader.bytes(8), reader.vector(2)];
  const [hash, kind, signature] = [reader.uint(1), reader.uint(1), reader.vector(2)];
  reader.end();
  if (version !== VERSION_1 || hash !== SHA256) throw invalid('is of a kind that is not known');
  return { logId, time, extensions, signatureKind: SIGNATURE_KINDS[kind], signature };
}

/** What the log signed: who issues, and the certificate as it was without the extension that holds the promises. */
function precertificateEntry(leaf: Certificate, issuer: Certificate): Buffer {
  const [tbs] = childrenOf(readDer(leaf.der, 'certificate'), TAG.sequence, 'certificate');
  const fields = childrenOf(tbs, TAG.sequence, 'certificate').map((field) =>
    field.tag === EXTENSIONS ? withoutTimestamps(field.content) : field.raw,
  );
  const bare = derElement(TAG.sequence, ...fields);
  const issuerId = createHash('sha256')
    .update(issuer.publicKey.export({ type: 'spki', format: 'der' }))
    .digest();
  return Buffer.concat([uint(PRECERT_ENTRY, 2), issuerId, uint(bare.length, 3), bare]);
}

function withoutTimestamps(extensions: Buffer): Buffer {
  const kept = childrenOf(readDer(extensions, 'certificate extensions'), TAG.sequence, 'certificate extensions')
    .filter((one) => oidText(childrenOf(one, TAG.sequence, 'certificate extension')[0], 'extension') !== SCT_EXTENSION)
    .map(({ raw }) => raw);
  return derElement(EXTENSIONS, derElement(TAG.sequence, ...kept));
}

function uint(value: number, sizeBytes: number): Buffer {
  const bytes = Buffer.alloc(sizeBytes);
  bytes.writeUIntBE(value, 0, sizeBytes);
  return bytes;
}

const invalid = (problem: string): MpkError =>
  new MpkError('CERTIFICATE_INVALID', `a certificate timestamp of the signer ${problem}`);
