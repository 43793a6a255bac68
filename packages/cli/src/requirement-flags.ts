// SPDX-License-Identifier: Apache-2.0
import * as Flags from '@oclif/core/flags';
import { MpkError } from '@mpk/core';
import type { AdHocRequirements } from '@mpk/kit/policy';

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
    exclusive: ['policy', 'trusted-root'],
  }),
  subject: Flags.string({
    description: 'exact subject of the signing certificate',
    dependsOn: ['certificate-authority'],
  }),
  'trusted-root': Flags.string({
    description: 'Sigstore trusted root (JSON) for a keyless signature',
    helpValue: 'FILE',
    exclusive: ['policy'],
    dependsOn: ['identity', 'issuer'],
  }),
  identity: Flags.string({
    description: 'exact identity of the signer: a subject alternative name',
    exclusive: ['policy', 'key'],
  }),
  issuer: Flags.string({ description: 'exact issuer of the identity', dependsOn: ['trusted-root'] }),
};

interface RequirementFlags {
  readonly key?: string | undefined;
  readonly lock?: string | undefined;
  readonly 'certificate-authority'?: string | undefined;
  readonly subject?: string | undefined;
  readonly 'trusted-root'?: string | undefined;
  readonly identity?: string | undefined;
  readonly issuer?: string | undefined;
}

/** The kit's requirements from these flags. */
export function adHocRequirements(flags: RequirementFlags): AdHocRequirements {
  const { key, lock, subject, identity, issuer } = flags;
  const caPath = flags['certificate-authority'];
  const trustedRootPath = flags['trusted-root'];
  if (identity !== undefined && caPath === undefined && trustedRootPath === undefined) {
    throw new MpkError('USAGE', '--identity says who, and nothing says by whose word', {
      hint: 'give --certificate-authority, or --trusted-root with --issuer',
    });
  }
  return {
    keyPath: key,
    lockPath: lock,
    ...(caPath !== undefined && { certificate: { caPath, subject, identity } }),
    ...(trustedRootPath !== undefined &&
      identity !== undefined &&
      issuer !== undefined && { keyless: { trustedRootPath, identity, issuer } }),
  };
}

/** The policy of the flag, or of MPK_POLICY where no flag asks for anything: what is typed goes before what is set. */
export function policySource(flag: string | undefined, adHoc: AdHocRequirements): { policy?: { path: string } } {
  const asked = Object.values(adHoc).some((value) => value !== undefined);
  const path = flag ?? (asked ? undefined : process.env['MPK_POLICY']);
  return path === undefined || path === '' ? {} : { policy: { path } };
}
