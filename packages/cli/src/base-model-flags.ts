// SPDX-License-Identifier: Apache-2.0
import * as Flags from '@oclif/core/flags';
import type { BaseOptions } from '@mpk/kit/inspect';

/** Flags that name the base of a model, and who says that it is the base. */
export const baseFlags = {
  base: Flags.string({
    description: 'what the model was made from, to tell what differs: a path, or hf://org/name@revision',
    helpValue: 'BASE',
  }),
  'base-policy': Flags.string({
    description: 'policy that the base must pass first, signatures and all',
    helpValue: 'FILE',
    dependsOn: ['base'],
  }),
  'base-digest': Flags.string({
    description: 'manifest digest that the base must have (mpk digest)',
    helpValue: 'sha256:HEX',
    dependsOn: ['base'],
  }),
};

interface BaseFlags {
  readonly base?: string | undefined;
  readonly 'base-policy'?: string | undefined;
  readonly 'base-digest'?: string | undefined;
}

/** The base of the flags; none where none is named. */
export function baseOf(flags: BaseFlags): BaseOptions | undefined {
  const { base: location, 'base-policy': path, 'base-digest': digest } = flags;
  if (location === undefined) return undefined;
  return { location, digest, policy: path === undefined ? undefined : { path } };
}
