// SPDX-License-Identifier: Apache-2.0
import { child } from '../schema/fault.js';
import type { ModelPolicy } from './types.js';

/** Fields that are parsed and not enforced yet, where they name signers. The schema has seen to their shapes. */
interface LaterFields {
  readonly vsa?: { readonly acceptFrom: readonly string[] };
  readonly requirements?: {
    readonly attestations?: readonly { readonly id: string; readonly signedBy: readonly string[] }[];
    readonly provenance?: { readonly signedBy?: readonly string[] };
  };
}

/** A place in a policy that names a signer. */
export interface SignerReference {
  readonly name: string;
  readonly pointer: string;
}

/** Every place that names a signer, enforced or not. */
export function signerReferences(policy: ModelPolicy): readonly SignerReference[] {
  const later = policy.spec as LaterFields;
  const at = (pointer: string, names: readonly string[] = []): SignerReference[] =>
    names.map((name, i) => ({ name, pointer: child(pointer, i) }));
  const requirements = '/spec/requirements';
  return [
    ...at(`${requirements}/signature/anyOf`, policy.spec.requirements?.signature?.anyOf),
    ...at(`${requirements}/provenance/signedBy`, later.requirements?.provenance?.signedBy),
    ...(later.requirements?.attestations ?? []).flatMap(({ signedBy }, i) =>
      at(`${requirements}/attestations/${i}/signedBy`, signedBy),
    ),
    ...at('/spec/vsa/acceptFrom', later.vsa?.acceptFrom),
  ];
}

/** The ids of attestation requirements, which must differ. */
export const attestationIds = (policy: ModelPolicy): readonly { readonly id: string }[] =>
  (policy.spec as LaterFields).requirements?.attestations ?? [];
