// SPDX-License-Identifier: Apache-2.0
import { createRequire } from 'node:module';
import { MpkError, showName } from '@mpk/core';
import type { ProgramSettings } from '../exec/ask-program.js';
import { openProgramKey } from '../exec/program-key.js';
import { DEFAULT_TIMEOUT_MS } from '../exec/protocol.js';
import type { KeyHandle } from '../../keys/key-handle.js';
import type { Pkcs11Configuration } from './configuration.js';
import { moduleFile } from './module-file.js';
import { pinFor } from './pin.js';
import type { Pkcs11Options } from './pkcs11-key-handle.js';
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

/**
 * Opens a key in a token, by the signer program of this package.
 *
 * @throws MpkError as `createPkcs11KeyHandle` says
 */
export function openTokenKey(options: Pkcs11Options): Promise<KeyHandle> {
  const { uri: uriText, pin: givenPin, modulePath: givenModule, ...settings } = options;
  const uri = parsePkcs11Uri(uriText);
  const modulePath = moduleFile(uri, givenModule);
  const pin = pinFor(uri, givenPin);
  const configuration = configurationOf(uri, modulePath, settings);
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
