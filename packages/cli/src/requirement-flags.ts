// SPDX-License-Identifier: Apache-2.0
import * as Flags from '@oclif/core/flags';
import { MpkError } from '@mpk/core';
import type { AdHocKeyless, AdHocRequirements } from '@mpk/kit/policy';

/** Flags that stand for a policy of one line. */
export const requirementFlags = {
  key: Flags.string({
    description: 'public key (PEM) that must have signed',
    helpValue: 'FILE',
    exclusive: ['policy'],
  }),
  lock: Flags.string({ description: 'lock that the files must equal', helpValue: 'FILE', exclusive: ['policy'] }),
  'certificate-authority': Flags.string({
    description: 'certificate authorities (PEM) that the signing certificate must come from',
    helpValue: 'FILE',
    exclusive: ['policy', 'trusted-root', 'tuf-url'],
  }),
  subject: Flags.string({
    description: 'exact subject of the signing certificate, as mpk signature show prints it',
    dependsOn: ['certificate-authority'],
  }),
  identity: Flags.string({
    description: 'exact identity of the signer: a subject alternative name',
    exclusive: ['policy', 'key', 'identity-pattern'],
  }),
  'identity-pattern': Flags.string({
    description: 'RE2 expression that must match the whole identity',
    helpValue: 'RE2',
    exclusive: ['policy', 'key'],
  }),
  issuer: Flags.string({
    description: 'exact issuer of the identity, for a keyless signature',
    exclusive: ['policy', 'key', 'issuer-pattern'],
  }),
  'issuer-pattern': Flags.string({
    description: 'RE2 expression that must match the whole issuer',
    helpValue: 'RE2',
    exclusive: ['policy', 'key'],
  }),
  'trusted-root': Flags.string({
    description: 'Sigstore trusted root (JSON); else what SIGSTORE_TUF_URL names, else the public Sigstore',
    helpValue: 'FILE',
    exclusive: ['policy', 'tuf-url'],
  }),
  'tuf-url': Flags.string({
    description: 'TUF repository whose trusted root to use, as mpk trust update fetched it; else SIGSTORE_TUF_URL',
    helpValue: 'URL',
    exclusive: ['policy'],
  }),
  'tuf-root': Flags.string({
    description: 'root.json of TUF that is trusted already; else SIGSTORE_TUF_ROOT',
    helpValue: 'FILE',
    exclusive: ['policy'],
  }),
};

interface RequirementFlags {
  readonly key?: string | undefined;
  readonly lock?: string | undefined;
  readonly 'certificate-authority'?: string | undefined;
  readonly subject?: string | undefined;
  readonly identity?: string | undefined;
  readonly 'identity-pattern'?: string | undefined;
  readonly issuer?: string | undefined;
  readonly 'issuer-pattern'?: string | undefined;
  readonly 'trusted-root'?: string | undefined;
  readonly 'tuf-url'?: string | undefined;
  readonly 'tuf-root'?: string | undefined;
}

/** The kit's requirements from these flags. @throws MpkError `USAGE` where they do not say whom they mean */
export function adHocRequirements(flags: RequirementFlags): AdHocRequirements {
  const { key, lock, subject, identity } = flags;
  const caPath = flags['certificate-authority'];
  const keyless = caPath === undefined ? keylessOf(flags) : undefined;
  if (caPath !== undefined && (flags.issuer ?? flags['issuer-pattern'] ?? flags['identity-pattern']) !== undefined) {
    throw new MpkError('USAGE', 'a certificate authority of your own has no issuer and no pattern', {
      hint: 'give --subject, or --identity with one exact name',
    });
  }
  return {
    keyPath: key,
    lockPath: lock,
    ...(caPath !== undefined && { certificate: { caPath, subject, identity } }),
    ...(keyless && { keyless }),
  };
}

/** A keyless signer, where these flags name one. Who signed is an identity and who vouched for it: neither alone. */
function keylessOf(flags: RequirementFlags): AdHocKeyless | undefined {
  const { identity, issuer, 'identity-pattern': identityPattern, 'issuer-pattern': issuerPattern } = flags;
  const [who, byWhom] = [identity ?? identityPattern, issuer ?? issuerPattern];
  const root = rootOf(flags);
  if (who === undefined && byWhom === undefined) {
    if ((flags['trusted-root'] ?? flags['tuf-url']) === undefined) return undefined;
    throw new MpkError('USAGE', 'a root of trust alone says nothing about who signed', {
      hint: 'give --identity (or --identity-pattern) and --issuer (or --issuer-pattern) too',
    });
  }
  if (who === undefined || byWhom === undefined) {
    const missing = who === undefined ? '--identity' : '--issuer';
    const given = who === undefined ? '--issuer' : '--identity';
    throw new MpkError('USAGE', `${given} says half of who signed: ${missing} is missing`, {
      hint: `give ${missing} or ${missing}-pattern; or --certificate-authority for certificates of your own`,
    });
  }
  return { identity, identityPattern, issuer, issuerPattern, ...(root && { root }) };
}

function rootOf(flags: RequirementFlags): AdHocKeyless['root'] {
  const trustedRootPath = flags['trusted-root'];
  if (trustedRootPath !== undefined) return { trustedRootPath };
  const url = flags['tuf-url'] ?? (process.env['SIGSTORE_TUF_URL'] || undefined);
  if (url === undefined) return undefined;
  const rootPath = flags['tuf-root'] ?? (process.env['SIGSTORE_TUF_ROOT'] || undefined);
  return { tuf: { url, ...(rootPath !== undefined && { rootPath }) } };
}
