// SPDX-License-Identifier: Apache-2.0
import { MAX_LOCK_BYTES } from '../lock/lock.js';
import { child } from '../schema/fault.js';
import { printable } from '../text/printable.js';
import type { FaultList } from '../schema/fault.js';
import type { FileOrInline, ModelPolicy } from './types.js';

/** Largest key, certificate or trusted root that a policy refers to. */
export const MAX_TRUST_FILE_BYTES = 4 * 1024 * 1024;

/** What a policy is made of besides its own text: a file that it names, or the text given in place. */
export interface PolicyMaterial {
  readonly kind: 'key' | 'ca' | 'trustedRoot' | 'lock';
  readonly source: FileOrInline;
  /** RFC 6901: the field with the path or the text */
  readonly pointer: string;
  /** most bytes that a file of this kind may have */
  readonly maxBytes: number;
}

/** Whether there is a private key in PEM anywhere in the bytes. */
export const holdsPrivateKey = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('PRIVATE KEY-----');

/** Says what is wrong with a piece of material, on one line; undefined where it can be used. */
export type CheckMaterial = (material: PolicyMaterial) => Promise<string | undefined>;

/** Everything that a policy refers to: roots, then signers, then the lock; each as often as it is named. */
export function policyMaterial({ spec }: ModelPolicy): readonly PolicyMaterial[] {
  const material: PolicyMaterial[] = [];
  const trust = (kind: PolicyMaterial['kind'], source: FileOrInline, pointer: string) =>
    material.push({ kind, source, pointer, maxBytes: MAX_TRUST_FILE_BYTES });
  for (const [name, { trustedRoot }] of Object.entries(spec.trust?.roots ?? {})) {
    trust('trustedRoot', { file: trustedRoot }, `${child('/spec/trust/roots', name)}/trustedRoot`);
  }
  for (const [name, signer] of Object.entries(spec.trust?.signers ?? {})) {
    const pointer = child('/spec/trust/signers', name);
    if ('key' in signer) trust('key', signer.key, `${pointer}/key/${fieldOf(signer.key)}`);
    else if ('certificate' in signer) {
      const { ca } = signer.certificate;
      trust('ca', ca, `${pointer}/certificate/ca/${fieldOf(ca)}`);
    }
  }
  const lock = spec.requirements?.identity?.lock;
  if (lock !== undefined) {
    const pointer = '/spec/requirements/identity/lock';
    material.push({ kind: 'lock', source: { file: lock }, pointer, maxBytes: MAX_LOCK_BYTES });
  }
  return material;
}

const fieldOf = (source: FileOrInline): string => ('file' in source ? 'file' : 'inline');

/** Reports the material that cannot be used, each at its field. */
export async function checkMaterial(policy: ModelPolicy, faults: FaultList, check: CheckMaterial): Promise<void> {
  for (const material of policyMaterial(policy)) {
    if (faults.isFull) return;
    if (faults.hasErrorAt(material.pointer)) continue;
    const message = await check(material);
    if (message !== undefined) faults.error(material.pointer, printable(message));
  }
}
