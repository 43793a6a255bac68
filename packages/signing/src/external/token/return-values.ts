// SPDX-License-Identifier: Apache-2.0
import type { SignerErrorWord } from '../exec/protocol.js';
import { Refusal } from './refusal.js';

type Meaning = readonly [name: string, word: SignerErrorWord, hint?: string];

const CHECK_PIN = 'check the PIN; tokens lock themselves after a few wrong ones';

/** Return values that say what is to be done; all others are a failure of the module. */
const MEANINGS: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [0x05, ['CKR_GENERAL_ERROR', 'failed', "is the module's own configuration right, and passed on in the environment?"]],
  [0x06, ['CKR_FUNCTION_FAILED', 'failed']],
  [0x30, ['CKR_DEVICE_ERROR', 'unavailable']],
  [0x31, ['CKR_DEVICE_MEMORY', 'unavailable']],
  [0x32, ['CKR_DEVICE_REMOVED', 'unavailable']],
  [0x54, ['CKR_FUNCTION_NOT_SUPPORTED', 'unsupported']],
  [0x63, ['CKR_KEY_TYPE_INCONSISTENT', 'key-unusable']],
  [0x68, ['CKR_KEY_FUNCTION_NOT_PERMITTED', 'key-unusable', 'the key must be one that may sign (CKA_SIGN)']],
  [0x70, ['CKR_MECHANISM_INVALID', 'unsupported']],
  [0x71, ['CKR_MECHANISM_PARAM_INVALID', 'unsupported']],
  [0xa0, ['CKR_PIN_INCORRECT', 'access-denied', CHECK_PIN]],
  [0xa1, ['CKR_PIN_INVALID', 'access-denied', CHECK_PIN]],
  [0xa2, ['CKR_PIN_LEN_RANGE', 'access-denied', CHECK_PIN]],
  [0xa3, ['CKR_PIN_EXPIRED', 'access-denied', "set a new PIN with the token's own tool"]],
  [
    0xa4,
    ['CKR_PIN_LOCKED', 'access-denied', "unlock it with the token's own tool and the PIN of the security officer"],
  ],
  [0xb1, ['CKR_SESSION_COUNT', 'unavailable']],
  [0xe0, ['CKR_TOKEN_NOT_PRESENT', 'unavailable']],
  [0xe1, ['CKR_TOKEN_NOT_RECOGNIZED', 'unavailable']],
  [0x101, ['CKR_USER_NOT_LOGGED_IN', 'access-denied', 'give the PIN of the token']],
  [0x102, ['CKR_USER_PIN_NOT_INITIALIZED', 'access-denied', "set a user PIN with the token's own tool"]],
  [0x104, ['CKR_USER_TOO_MANY_TYPES', 'unavailable']],
]);

/** What a function of the module returned instead of success, as a refusal. */
export function refusalOf(functionName: string, returned: number): Refusal {
  const [name, word, hint] = MEANINGS.get(returned) ?? [`0x${returned.toString(16)}`, 'failed'];
  return new Refusal(word, `${functionName} returned ${name}`, hint);
}
