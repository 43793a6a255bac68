// SPDX-License-Identifier: Apache-2.0
import { MpkError, type EffectivePolicy, type FileOrInline } from '@mpk/core';

/** The bytes that a policy means: a file that was read with it, or the text in place. */
export const materialOf = (source: FileOrInline, policy: EffectivePolicy): Uint8Array =>
  'file' in source ? referencedFile(source.file, policy) : Buffer.from(source.inline);

/** A file that was read with the policy. */
export function referencedFile(path: string, policy: EffectivePolicy): Uint8Array {
  const reference = policy.references.get(path);
  if (reference === undefined) throw new MpkError('INTERNAL', `${path} was not read with the policy`);
  return reference.bytes;
}
