// SPDX-License-Identifier: Apache-2.0
import type { KeyHandle } from '../../keys/key-handle.js';
import type { ProgramSettings } from '../exec/ask-program.js';

/** Which key of which token signs. */
export interface Pkcs11Options extends ProgramSettings {
  /** a PKCS#11 URI (RFC 7512) of a private key */
  readonly uri: string;
  /** the user's PIN; without one the URI's `pin-source` or `pin-value` counts, or the token asks at a keypad of its own */
  readonly pin?: string;
  /** the library, absolute; without one the URI's `module-path` or `module-name` counts */
  readonly modulePath?: string;
}

/**
 * Opens a key in a PKCS#11 token: a smart card, a USB token, an HSM. Only the private-key operation happens there.
 *
 * The module is loaded in a process of its own, once now and once for each signature, each time with one login. The PIN goes
 * there through stdin. Whoever gives the URI chooses code that runs as the user: never take it from a policy.
 *
 * `sign` throws what this throws.
 *
 * @throws MpkError `INPUT_MALFORMED`, `INPUT_TOO_LARGE`, `USAGE` for the URI; `INPUT_UNREADABLE` for module and PIN file;
 * `KEY_INVALID`: no such key, several, one that may not sign, a wrong or missing PIN; `INPUT_UNSUPPORTED`: a token that cannot sign
 * so, or no koffi; `NETWORK_UNAVAILABLE` where the device is gone; `SIGNER_FAILED`: the module fails, crashes or hangs; `CANCELLED`
 * @see https://www.rfc-editor.org/rfc/rfc7512
 */
export async function createPkcs11KeyHandle(options: Pkcs11Options): Promise<KeyHandle> {
  const { openTokenKey } = await import('./token-key.js');
  return openTokenKey(options);
}
