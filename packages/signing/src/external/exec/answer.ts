// SPDX-License-Identifier: Apache-2.0
import {
  MpkError,
  asObject,
  asString,
  decodeBase64,
  isMpkError,
  optionalString,
  parseJson,
  printable,
} from '@mpk/core';
import type { JsonObject } from '@mpk/core';
import type { SignatureAlgorithm } from '../../keys/curves.js';
import { derOfHalves } from '../../keys/ecdsa-signature.js';
import { withoutSecrets } from './diagnostics.js';
import { MAX_ANSWER_BYTES, MAX_ANSWER_TEXT_LENGTH, SIGNER_ERRORS, type SignerErrorWord } from './protocol.js';

/** Who answers. */
export interface Speaker {
  /** for messages: `the signer program kms` */
  readonly name: string;
  /** what it may know and we never repeat */
  readonly secrets: readonly string[];
  /** what to do where it fails without saying why */
  readonly hint: string;
}

/**
 * Parses the answer to `public-key`: untrusted bytes.
 *
 * @throws MpkError `SIGNER_FAILED` for anything but an answer; the code of a program's own error
 */
export const parsePublicKeyAnswer = (stdout: Uint8Array, speaker: Speaker): string =>
  parse(stdout, speaker, ['publicKeyPem'], (answer) => asString(answer['publicKeyPem'], 'publicKeyPem'));

/**
 * Parses the answer to `sign`: untrusted bytes. Whether the signature verifies is not looked at.
 *
 * @returns the signature as bundles carry it: ECDSA in DER, Ed25519 as it is
 * @throws as {@link parsePublicKeyAnswer}
 */
export const parseSignatureAnswer = (
  stdout: Uint8Array,
  speaker: Speaker,
  { hash, halfBytes }: SignatureAlgorithm,
): Buffer =>
  parse(stdout, speaker, ['signature', 'signatureEncoding'], (answer) => {
    const signature = decodeBase64(asString(answer['signature'], 'signature'), 'signature');
    const encoding = optionalString(answer['signatureEncoding'], 'signatureEncoding');
    if (encoding === undefined || (encoding === 'der' && hash !== null)) return signature;
    if (encoding === 'ieee-p1363' && hash !== null) return derOfHalves(signature, halfBytes);
    const expected = hash === null ? 'none: Ed25519 has one form' : '"der" or "ieee-p1363"';
    throw new MpkError('INPUT_MALFORMED', `signatureEncoding is ${JSON.stringify(encoding)}, expected ${expected}`);
  });

/** The error that a program answered with; undefined for every other output. */
export function statedErrorIn(stdout: Uint8Array, speaker: Speaker): MpkError | undefined {
  try {
    return statedError(readAnswer(stdout), speaker);
  } catch (error) {
    if (isMpkError(error)) return undefined;
    throw error;
  }
}

function parse<T>(
  stdout: Uint8Array,
  speaker: Speaker,
  members: readonly string[],
  read: (answer: JsonObject) => T,
): T {
  let stated: MpkError | undefined;
  try {
    const answer = readAnswer(stdout);
    stated = statedError(answer, speaker);
    if (stated === undefined) {
      assertMembers(answer, members);
      return read(answer);
    }
  } catch (error) {
    throw isMpkError(error) ? broken(speaker, error.message) : error;
  }
  throw stated;
}

const readAnswer = (stdout: Uint8Array): JsonObject =>
  asObject(parseJson(stdout, { maxBytes: MAX_ANSWER_BYTES, what: 'the answer' }), 'the answer');

/** Exact, so that a misspelt signatureEncoding is not taken for an absent one. */
function assertMembers(answer: JsonObject, members: readonly string[]): void {
  const unknown = Object.keys(answer).find((name) => !members.includes(name));
  if (unknown === undefined) return;
  throw new MpkError('INPUT_MALFORMED', `the answer has ${JSON.stringify(unknown)}, expected ${members.join(', ')}`);
}

function statedError(answer: JsonObject, speaker: Speaker): MpkError | undefined {
  if (answer['error'] === undefined) return undefined;
  const error = asObject(answer['error'], 'error');
  const word = asString(error['code'], 'error code');
  const message = shown(asString(error['message'], 'error message'), speaker);
  const hint = optionalString(error['hint'], 'error hint');
  const code = isWord(word) ? SIGNER_ERRORS[word] : 'SIGNER_FAILED';
  return new MpkError(code, `${speaker.name}: ${message}`, { hint: hint && shown(hint, speaker) });
}

const isWord = (text: string): text is SignerErrorWord => Object.hasOwn(SIGNER_ERRORS, text);

const broken = (speaker: Speaker, problem: string): MpkError =>
  new MpkError('SIGNER_FAILED', `${speaker.name} broke the protocol: ${shown(problem, speaker)}`, {
    hint: speaker.hint,
  });

const shown = (text: string, { secrets }: Speaker): string =>
  printable(withoutSecrets(text, secrets)).slice(0, MAX_ANSWER_TEXT_LENGTH);
