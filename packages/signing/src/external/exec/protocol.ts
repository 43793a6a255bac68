// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode, JsonObject } from '@mpk/core';
import type { SignatureAlgorithm } from '../../keys/curves.js';

/** The protocol that a signer program speaks: one request on stdin, one answer on stdout, one process each. */
export const SIGNER_PROTOCOL = 'modelprovenance.dev/signer/v1';

/** Waits for one answer: a person may have to touch something. */
export const DEFAULT_TIMEOUT_MS = 60_000;
/** Longest time that may be waited. */
export const MAX_TIMEOUT_MS = 60 * 60_000;
/** Longest answer: a public key and a signature have a few hundred bytes. */
export const MAX_ANSWER_BYTES = 64 * 1024;
/** Longest message or hint of an answer that is shown. */
export const MAX_ANSWER_TEXT_LENGTH = 1_000;

/** What a signer program is asked. Programs ignore members that they do not know: requests may grow. */
export type SignerRequest = (PublicKeyRequest | SignRequest) & RequestSettings;

/** Asks for the public key of the key that will sign. */
export interface PublicKeyRequest {
  readonly operation: 'public-key';
}

/** Asks for one signature. */
export interface SignRequest {
  readonly operation: 'sign';
  readonly algorithm: SignatureAlgorithm['id'];
  /** the key that must sign, as the answer to `public-key` gave it: `sha256:` + hex over its SPKI DER */
  readonly keyDigest: string;
  /** ECDSA: base64 of the message's hash, to be signed as it is */
  readonly digest?: string;
  /** Ed25519: base64 of the message */
  readonly message?: string;
}

/** What the caller tells its program besides; the protocol gives no meaning to it. */
export interface RequestSettings {
  readonly configuration?: JsonObject;
  /** name -> secret: shown nowhere, and cut out of whatever the program says */
  readonly secrets?: Readonly<Record<string, string>>;
}

/** Why a program cannot do what it was asked -> our code. Any other word counts as `failed`. */
export const SIGNER_ERRORS = {
  unsupported: 'INPUT_UNSUPPORTED',
  'key-not-found': 'KEY_INVALID',
  'key-ambiguous': 'KEY_INVALID',
  'key-unusable': 'KEY_INVALID',
  'access-denied': 'KEY_INVALID',
  unavailable: 'NETWORK_UNAVAILABLE',
  failed: 'SIGNER_FAILED',
} as const satisfies Record<string, ErrorCode>;
export type SignerErrorWord = keyof typeof SIGNER_ERRORS;

/** The request as it goes to the program, on one line. */
export const requestBytes = (request: SignerRequest): Buffer =>
  Buffer.from(`${JSON.stringify({ protocol: SIGNER_PROTOCOL, ...request })}\n`);
