// SPDX-License-Identifier: Apache-2.0
import { createHash, verify, type KeyObject } from 'node:crypto';
import { MpkError, isMpkError } from '@mpk/core';
import { algorithmOf, type SignatureAlgorithm } from '../../keys/curves.js';
import type { KeyHandle } from '../../keys/key-handle.js';
import { keyDigest, readPublicKey } from '../../keys/public-key.js';
import { parsePublicKeyAnswer, parseSignatureAnswer, type Speaker } from './answer.js';
import { askProgram, type Program } from './ask-program.js';
import type { SignRequest } from './protocol.js';

/**
 * Opens a key that a program holds: asks it once for the public key, and for each signature, which is verified before it is used.
 *
 * @throws MpkError as `createExecKeyHandle` says
 */
export async function openProgramKey(program: Program): Promise<KeyHandle> {
  const { speaker } = program;
  const pem = parsePublicKeyAnswer(await askProgram({ operation: 'public-key' }, program), speaker);
  const publicKey = readAnsweredKey(pem, speaker);
  const algorithm = algorithmOf(publicKey);
  const named = { operation: 'sign', algorithm: algorithm.id, keyDigest: keyDigest(publicKey) } as const;
  return {
    publicKey,
    sign: async (message) => {
      const answer = await askProgram({ ...named, ...toBeSigned(message, algorithm) }, program);
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
