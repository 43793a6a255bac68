// SPDX-License-Identifier: Apache-2.0
import { showName, type JsonObject } from '@mpk/core';
import type { KeyHandle } from '../../keys/key-handle.js';
import type { ProgramSettings } from './ask-program.js';

/** Which program holds a key, and how to run it. */
export interface ExecOptions extends ProgramSettings {
  /** the program (a path, or a name that PATH leads to) and its arguments; no shell sees them */
  readonly command: readonly string[];
  /** passed on in every request; the protocol gives no meaning to it */
  readonly configuration?: JsonObject;
  /** name -> secret, passed on in every request: shown nowhere, and cut out of whatever the program says */
  readonly secrets?: Readonly<Record<string, string>>;
}

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
  const { command, configuration, secrets = {}, ...settings } = options;
  const { openProgramKey } = await import('./program-key.js');
  return openProgramKey({
    command,
    request: { configuration, secrets: options.secrets },
    settings,
    speaker: {
      name: `the signer program ${showName(command[0] ?? '')}`,
      secrets: Object.values(secrets),
      hint: 'run it by hand: docs/reference/signer-plugin.md says how',
    },
  });
}
