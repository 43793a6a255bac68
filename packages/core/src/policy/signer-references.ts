// SPDX-License-Identifier: Apache-2.0
import { child } from '../schema/fault.js';
import type { ModelPolicy } from './types.js';

type Trust = NonNullable<ModelPolicy['spec']['trust']>;

/** A place in a policy that names a signer, or something else. */
export interface SignerReference {
  readonly name: string;
  readonly pointer: string;
}

/** Every place that names a signer. */
export function signerReferences({ spec }: ModelPolicy): readonly SignerReference[] {
  const at = (pointer: string, names: readonly string[] = []): SignerReference[] =>
    names.map((name, i) => ({ name, pointer: child(pointer, i) }));
  const { signature, attestations = [], provenance, baseModels, datasets } = spec.requirements ?? {};
  const requirements = '/spec/requirements';
  return [
    ...at(`${requirements}/signature/anyOf`, signature?.anyOf),
    ...attestations.flatMap(({ signedBy }, i) => at(`${requirements}/attestations/${i}/signedBy`, signedBy)),
    ...at(`${requirements}/provenance/signedBy`, provenance?.signedBy),
    ...at(`${requirements}/baseModels/signedBy`, baseModels?.signedBy),
    ...at(`${requirements}/datasets/signedBy`, datasets?.signedBy),
    ...at('/spec/vsa/acceptFrom', spec.vsa?.acceptFrom),
  ];
}

/** Requirements whose signers default to those of the signature requirement. */
export const DEFAULTED_SIGNERS = ['provenance', 'baseModels', 'datasets'] as const;

/** Every place that names a root of trust. */
export const rootReferences = ({ timestampAuthorities = {}, signers = {} }: Trust): readonly SignerReference[] => [
  ...Object.entries(timestampAuthorities).flatMap(([name, authority]) =>
    'root' in authority
      ? [{ name: authority.root, pointer: `${child('/spec/trust/timestampAuthorities', name)}/root` }]
      : [],
  ),
  ...Object.entries(signers).flatMap(([name, signer]) =>
    'keyless' in signer
      ? [{ name: signer.keyless.root, pointer: `${child('/spec/trust/signers', name)}/keyless/root` }]
      : [],
  ),
];

/** Names of the timestamp authorities that signers refer to. */
export const usedTimestampAuthorities = ({ signers = {} }: Trust): readonly string[] =>
  Object.values(signers).flatMap((signer) => {
    if ('keyless' in signer) return [];
    const { timestamps } = 'key' in signer ? signer.key : signer.certificate;
    return timestamps?.from ?? [];
  });
