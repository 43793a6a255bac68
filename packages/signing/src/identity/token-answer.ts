// SPDX-License-Identifier: Apache-2.0
import { MpkError, asObject, asString, isMpkError, parseJson, type JsonObject } from '@mpk/core';
import { MAX_ANSWER_BYTES } from '../http/ask-once.js';
import type { ServiceAnswer } from '../http/send-once.js';

/** An answer as a JSON object; the error does not quote it. @throws MpkError `INPUT_MALFORMED` */
export function answerObject(body: Uint8Array, what: string): JsonObject {
  try {
    return asObject(parseJson(body, { maxBytes: MAX_ANSWER_BYTES, what }), what);
  } catch (error) {
    if (!isMpkError(error)) throw error;
    throw new MpkError('INPUT_MALFORMED', `${what} is not a JSON object`);
  }
}

/** The text of one member of an answer that must hold a token. @throws MpkError `TOKEN_INVALID` */
export function tokenIn(answer: Pick<ServiceAnswer, 'body'>, member: string, what: string): string {
  try {
    return asString(answerObject(answer.body, what)[member], `${what} ${member}`);
  } catch (error) {
    throw isMpkError(error) ? new MpkError('TOKEN_INVALID', error.message) : error;
  }
}

/**
 * A secret as it may stand in an HTTP header: HTTP clients quote what they cannot send.
 *
 * @param name - where the secret came from
 * @throws MpkError `TOKEN_INVALID`
 */
export function headerSecret(secret: string, name: string): string {
  if (!/^[\x21-\x7e]+$/.test(secret)) throw new MpkError('TOKEN_INVALID', `${name} holds no token`);
  return secret;
}
