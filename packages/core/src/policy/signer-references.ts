// SPDX-License-Identifier: Apache-2.0
import { child } from '../schema/fault.js';
import type { ModelPolicy } from './types.js';

/** A place in a policy that names a signer. */
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
