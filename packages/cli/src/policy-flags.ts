// SPDX-License-Identifier: Apache-2.0
import * as Flags from '@oclif/core/flags';
import { MpkError } from '@mpk/core';
import type { AdHocRequirements, PolicySource } from '@mpk/kit/policy';

/** Flags that name a policy. */
export const policyFlags = {
  policy: Flags.string({
    char: 'p',
    description: 'policy document (ModelPolicy, YAML); default $MPK_POLICY',
    helpValue: 'FILE',
    exclusive: ['trust-bundle'],
  }),
  'trust-bundle': Flags.string({
    description: 'file with policies and all that they need, made by mpk trust bundle',
    helpValue: 'FILE',
    dependsOn: ['trust-key'],
  }),
  'trust-key': Flags.string({
    description: 'public key (PEM) that the trust bundle must be signed with',
    helpValue: 'FILE',
    dependsOn: ['trust-bundle'],
  }),
  'policy-name': Flags.string({
    description: 'which policy of the trust bundle, where it has several',
    helpValue: 'NAME',
    dependsOn: ['trust-bundle'],
  }),
};

interface PolicyFlags {
  readonly policy?: string | undefined;
  readonly 'trust-bundle'?: string | undefined;
  readonly 'trust-key'?: string | undefined;
  readonly 'policy-name'?: string | undefined;
}

/**
 * The policy of the flags, or of MPK_POLICY where no flag asks for anything: what is typed goes before what is set.
 *
 * @throws MpkError `USAGE` for a trust bundle together with requirements
 */
export function policySource(flags: PolicyFlags, adHoc: AdHocRequirements = {}): { policy?: PolicySource } {
  const asked = Object.values(adHoc).some((value) => value !== undefined);
  const { 'trust-bundle': bundlePath, 'trust-key': keyPath, 'policy-name': policyName } = flags;
  if (bundlePath !== undefined && keyPath !== undefined) {
    if (asked) throw new MpkError('USAGE', 'a trust bundle and requirements of the command line exclude each other');
    return { policy: { trustBundle: { path: bundlePath, keyPath, ...(policyName !== undefined && { policyName }) } } };
  }
  const path = flags.policy ?? (asked ? undefined : process.env['MPK_POLICY']);
  return path === undefined || path === '' ? {} : { policy: { path } };
}
