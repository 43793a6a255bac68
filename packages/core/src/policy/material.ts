// SPDX-License-Identifier: Apache-2.0
import { MAX_LOCK_BYTES } from '../lock/lock.js';
import { child } from '../schema/fault.js';
import { printable } from '../text/printable.js';
import type { FaultList } from '../schema/fault.js';
import type { FileOrInline, ModelPolicy, PolicyRoot, PolicySigner } from './types.js';

/** Largest key, certificate or trusted root that a policy refers to. */
export const MAX_TRUST_FILE_BYTES = 4 * 1024 * 1024;

/** What a policy is made of besides its own text: a file that it names, or the text given in place. */
export interface PolicyMaterial {
  readonly kind: 'key' | 'ca' | 'trustedRoot' | 'tufRoot' | 'timestampCa' | 'pattern' | 'lock';
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

/** Everything that a policy refers to: roots, timestamp authorities, signers, the lock; each as often as it is named. */
export const policyMaterial = ({ spec }: ModelPolicy): readonly PolicyMaterial[] => [
  ...Object.entries(spec.trust?.roots ?? {}).flatMap(([name, root]) => ofRoot(root, child('/spec/trust/roots', name))),
  ...Object.entries(spec.trust?.timestampAuthorities ?? {}).flatMap(([name, authority]) =>
    'ca' in authority
      ? [sourceOf('timestampCa', authority.ca, `${child('/spec/trust/timestampAuthorities', name)}/ca`)]
      : [],
  ),
  ...Object.entries(spec.trust?.signers ?? {}).flatMap(([name, signer]) =>
    ofSigner(signer, child('/spec/trust/signers', name)),
  ),
  ...ofLock(spec.requirements?.identity?.lock),
];

function ofRoot(root: PolicyRoot, pointer: string): readonly PolicyMaterial[] {
  if ('trustedRoot' in root) return [fileAt('trustedRoot', root.trustedRoot, `${pointer}/trustedRoot`)];
  if ('tuf' in root && root.tuf.root !== undefined) return [fileAt('tufRoot', root.tuf.root, `${pointer}/tuf/root`)];
  return [];
}

function ofSigner(signer: PolicySigner, pointer: string): readonly PolicyMaterial[] {
  if ('key' in signer) return [sourceOf('key', signer.key, `${pointer}/key`)];
  if ('certificate' in signer) return [sourceOf('ca', signer.certificate.ca, `${pointer}/certificate/ca`)];
  return (['issuerPattern', 'identityPattern'] as const).flatMap((field) => {
    const inline = signer.keyless[field];
    const maxBytes = MAX_TRUST_FILE_BYTES;
    return inline === undefined
      ? []
      : [{ kind: 'pattern', source: { inline }, pointer: `${pointer}/keyless/${field}`, maxBytes } as const];
  });
}

const ofLock = (lock: string | undefined): readonly PolicyMaterial[] =>
  lock === undefined ? [] : [{ ...fileAt('lock', lock, '/spec/requirements/identity/lock'), maxBytes: MAX_LOCK_BYTES }];

const fileAt = (kind: PolicyMaterial['kind'], file: string, pointer: string): PolicyMaterial => ({
  kind,
  source: { file },
  pointer,
  maxBytes: MAX_TRUST_FILE_BYTES,
});

const sourceOf = (kind: PolicyMaterial['kind'], source: FileOrInline, pointer: string): PolicyMaterial => ({
  kind,
  source,
  pointer: `${pointer}/${fieldOf(source)}`,
  maxBytes: MAX_TRUST_FILE_BYTES,
});

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
