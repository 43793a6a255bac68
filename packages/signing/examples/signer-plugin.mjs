#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// A signer program for mpk, complete and small: it signs with a key file, where yours would call a KMS.
//
//   signer-plugin.mjs KEY.pem       (the protocol: docs/reference/signer-plugin.md)
//
// One request comes on stdin, one answer goes to stdout, and whatever is for people goes to stderr.
import { spawnSync } from 'node:child_process';
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';

const PROTOCOL = 'modelprovenance.dev/signer/v1';

/** What this program cannot do, with one of the protocol's words for why. */
class Refusal extends Error {
  constructor(code, message, hint) {
    super(message);
    Object.assign(this, { code, hint });
  }
}

/** A KMS has a call for this: GetPublicKey. */
function publicKeyOf(keyPath) {
  try {
    return createPublicKey(createPrivateKey(readFileSync(keyPath)));
  } catch (error) {
    throw new Refusal('key-not-found', `the key cannot be read (${error.code})`, 'name a PEM file without a password');
  }
}

/** A KMS has a call for this: Sign, with "the message is a digest". Node itself can only hash and sign in one go. */
function signDigest(keyPath, digest) {
  const openssl = spawnSync('openssl', ['pkeyutl', '-sign', '-inkey', keyPath], { input: digest });
  if (openssl.status !== 0) throw new Refusal('failed', 'openssl did not sign');
  return openssl.stdout;
}

function answer(request, keyPath) {
  if (request.protocol !== PROTOCOL) throw new Refusal('unsupported', `this program speaks ${PROTOCOL} only`);
  const publicKey = publicKeyOf(keyPath);
  if (request.operation === 'public-key') {
    return { publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }) };
  }
  if (request.operation !== 'sign') throw new Refusal('unsupported', `this program cannot ${request.operation}`);
  // Where keys are rotated: sign with the version that was asked for, not with the newest.
  const der = publicKey.export({ type: 'spki', format: 'der' });
  if (request.keyDigest !== `sha256:${createHash('sha256').update(der).digest('hex')}`) {
    throw new Refusal('key-not-found', 'the key is no longer the one that was asked for', 'sign again');
  }
  const signature =
    request.algorithm === 'ed25519'
      ? sign(null, Buffer.from(request.message, 'base64'), readFileSync(keyPath))
      : signDigest(keyPath, Buffer.from(request.digest, 'base64'));
  return { signature: signature.toString('base64') };
}

try {
  const request = JSON.parse(readFileSync(0, 'utf8'));
  console.log(JSON.stringify(answer(request, process.argv[2])));
} catch (error) {
  const { code, message, hint } = error instanceof Refusal ? error : { code: 'failed', message: 'a bug, see stderr' };
  if (!(error instanceof Refusal)) console.error(error);
  console.log(JSON.stringify({ error: { code, message, hint } }));
}
