// SPDX-License-Identifier: Apache-2.0
import { createHash, verify, type KeyObject } from 'node:crypto';
import { MpkError, asObject, asString, decodeBase64, parseJson } from '@mpk/core';
import type { JsonObject, ProvenSigner } from '@mpk/core';
import { assertMaySign } from '../certificate/chain.js';
import { algorithmOf } from '../keys/curves.js';
import { keyDigest, readPublicKey } from '../keys/public-key.js';
import { bundleTimestamps } from '../timestamp/bundle-timestamps.js';
import { verifyTimestamp } from '../timestamp/verify-timestamp.js';
import { bundleLogEntries, keylessLeaf } from './keyless-material.js';
import { readKeylessTrust, verifySigner } from './keyless-verification.js';
import type { MessageVerifierOptions } from './message-bundle.js';
import { messageContent, type SignedContent } from './signed-content.js';
import { readTrustMaterial } from './trust-material.js';
import { parseTrustedRoot } from './trusted-root.js';
import { verifyEntries } from './verify-entries.js';

const MAX_MESSAGE_BUNDLE_BYTES = 1024 * 1024;
const MAX_SIGNATURE_BYTES = 8 * 1024;
const MEDIA_TYPE = /^application\/vnd\.dev\.sigstore\.bundle(?:\.v0\.[1-3]\+json|\+json;version=0\.[1-3])$/;
const HASHES: Readonly<Record<string, string>> = { SHA2_256: 'sha256', SHA2_384: 'sha384', SHA2_512: 'sha512' };

/** See `verifyMessageBundle`. */
export async function verifyMessage(
  bytes: Uint8Array,
  artifact: Uint8Array,
  options: MessageVerifierOptions,
): Promise<ProvenSigner> {
  const json = asObject(parseJson(bytes, { maxBytes: MAX_MESSAGE_BUNDLE_BYTES, what: 'bundle' }), 'bundle');
  if (!MEDIA_TYPE.test(asString(json['mediaType'], 'bundle mediaType'))) {
    throw new MpkError('INPUT_MALFORMED', 'the bundle has a mediaType that is not known');
  }
  const content = readContent(json, artifact);
  if ('publicKeyPem' in options) return verifyWithKey(json, artifact, content, options);
  const trust = await readKeylessTrust(options);
  const leaf = keylessLeaf(json);
  if (leaf === undefined) throw new MpkError('IDENTITY_MISMATCH', 'the bundle was not signed by a Sigstore identity');
  assertMaySign(leaf);
  assertSigned(artifact, leaf.publicKey, content.signature);
  return verifySigner(leaf, json, content, trust);
}

function readContent(json: JsonObject, artifact: Uint8Array): SignedContent {
  if (json['dsseEnvelope'] !== undefined) throw new MpkError('INPUT_MALFORMED', 'the bundle is around an envelope');
  const message = asObject(json['messageSignature'], 'bundle messageSignature');
  const digest = asObject(message['messageDigest'], 'messageDigest');
  const algorithm = asString(digest['algorithm'], 'messageDigest algorithm');
  const hash = Object.hasOwn(HASHES, algorithm) ? HASHES[algorithm] : undefined;
  if (hash === undefined) throw new MpkError('INPUT_UNSUPPORTED', 'messageDigest is of a hash that is not known');
  const expected = createHash(hash).update(artifact).digest('base64');
  if (digest['digest'] !== expected) throw new MpkError('SIGNATURE_INVALID', 'the signature is over another file');
  const signature = decodeBase64(asString(message['signature'], 'messageSignature'), 'messageSignature');
  if (signature.length > MAX_SIGNATURE_BYTES) throw new MpkError('INPUT_TOO_LARGE', 'messageSignature is too large');
  return messageContent(artifact, signature);
}

function verifyWithKey(
  json: JsonObject,
  artifact: Uint8Array,
  content: SignedContent,
  options: { publicKeyPem: string | Uint8Array; trustedRoot: Uint8Array },
): ProvenSigner {
  const publicKey = readPublicKey(options.publicKeyPem);
  const { publicKey: named } = asObject(json['verificationMaterial'], 'bundle verificationMaterial');
  if (named === undefined) throw new MpkError('IDENTITY_MISMATCH', 'the bundle was not signed with a key');
  assertSigned(artifact, publicKey, content.signature);
  const trust = readTrustMaterial(parseTrustedRoot(options.trustedRoot, ['tlogs']));
  const stamped = bundleTimestamps(json).map((der) =>
    verifyTimestamp(der, content.signature, trust.timestampAuthorities),
  );
  const logged = verifyEntries(bundleLogEntries(json), { content, verifier: { publicKey }, logs: trust.logs });
  if (logged.length === 0) throw new MpkError('LOG_ENTRY_INVALID', 'no transparency log holds the signature');
  const times = [...stamped, ...logged.map(({ time }) => time).filter((time) => time !== undefined)];
  const digest = keyDigest(publicKey);
  return {
    identity: { method: 'key', keyDigest: digest },
    timestamps: times.map(({ time }) => time).sort((a, b) => a.getTime() - b.getTime()),
    restsOn: [digest, ...logged.map(({ log }) => log.digest), ...times.flatMap(({ restsOn }) => restsOn)],
  };
}

function assertSigned(artifact: Uint8Array, publicKey: KeyObject, signature: Buffer): void {
  if (verify(algorithmOf(publicKey).hash, artifact, publicKey, signature)) return;
  throw new MpkError('SIGNATURE_INVALID', 'the signature does not match the file and the signer');
}
