// SPDX-License-Identifier: Apache-2.0
import { MpkError, asArray, asObject, asString, decodeBase64, type JsonObject } from '@mpk/core';

/** A transparency log's entry as a bundle carries it. Nothing is verified. */
export interface LogEntry {
  /** in all trees of the log */
  readonly index: number;
  readonly logId: Buffer;
  readonly kind: string;
  readonly version: string;
  /** when the log says it took the entry; proves nothing without {@link promise} */
  readonly integratedTime: Date | undefined;
  /** the log's signature over entry and time (SET); version 1 only */
  readonly promise: Buffer | undefined;
  readonly proof: InclusionProof;
  readonly body: Buffer;
}

/** Where an entry is in a tree. */
export interface InclusionProof {
  /** in this tree */
  readonly index: number;
  /** leaf to root */
  readonly hashes: readonly Buffer[];
  /** a signed note */
  readonly checkpoint: string;
}

/** A tree of 2^63 entries needs no more. */
const MAX_PROOF_HASHES = 64;
const MAX_CHECKPOINT_LENGTH = 64 * 1024;
const HASH_BYTES = 32;
const DIGITS = /^(?:0|[1-9]\d{0,15})$/;

/**
 * Parses a log entry. The proof of inclusion must be there: bundles of before 2023 that have only a promise are not read.
 *
 * @param value - untrusted
 * @throws MpkError `INPUT_MALFORMED`, `INPUT_TOO_LARGE`
 * @see https://github.com/sigstore/protobuf-specs sigstore_rekor.proto, TransparencyLogEntry
 */
export function parseLogEntry(value: unknown): LogEntry {
  const entry = asObject(value, 'log entry');
  const kindVersion = asObject(entry['kindVersion'], 'log entry kindVersion');
  const seconds = wholeNumber(entry['integratedTime'] ?? '0', 'log entry integratedTime');
  return {
    index: wholeNumber(entry['logIndex'] ?? '0', 'log entry logIndex'),
    logId: bytesOf(asObject(entry['logId'], 'log entry logId')['keyId'], 'log entry keyId'),
    kind: asString(kindVersion['kind'], 'log entry kind'),
    version: asString(kindVersion['version'], 'log entry version'),
    integratedTime: seconds === 0 ? undefined : new Date(seconds * 1000),
    promise: readPromise(entry['inclusionPromise']),
    proof: readProof(asObject(entry['inclusionProof'], 'log entry inclusionProof')),
    body: bytesOf(entry['canonicalizedBody'], 'log entry canonicalizedBody'),
  };
}

function readPromise(value: unknown): Buffer | undefined {
  if (value === undefined || value === null) return undefined;
  return bytesOf(asObject(value, 'inclusionPromise')['signedEntryTimestamp'], 'signedEntryTimestamp');
}

function readProof(proof: JsonObject): InclusionProof {
  const hashes = asArray(proof['hashes'] ?? [], 'inclusionProof hashes');
  if (hashes.length > MAX_PROOF_HASHES) throw new MpkError('INPUT_TOO_LARGE', 'the inclusion proof is too long');
  const checkpoint = asObject(proof['checkpoint'], 'inclusionProof checkpoint');
  const envelope = asString(checkpoint['envelope'], 'checkpoint envelope');
  if (envelope.length > MAX_CHECKPOINT_LENGTH) throw new MpkError('INPUT_TOO_LARGE', 'the checkpoint is too long');
  return {
    index: wholeNumber(proof['logIndex'] ?? '0', 'inclusionProof logIndex'),
    hashes: hashes.map(readHash),
    checkpoint: envelope,
  };
}

function readHash(value: unknown): Buffer {
  const hash = bytesOf(value, 'inclusionProof hash');
  if (hash.length === HASH_BYTES) return hash;
  throw new MpkError('INPUT_MALFORMED', `an inclusionProof hash has ${hash.length} bytes, expected ${HASH_BYTES}`);
}

const bytesOf = (value: unknown, what: string): Buffer => decodeBase64(asString(value, what), what);

/** Protobuf writes 64-bit numbers as text; readers take numbers as well. */
function wholeNumber(value: unknown, what: string): number {
  const number = typeof value === 'string' && DIGITS.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) return number;
  throw new MpkError('INPUT_MALFORMED', `${what} is not a whole number from 0 to 2^53 - 1`);
}
