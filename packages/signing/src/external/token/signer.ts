// SPDX-License-Identifier: Apache-2.0
import type { KeyObject } from 'node:crypto';
import { algorithmOf } from '../../keys/curves.js';
import { keyDigest } from '../../keys/public-key.js';
import type { SignRequest, SignerRequest } from '../exec/protocol.js';
import type { Pkcs11Configuration } from '../pkcs11/configuration.js';
import { CKF, CKM, CKU } from './constants.js';
import type { Cryptoki, Handle } from './cryptoki.js';
import { chooseKey, listKeys, type TokenKey } from './key.js';
import { findPublicKey } from './public-key.js';
import { Refusal } from './refusal.js';
import { chooseToken, listTokens, showToken, type Token } from './token.js';

/** A request as this process gets it. */
export type TokenRequest = SignerRequest & {
  readonly configuration: Pkcs11Configuration;
  readonly secrets?: { readonly pin?: string };
};

const UNLOCK = "unlock it with the token's own tool and the PIN of the security officer";

interface OpenKey {
  readonly session: Handle;
  readonly token: Token;
  readonly key: TokenKey;
  readonly publicKey: KeyObject;
}

/**
 * Does what the request asks: opens the token, logs in once, finds the key and signs, or says which key it is.
 *
 * @returns the answer, as the protocol has it
 * @throws Refusal
 */
export function answerWith(cryptoki: Cryptoki, request: TokenRequest): object {
  cryptoki.initialize();
  try {
    const token = chooseToken(listTokens(cryptoki), request.configuration.wanted);
    const session = cryptoki.openSession(token.slot);
    try {
      const open = openKey(cryptoki, request, { token, session });
      return request.operation === 'sign' ? sign(cryptoki, request, open) : describe(cryptoki, open);
    } finally {
      // Some devices keep sessions that nobody closed.
      quietly(() => cryptoki.closeSession(session));
    }
  } finally {
    quietly(() => cryptoki.finalize());
  }
}

/** What the module says to being left makes no answer worse. */
function quietly(leave: () => void): void {
  try {
    leave();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

function openKey(cryptoki: Cryptoki, request: TokenRequest, open: Pick<OpenKey, 'token' | 'session'>): OpenKey {
  const { wanted } = request.configuration;
  login(cryptoki, open, request.secrets?.pin);
  const key = chooseKey(listKeys(cryptoki, open.session, wanted), wanted, open.token);
  return { ...open, key, publicKey: findPublicKey(cryptoki, open.session, key) };
}

/** Once, and never with a PIN that the token would not take any more. */
function login(
  cryptoki: Cryptoki,
  { session, token }: Pick<OpenKey, 'token' | 'session'>,
  pin: string | undefined,
): void {
  // Without a PIN, and without a keypad of its own, the token may still show its keys.
  if (pin === undefined && (token.flags & CKF.PROTECTED_AUTHENTICATION_PATH) === 0) return;
  const refused = (problem: string, hint: string): Refusal =>
    new Refusal('access-denied', `the PIN of the ${showToken(token)} ${problem}`, hint);
  if ((token.flags & CKF.USER_PIN_LOCKED) !== 0) throw refused('is locked', UNLOCK);
  try {
    cryptoki.login(session, CKU.USER, pin);
  } catch (error) {
    const flags = Number(cryptoki.tokenInfo(token.slot)?.['flags']);
    if ((flags & CKF.USER_PIN_LOCKED) !== 0) throw refused('was wrong once too often: it is locked now', UNLOCK);
    if ((flags & CKF.USER_PIN_FINAL_TRY) !== 0) throw refused('was wrong', 'one more wrong PIN locks the token');
    throw error;
  }
}

function describe(cryptoki: Cryptoki, { token, publicKey }: OpenKey): object {
  const mechanism = mechanismFor(publicKey);
  if (!cryptoki.mechanisms(token.slot).includes(mechanism)) {
    throw new Refusal(
      'unsupported',
      `the ${showToken(token)} has no ${mechanism === CKM.EDDSA ? 'CKM_EDDSA' : 'CKM_ECDSA'}`,
    );
  }
  return { publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }) };
}

function sign(cryptoki: Cryptoki, request: SignRequest & TokenRequest, open: OpenKey): object {
  const { session, key, publicKey } = open;
  if (keyDigest(publicKey) !== request.keyDigest) {
    throw new Refusal('key-not-found', 'the key is no longer the one that was asked for', 'sign again');
  }
  const data = Buffer.from(request.digest ?? request.message ?? '', 'base64');
  const mechanism = mechanismFor(publicKey);
  const signature = cryptoki.sign(session, { key: key.object, mechanism }, data, () => {
    if (key.alwaysAuthenticate) cryptoki.login(session, CKU.CONTEXT_SPECIFIC, request.secrets?.pin);
  });
  const encoding = mechanism === CKM.ECDSA ? { signatureEncoding: 'ieee-p1363' } : {};
  return { signature: signature.toString('base64'), ...encoding };
}

const mechanismFor = (publicKey: KeyObject): number => (algorithmOf(publicKey).hash === null ? CKM.EDDSA : CKM.ECDSA);
