// SPDX-License-Identifier: Apache-2.0
import type { SignerIdentity } from '../attestation/signer.js';

/** Signers that share neither key nor subject nor identity with one another: the same signer twice, or in two guises, counts once. */
export function distinctSigners<T extends { readonly identity: SignerIdentity }>(accepted: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return accepted.filter(({ identity }) => {
    const marks = marksOf(identity);
    if (marks.some((mark) => seen.has(mark))) return false;
    for (const mark of marks) seen.add(mark);
    return true;
  });
}

/** What two signers must not have in common to be two. */
function marksOf(identity: SignerIdentity): readonly string[] {
  switch (identity.method) {
    case 'key':
      return [identity.keyDigest];
    case 'certificate':
      return [identity.keyDigest, `subject ${identity.subject}`];
    case 'keyless':
      return [JSON.stringify([identity.issuer, identity.identity])];
  }
}

/** A signer in one short phrase. */
export function describeIdentity(identity: SignerIdentity): string {
  switch (identity.method) {
    case 'key':
      return `key ${identity.keyDigest.slice(0, 19)}`;
    case 'certificate':
      return `certificate ${identity.subject}`;
    case 'keyless':
      return `${identity.identity} by ${identity.issuer}`;
  }
}
