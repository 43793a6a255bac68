// SPDX-License-Identifier: Apache-2.0
import * as Flags from '@oclif/core/flags';
import { MpkError } from '@mpk/core';
import type { KeylessServiceChoice, SigningMethod, TimestampService } from '@mpk/kit/sign';
import { IDENTITY_PROVIDERS, OAUTH_FLOWS, identityChoice } from './identity-flags.js';
import { privateKey } from './private-key.js';

const TSA_PROTOCOLS = ['rfc3161', 'sigstore-json'] as const;

/** Flags of every command that signs. */
export const signingFlags = {
  key: Flags.string({
    description: 'private key: a PEM file, pkcs11:URI (RFC 7512), or exec:PROGRAM',
    helpValue: 'KEY',
    exclusive: ['keyless'],
    helpGroup: 'KEY',
  }),
  'key-arg': Flags.string({
    multiple: true,
    description: 'argument of the program of exec:',
    helpValue: 'TEXT',
    dependsOn: ['key'],
    helpGroup: 'KEY',
  }),
  'password-file': Flags.string({
    description: 'file with the password of the key; else MPK_KEY_PASSWORD',
    helpValue: 'FILE',
    dependsOn: ['key'],
    helpGroup: 'KEY',
  }),
  'pin-file': Flags.string({
    description: 'file with the PIN of the token; else MPK_KEY_PIN',
    helpValue: 'FILE',
    dependsOn: ['key'],
    helpGroup: 'KEY',
  }),
  certificate: Flags.string({
    description: 'certificate of the key (PEM)',
    helpValue: 'FILE',
    dependsOn: ['key'],
    helpGroup: 'KEY',
  }),
  chain: Flags.string({
    multiple: true,
    description: 'intermediate certificates (PEM)',
    helpValue: 'FILE',
    dependsOn: ['certificate'],
    helpGroup: 'KEY',
  }),
  keyless: Flags.boolean({
    description: 'sign with an identity through Sigstore',
    default: false,
    helpGroup: 'KEYLESS',
  }),
  'identity-provider': Flags.string({
    description: 'where the identity comes from; default: whatever of these is at hand',
    options: [...IDENTITY_PROVIDERS],
    dependsOn: ['keyless'],
    helpGroup: 'KEYLESS',
  }),
  'identity-token-file': Flags.string({
    description: 'file with the identity token; else SIGSTORE_ID_TOKEN',
    helpValue: 'FILE',
    dependsOn: ['keyless'],
    helpGroup: 'KEYLESS',
  }),
  audience: Flags.string({
    description: 'audience that the token must be for; default sigstore',
    dependsOn: ['keyless'],
    helpGroup: 'KEYLESS',
  }),
  'oauth-issuer': Flags.string({
    description: 'where to sign in, for --identity-provider interactive',
    helpValue: 'URL',
    dependsOn: ['keyless'],
    helpGroup: 'KEYLESS',
  }),
  'oauth-client-id': Flags.string({
    description: 'what this program is called there; default sigstore',
    helpValue: 'ID',
    dependsOn: ['keyless'],
    helpGroup: 'KEYLESS',
  }),
  'oauth-flow': Flags.string({
    description: 'sign in with a browser on this machine, or with a code on any; default by what is here',
    options: [...OAUTH_FLOWS],
    dependsOn: ['keyless'],
    helpGroup: 'KEYLESS',
  }),
  'fulcio-url': Flags.string({
    description: 'certificate authority; else SIGSTORE_FULCIO_URL',
    helpValue: 'URL',
    dependsOn: ['keyless'],
    helpGroup: 'KEYLESS',
  }),
  'rekor-url': Flags.string({
    description: 'transparency log; else SIGSTORE_REKOR_URL',
    helpValue: 'URL',
    dependsOn: ['keyless'],
    helpGroup: 'KEYLESS',
  }),
  'rekor-version': Flags.string({
    description: 'version of the log; 2 needs a timestamp authority',
    options: ['1', '2'],
    dependsOn: ['keyless'],
    helpGroup: 'KEYLESS',
  }),
  'signing-config': Flags.string({
    description: 'Sigstore signing config (JSON): names all of these services; else SIGSTORE_SIGNING_CONFIG',
    helpValue: 'FILE',
    dependsOn: ['keyless'],
    helpGroup: 'KEYLESS',
  }),
  'tuf-url': Flags.string({
    description: 'TUF repository that says which services to use; else SIGSTORE_TUF_URL',
    helpValue: 'URL',
    dependsOn: ['keyless'],
    helpGroup: 'KEYLESS',
  }),
  'tuf-root': Flags.string({
    description: 'root.json of TUF that is trusted already; else SIGSTORE_TUF_ROOT',
    helpValue: 'FILE',
    dependsOn: ['keyless'],
    helpGroup: 'KEYLESS',
  }),
  'public-good': Flags.boolean({
    description: 'use the public Sigstore: the identity is then public, for ever',
    default: false,
    dependsOn: ['keyless'],
    helpGroup: 'KEYLESS',
  }),
  'signing-root': Flags.string({
    description: 'trusted root (JSON) that the answers of the services must verify under, before anything is logged',
    helpValue: 'FILE',
    dependsOn: ['keyless'],
    helpGroup: 'KEYLESS',
  }),
  'tsa-url': Flags.string({
    description: 'timestamp authority; keyless: else SIGSTORE_TSA_URL',
    helpValue: 'URL',
    helpGroup: 'TIMESTAMP',
  }),
  'tsa-protocol': Flags.string({
    description: 'what it speaks; default rfc3161 with a key, sigstore-json keyless',
    options: [...TSA_PROTOCOLS],
    dependsOn: ['tsa-url'],
    helpGroup: 'TIMESTAMP',
  }),
  'tsa-ca': Flags.string({
    description: 'authorities (PEM) that must have certified it',
    helpValue: 'FILE',
    dependsOn: ['tsa-url'],
    helpGroup: 'TIMESTAMP',
  }),
};

/** What these flags say. */
export interface SigningFlags {
  readonly keyless: boolean;
  readonly 'public-good': boolean;
  readonly key?: string | undefined;
  readonly 'key-arg'?: string[] | undefined;
  readonly 'password-file'?: string | undefined;
  readonly 'pin-file'?: string | undefined;
  readonly certificate?: string | undefined;
  readonly chain?: string[] | undefined;
  readonly 'identity-provider'?: string | undefined;
  readonly 'identity-token-file'?: string | undefined;
  readonly audience?: string | undefined;
  readonly 'oauth-issuer'?: string | undefined;
  readonly 'oauth-client-id'?: string | undefined;
  readonly 'oauth-flow'?: string | undefined;
  readonly 'fulcio-url'?: string | undefined;
  readonly 'rekor-url'?: string | undefined;
  readonly 'rekor-version'?: string | undefined;
  readonly 'signing-config'?: string | undefined;
  readonly 'tuf-url'?: string | undefined;
  readonly 'tuf-root'?: string | undefined;
  readonly 'signing-root'?: string | undefined;
  readonly 'tsa-url'?: string | undefined;
  readonly 'tsa-protocol'?: string | undefined;
  readonly 'tsa-ca'?: string | undefined;
}

/**
 * How these flags say to sign.
 *
 * @param say - gets what somebody who signs in should be told
 * @throws MpkError `USAGE` where they do not; of the files with password and PIN
 */
export async function signingMethod(flags: SigningFlags, say: (line: string) => void): Promise<SigningMethod> {
  if (flags.keyless) return keylessMethod(flags, say);
  if (flags.key === undefined) {
    throw new MpkError('USAGE', 'nothing says how to sign', {
      hint: 'give --key FILE (mpk key generate makes one), or --keyless',
    });
  }
  const key = await privateKey(flags.key, {
    args: flags['key-arg'],
    passwordFile: flags['password-file'],
    pinFile: flags['pin-file'],
  });
  const timestamp = timestampService(flags['tsa-url'], flags);
  const stamped = timestamp === undefined ? {} : { timestamp };
  if (flags.certificate === undefined) return { key, ...stamped };
  return { certificate: { ...key, certificatePath: flags.certificate, chainPaths: flags.chain }, ...stamped };
}

async function keylessMethod(flags: SigningFlags, say: (line: string) => void): Promise<SigningMethod> {
  const identity = identityChoice(flags, say);
  return {
    keyless: {
      ...(identity && { identity }),
      services: await keylessServices(flags),
      ...(flags['signing-root'] !== undefined && { trustedRootPath: flags['signing-root'] }),
    },
  };
}

/** What is typed goes before what is set; of each, a whole description before single addresses. */
async function keylessServices(flags: SigningFlags): Promise<KeylessServiceChoice> {
  const { env } = process;
  const { 'signing-config': signingConfigPath, 'tuf-url': tufUrl, 'fulcio-url': fulcio, 'rekor-url': rekor } = flags;
  const stated = [signingConfigPath, tufUrl, fulcio ?? rekor, flags['public-good'] || undefined];
  if (stated.filter((one) => one !== undefined).length > 1) {
    throw new MpkError('USAGE', 'the services are named in two ways', {
      hint: 'give one of --signing-config, --tuf-url, --public-good, or --fulcio-url with --rekor-url',
    });
  }
  if (signingConfigPath !== undefined) return { signingConfigPath };
  if (flags['public-good']) return { tuf: { url: (await import('@mpk/kit/trust')).PUBLIC_TUF_URL } };
  const rootPath = flags['tuf-root'] ?? (env['SIGSTORE_TUF_ROOT'] || undefined);
  const tuf = (url: string): KeylessServiceChoice => ({ tuf: { url, ...(rootPath !== undefined && { rootPath }) } });
  if (tufUrl !== undefined) return tuf(tufUrl);
  const fulcioUrl = fulcio ?? (env['SIGSTORE_FULCIO_URL'] || undefined);
  const rekorUrl = rekor ?? (env['SIGSTORE_REKOR_URL'] || undefined);
  if (fulcioUrl !== undefined && rekorUrl !== undefined) {
    const timestamp = timestampService(flags['tsa-url'] ?? (env['SIGSTORE_TSA_URL'] || undefined), flags);
    const version = flags['rekor-version'];
    return {
      fulcioUrl,
      rekorUrl,
      ...(version !== undefined && { rekorVersion: version === '2' ? 2 : 1 }),
      ...(timestamp && { timestamp }),
    };
  }
  const { SIGSTORE_SIGNING_CONFIG: setConfig, SIGSTORE_TUF_URL: setTuf } = env;
  if (setConfig && fulcio === undefined && rekor === undefined) return { signingConfigPath: setConfig };
  if (setTuf && fulcioUrl === undefined && rekorUrl === undefined) return tuf(setTuf);
  throw new MpkError('USAGE', 'keyless signing needs --fulcio-url and --rekor-url, or something that names them', {
    hint: 'or set SIGSTORE_FULCIO_URL and SIGSTORE_REKOR_URL, or SIGSTORE_TUF_URL; --public-good is the public Sigstore',
  });
}

function timestampService(url: string | undefined, flags: SigningFlags): TimestampService | undefined {
  if (url === undefined) return undefined;
  const protocol = TSA_PROTOCOLS.find((one) => one === flags['tsa-protocol']);
  const caPath = flags['tsa-ca'];
  return { url, ...(protocol && { protocol }), ...(caPath !== undefined && { caPath }) };
}
