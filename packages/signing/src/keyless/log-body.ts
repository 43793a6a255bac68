// SPDX-License-Identifier: Apache-2.0
import type { KeyObject } from 'node:crypto';
import { MpkError, asArray, asObject, asString, isMpkError, parseJson, type JsonObject } from '@mpk/core';
import { pemBytes, readPem } from '../pem.js';
import type { LogEntry } from './log-entry.js';
import type { SignedContent } from './signed-content.js';

/** Who signed, as an entry names it: a certificate (DER) or a plain key. */
export type EntryVerifier = { readonly certificate: Buffer } | { readonly publicKey: KeyObject };

/** What an entry says was logged. */
interface Logged {
  /** base64 */
  readonly signature: string;
  /** of the signed bytes, or of the envelope's payload */
  readonly digest: LoggedDigest & { readonly of: 'signed' | 'payload' };
  /** DER of a certificate or an SPKI */
  readonly verifier: Buffer;
}

interface LoggedDigest {
  readonly hash: string;
  readonly text: string;
  readonly encoding: 'hex' | 'base64';
}

const MAX_VERIFIER_BYTES = 128 * 1024;
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** Names of hashes: those of version 1, then those of version 2. */
const HASHES: Readonly<Record<string, string>> = {
  sha256: 'sha256',
  sha384: 'sha384',
  sha512: 'sha512',
  SHA2_256: 'sha256',
  SHA2_384: 'sha384',
  SHA2_512: 'sha512',
};

/** kind/version -> what its body says. */
const READERS: Readonly<Record<string, (spec: JsonObject) => Logged>> = {
  'hashedrekord/0.0.1': readHashedRekordV1,
  'dsse/0.0.1': readDsseV1,
  'intoto/0.0.2': readIntotoV1,
  'hashedrekord/0.0.2': readHashedRekordV2,
  'dsse/0.0.2': readDsseV2,
};

/**
 * Checks that an entry is about this signature, by this signer, over these bytes. Whether it was logged is not looked at.
 *
 * @throws MpkError `LOG_ENTRY_INVALID`, also for a body that cannot be read: nothing of it is quoted
 */
export function assertLogged(entry: LogEntry, content: SignedContent, verifier: EntryVerifier): void {
  const logged = readBody(entry);
  const { of, hash, text, encoding } = logged.digest;
  const digest = of === 'signed' ? content.digest(hash) : content.payloadDigest(hash);
  const expected = 'certificate' in verifier ? verifier.certificate : spkiOf(verifier.publicKey);
  const same =
    logged.signature === content.signature.toString('base64') &&
    digest?.toString(encoding) === text &&
    logged.verifier.equals(expected);
  if (!same) throw new MpkError('LOG_ENTRY_INVALID', 'the transparency log entry speaks of another signature');
}

function readBody({ kind, version, body }: LogEntry): Logged {
  const reader = Object.hasOwn(READERS, `${kind}/${version}`) ? READERS[`${kind}/${version}`] : undefined;
  if (reader === undefined) throw unreadable('is of a kind that is not known');
  try {
    const json = asObject(parseJson(body, { maxBytes: MAX_BODY_BYTES, what: 'log entry' }), 'log entry');
    if (json['kind'] !== kind || json['apiVersion'] !== version) throw unreadable('is of another kind than it says');
    return reader(asObject(json['spec'], 'spec'));
  } catch (error) {
    if (!isMpkError(error)) throw error;
    throw error.code === 'LOG_ENTRY_INVALID' ? error : unreadable('cannot be read');
  }
}

function readHashedRekordV1(spec: JsonObject): Logged {
  const signature = objectIn(spec, 'signature');
  return {
    signature: textIn(signature, 'content'),
    digest: { of: 'signed', ...digestV1(objectIn(objectIn(spec, 'data'), 'hash')) },
    verifier: pemVerifier(textIn(objectIn(signature, 'publicKey'), 'content')),
  };
}

function readDsseV1(spec: JsonObject): Logged {
  const signature = onlyItem(spec['signatures']);
  return {
    signature: textIn(signature, 'signature'),
    digest: { of: 'payload', ...digestV1(objectIn(spec, 'payloadHash')) },
    verifier: pemVerifier(textIn(signature, 'verifier')),
  };
}

/** The entry of before `dsse`; it holds the signature in base64 of base64. */
function readIntotoV1(spec: JsonObject): Logged {
  const content = objectIn(spec, 'content');
  const signature = onlyItem(objectIn(content, 'envelope')['signatures']);
  return {
    signature: Buffer.from(textIn(signature, 'sig'), 'base64').toString('latin1'),
    digest: { of: 'payload', ...digestV1(objectIn(content, 'payloadHash')) },
    verifier: pemVerifier(textIn(signature, 'publicKey')),
  };
}

function readHashedRekordV2(spec: JsonObject): Logged {
  const entry = objectIn(spec, 'hashedRekordV002');
  const [data, signature] = [objectIn(entry, 'data'), objectIn(entry, 'signature')];
  return {
    signature: textIn(signature, 'content'),
    digest: { of: 'signed', ...digestV2(data) },
    verifier: rawVerifier(objectIn(signature, 'verifier')),
  };
}

function readDsseV2(spec: JsonObject): Logged {
  const entry = objectIn(spec, 'dsseV002');
  const signature = onlyItem(entry['signatures']);
  return {
    signature: textIn(signature, 'content'),
    digest: { of: 'payload', ...digestV2(objectIn(entry, 'payloadHash')) },
    verifier: rawVerifier(objectIn(signature, 'verifier')),
  };
}

const digestV1 = (hash: JsonObject): LoggedDigest => ({
  hash: hashNamed(hash['algorithm']),
  text: textIn(hash, 'value'),
  encoding: 'hex',
});

const digestV2 = (data: JsonObject): LoggedDigest => ({
  hash: hashNamed(data['algorithm']),
  text: textIn(data, 'digest'),
  encoding: 'base64',
});

function hashNamed(name: unknown): string {
  const hash = typeof name === 'string' && Object.hasOwn(HASHES, name) ? HASHES[name] : undefined;
  if (hash === undefined) throw unreadable('uses a hash that is not known');
  return hash;
}

/** A certificate or key in PEM, in base64. */
function pemVerifier(text: string): Buffer {
  const [block, ...others] = readPem(Buffer.from(text, 'base64'), { maxBytes: MAX_VERIFIER_BYTES, what: 'verifier' });
  if (block === undefined || others.length > 0 || !['CERTIFICATE', 'PUBLIC KEY'].includes(block.label)) {
    throw unreadable('names no signer');
  }
  return pemBytes(block, 'verifier');
}

function rawVerifier(verifier: JsonObject): Buffer {
  const holder = asObject(verifier['x509Certificate'] ?? verifier['publicKey'], 'verifier');
  return Buffer.from(textIn(holder, 'rawBytes'), 'base64');
}

function onlyItem(value: unknown): JsonObject {
  const items = asArray(value, 'signatures');
  if (items.length !== 1) throw unreadable('has not one signature');
  return asObject(items[0], 'signature');
}

const objectIn = (holder: JsonObject, name: string): JsonObject => asObject(holder[name], name);
const textIn = (holder: JsonObject, name: string): string => asString(holder[name], name);
const spkiOf = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });

const unreadable = (problem: string): MpkError =>
  new MpkError('LOG_ENTRY_INVALID', `the transparency log entry ${problem}`);
