// SPDX-License-Identifier: Apache-2.0
import { createRequire } from 'node:module';
import { MpkError, showName } from '@mpk/core';
import type { ProgramSettings } from '../exec/ask-program.js';
import { DEFAULT_TIMEOUT_MS } from '../exec/protocol.js';
import type { KeyHandle } from '../../keys/key-handle.js';
import type { Pkcs11Configuration } from './configuration.js';
import { moduleFile } from './module-file.js';
import { pinFor } from './pin.js';
import { parsePkcs11Uri, type Pkcs11Uri } from './uri.js';

/** The program that loads the module, as this package exports it: a signer program like any other. */
const SIGNER_PROGRAM = '@mpk/signing/pkcs11-signer';

/** It reads files and calls native code, no more; a parent without these rights would hand its own lack of them down. */
const NODE_OPTIONS = ['--no-warnings', '--permission', '--allow-addons', '--allow-fs-read=*'];

/** By these, widespread modules find their configuration. */
const MODULE_VARIABLES = [
  'SOFTHSM2_CONF',
  'OPENSC_CONF',
  'P11_KIT_SERVER_ADDRESS',
  'PKCS11_PROXY_SOCKET',
  'YUBIHSM_PKCS11_CONF',
  'KMS_PKCS11_CONFIG', // Google Cloud
  'ChrystokiConfigurationPath', // Thales Luna
  'CS_PKCS11_R3_CFG', // Utimaco
  'NFAST_HOME', // Entrust nShield
];

/** The process that loads the module outlives its time by this at most. */
const LIFETIME_RESERVE_SECONDS = 10;

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
  const { uri: uriText, pin: givenPin, modulePath: givenModule, ...settings } = options;
  const uri = parsePkcs11Uri(uriText);
  const modulePath = moduleFile(uri, givenModule);
  const pin = pinFor(uri, givenPin);
  const configuration = configurationOf(uri, modulePath, settings);
  const { openProgramKey } = await import('../exec/program-key.js');
  return openProgramKey({
    command: [process.execPath, ...NODE_OPTIONS, signerProgram()],
    request: { configuration: { ...configuration }, ...(pin !== undefined && { secrets: { pin } }) },
    settings: { ...settings, passEnvironment: [...MODULE_VARIABLES, ...(settings.passEnvironment ?? [])] },
    speaker: {
      name: `the PKCS#11 module ${showName(modulePath)}`,
      secrets: pin === undefined ? [] : [pin],
      hint: "try the module with another tool: pkcs11-tool --module FILE --list-objects, or ask the module's maker",
    },
  });
}

function configurationOf(uri: Pkcs11Uri, modulePath: string, settings: ProgramSettings): Pkcs11Configuration {
  const { text, slotId, libraryVersion, id } = uri;
  return {
    modulePath,
    wanted: { text, slotId, libraryVersion, idHex: id?.toString('hex') },
    lifetimeSeconds: Math.ceil((settings.timeoutMs ?? DEFAULT_TIMEOUT_MS) / 1000) + LIFETIME_RESERVE_SECONDS,
  };
}

function signerProgram(): string {
  try {
    return createRequire(import.meta.url).resolve(SIGNER_PROGRAM);
  } catch (cause) {
    throw new MpkError('INPUT_UNSUPPORTED', 'this build of mpk comes without PKCS#11', { cause });
  }
}
