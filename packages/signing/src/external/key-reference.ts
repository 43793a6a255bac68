// SPDX-License-Identifier: Apache-2.0
import { MpkError, readFileBounded } from '@mpk/core';
import type { KeySource } from '../keys/key-handle.js';
import { MAX_KEY_BYTES } from '../keys/public-key.js';
import type { ProgramSettings } from './exec/ask-program.js';
import { createExecKeyHandle } from './exec/exec-key-handle.js';
import { createPkcs11KeyHandle } from './pkcs11/pkcs11-key-handle.js';
import { isPkcs11Uri, parsePkcs11Uri } from './pkcs11/uri.js';

const EXEC = 'exec:';

/** A scheme before two slashes. One letter is a Windows drive. */
const OTHER_SCHEME = /^[A-Za-z][A-Za-z0-9+.-]+:\/\//;

/** Where a private key is, as somebody wrote it on a command line. */
export type KeyReference =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'exec'; readonly command: readonly string[] }
  /** the URI may hold a PIN: do not show it */
  | { readonly kind: 'pkcs11'; readonly uri: string };

/**
 * Parses what a command line says about a private key: `pkcs11:...` (RFC 7512), `exec:PROGRAM`, else the path of a PEM file.
 *
 * It names programs and libraries to run: it comes from the person at the command line, never from a policy or a model.
 *
 * @param args - the program's arguments, one each; there is no quoting
 * @throws MpkError `USAGE`: empty, of another scheme, or with arguments that nobody takes; `INPUT_MALFORMED`, `INPUT_TOO_LARGE`,
 * `KEY_INVALID` for a PKCS#11 URI that cannot be
 */
export function parseKeyReference(text: string, args: readonly string[] = []): KeyReference {
  if (text.startsWith(EXEC)) return { kind: 'exec', command: [assertSomething(text.slice(EXEC.length)), ...args] };
  if (args.length > 0) throw new MpkError('USAGE', 'only a signer program (exec:PROGRAM) takes arguments');
  if (isPkcs11Uri(text)) {
    parsePkcs11Uri(text);
    return { kind: 'pkcs11', uri: text };
  }
  const scheme = OTHER_SCHEME.exec(text)?.[0];
  if (scheme === undefined) return { kind: 'file', path: assertSomething(text) };
  throw new MpkError('USAGE', `keys of ${scheme} are not known, expected pkcs11:, exec: or a file`, {
    hint: 'a program can hold the key: exec:PROGRAM, see docs/reference/signer-plugin.md',
  });
}

/** Options of {@link openKeyReference}. */
export interface OpenKeyOptions extends ProgramSettings {
  /** of an encrypted file */
  readonly password?: string;
  /** of a PKCS#11 token */
  readonly pin?: string;
}

/**
 * Opens the key that a reference names, for `createKeySigner` and `createCertificateSigner`.
 *
 * @throws MpkError what {@link createExecKeyHandle} and {@link createPkcs11KeyHandle} throw; `INPUT_UNREADABLE`,
 * `INPUT_TOO_LARGE` for a file
 */
export async function openKeyReference(reference: KeyReference, options: OpenKeyOptions = {}): Promise<KeySource> {
  const { password, pin, ...settings } = options;
  if (reference.kind === 'exec') {
    return { handle: await createExecKeyHandle({ command: reference.command, ...settings }) };
  }
  if (reference.kind === 'pkcs11') {
    return { handle: await createPkcs11KeyHandle({ uri: reference.uri, pin, ...settings }) };
  }
  const privateKeyPem = readFileBounded(reference.path, { maxBytes: MAX_KEY_BYTES, what: 'private key' });
  return { privateKeyPem, password };
}

function assertSomething(text: string): string {
  if (text !== '') return text;
  throw new MpkError('USAGE', 'nothing says where the private key is', {
    hint: 'name a PEM file, pkcs11:..., or exec:PROGRAM',
  });
}
