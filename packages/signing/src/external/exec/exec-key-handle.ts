// SPDX-License-Identifier: Apache-2.0
import { createHash, verify, type KeyObject } from 'node:crypto';
import { MpkError, isMpkError } from '@mpk/core';
import { algorithmOf, type SignatureAlgorithm } from '../../keys/curves.js';
import type { KeyHandle } from '../../keys/key-handle.js';
import { keyDigest, readPublicKey } from '../../keys/public-key.js';
import { parsePublicKeyAnswer, parseSignatureAnswer, type Speaker } from './answer.js';
import { askProgram, speakerOf, type ExecOptions } from './ask-program.js';
import type { SignRequest } from './protocol.js';

/**
 * Opens a key that a program holds: a KMS, an HSM, a service of one's own.
 *
 * The program is run once now, for the public key, and once for each signature; every signature is verified with that key
 * before it is used. Nothing but the digest leaves this process for ECDSA; for Ed25519, the message.
 *
 * `sign` throws what this throws.
 *
 * @throws MpkError `SIGNER_FAILED`: it cannot be run, fails, answers nothing in time, too much, or wrongly; `KEY_INVALID` for a
 * key that is not for signing models; `NETWORK_UNAVAILABLE`, `INPUT_UNSUPPORTED`, `KEY_INVALID` where it says so; `CANCELLED`;
 * `USAGE` for a command or variable that cannot be
 * @see docs/reference/signer-plugin.md
 */
export async function createExecKeyHandle(options: ExecOptions): Promise<KeyHandle> {
  const speaker = speakerOf(options);
  const pem = parsePublicKeyAnswer(await askProgram({ operation: 'public-key' }, options), speaker);
  const publicKey = readAnsweredKey(pem, speaker);
  const algorithm = algorithmOf(publicKey);
  const named = { operation: 'sign', algorithm: algorithm.id, keyDigest: keyDigest(publicKey) } as const;
  return {
    publicKey,
    sign: async (message) => {
      const answer = await askProgram({ ...named, ...toBeSigned(message, algorithm) }, options);
      const signature = parseSignatureAnswer(answer, speaker, algorithm);
      if (!verify(algorithm.hash, message, publicKey, signature)) throw wrongSignature(speaker);
      return signature;
    },
  };
}

function readAnsweredKey(pem: string, { name }: Speaker): KeyObject {
  try {
    return readPublicKey(pem);
  } catch (error) {
    if (!isMpkError(error)) throw error;
    // Without a cause: it could quote what the program wrote.
    throw new MpkError('KEY_INVALID', `${name} has a key that cannot be used: ${error.message}`);
  }
}

function toBeSigned(message: Uint8Array, { hash }: SignatureAlgorithm): Pick<SignRequest, 'digest' | 'message'> {
  if (hash === null) return { message: Buffer.from(message).toString('base64') };
  return { digest: createHash(hash).update(message).digest('base64') };
}

const wrongSignature = ({ name }: Speaker): MpkError =>
  new MpkError('SIGNER_FAILED', `${name} gave a signature that does not verify with its public key`, {
    hint: 'it must sign the digest as it is, without hashing it again, with the key that it named, and say so if not in DER',
  });
