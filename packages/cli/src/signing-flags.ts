// SPDX-License-Identifier: Apache-2.0
import * as Flags from '@oclif/core/flags';
import { MpkError } from '@mpk/core';
import type { SigningMethod } from '@mpk/kit/sign';
import { readPassword } from './password.js';

/** Flags of every command that signs. */
export const signingFlags = {
  key: Flags.string({ description: 'private key (PEM)', helpValue: 'FILE', exclusive: ['keyless'] }),
  'password-file': Flags.string({
    description: 'file with the password of the key',
    helpValue: 'FILE',
    dependsOn: ['key'],
  }),
  certificate: Flags.string({ description: 'certificate of the key (PEM)', helpValue: 'FILE', dependsOn: ['key'] }),
  chain: Flags.string({
    multiple: true,
    description: 'intermediate certificates (PEM)',
    helpValue: 'FILE',
    dependsOn: ['certificate'],
  }),
  keyless: Flags.boolean({ description: 'sign with an identity through Sigstore', default: false }),
  'identity-token-file': Flags.string({
    description: 'file with the identity token',
    helpValue: 'FILE',
    dependsOn: ['keyless'],
  }),
  'fulcio-url': Flags.string({ description: 'certificate authority', helpValue: 'URL', env: 'SIGSTORE_FULCIO_URL' }),
  'rekor-url': Flags.string({ description: 'transparency log', helpValue: 'URL', env: 'SIGSTORE_REKOR_URL' }),
  'tsa-url': Flags.string({ description: 'timestamp authority', helpValue: 'URL', env: 'SIGSTORE_TSA_URL' }),
};

interface SigningFlags {
  readonly keyless: boolean;
  readonly key?: string | undefined;
  readonly 'password-file'?: string | undefined;
  readonly certificate?: string | undefined;
  readonly chain?: string[] | undefined;
  readonly 'identity-token-file'?: string | undefined;
  readonly 'fulcio-url'?: string | undefined;
  readonly 'rekor-url'?: string | undefined;
  readonly 'tsa-url'?: string | undefined;
}

/** How these flags say to sign. @throws MpkError `USAGE` where they do not; of the password file */
export function signingMethod(flags: SigningFlags): SigningMethod {
  if (flags.keyless) return keylessMethod(flags);
  if (flags.key === undefined) {
    throw new MpkError('USAGE', 'nothing says how to sign', {
      hint: 'give --key FILE (mpk key generate makes one), or --keyless',
    });
  }
  const key = { privateKeyPath: flags.key, password: readPassword(flags['password-file'], process.env) };
  if (flags.certificate === undefined) return { key };
  return { certificate: { ...key, certificatePath: flags.certificate, chainPaths: flags.chain } };
}

function keylessMethod(flags: SigningFlags): SigningMethod {
  const [fulcioUrl, rekorUrl] = [flags['fulcio-url'], flags['rekor-url']];
  if (fulcioUrl === undefined || rekorUrl === undefined) {
    throw new MpkError('USAGE', 'keyless signing needs --fulcio-url and --rekor-url', {
      hint: 'or set SIGSTORE_FULCIO_URL and SIGSTORE_REKOR_URL',
    });
  }
  return { keyless: { tokenPath: flags['identity-token-file'], fulcioUrl, rekorUrl, tsaUrl: flags['tsa-url'] } };
}
