// SPDX-License-Identifier: Apache-2.0
import { sha256Hex } from '@mpk/core';
import { readInstances, type TrustedInstances } from './root-instances.js';
import { rootWarnings } from './root-warnings.js';

/** A trusted root in plain words. */
export interface TrustedRootDescription extends TrustedInstances {
  /** of the file's bytes: `sha256:` + hex, as in the identity of keyless signers */
  readonly digest: string;
  /** for people; none makes the root unusable */
  readonly warnings: readonly string[];
}

/**
 * Describes a trusted root: who is trusted, by which keys, from when until when; and what looks odd about it.
 *
 * All texts of it are printable. Digests are those that revocations name.
 *
 * @param bytes - untrusted
 * @param now - at which something should be trusted
 * @throws MpkError `INPUT_TOO_LARGE`, `INPUT_MALFORMED`; `POLICY_INVALID` for a root that trusts nothing
 */
export function describeTrustedRoot(bytes: Uint8Array, now: Date = new Date()): TrustedRootDescription {
  const instances = readInstances(bytes);
  return { digest: `sha256:${sha256Hex(bytes)}`, ...instances, warnings: rootWarnings(instances, now) };
}
