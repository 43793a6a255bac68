// SPDX-License-Identifier: Apache-2.0
import type { Evidence } from '../evidence/types.js';
import type { ModelPolicy } from './types.js';

/** A signature that was verified, as rules see it. Fields that the method does not have are absent: `has(s.issuer)`. */
export interface CelSignature {
  readonly method: 'key' | 'certificate' | 'keyless';
  /** name under `spec.trust.signers` */
  readonly signer: string;
  readonly identity?: string;
  readonly issuer?: string;
  readonly subject?: string;
}

/** The variables that a rule sees; whole numbers are bigint, because CEL takes a JavaScript number for a double. */
export interface CelContext {
  readonly model: {
    readonly name: string;
    readonly uri: string;
    readonly sizeBytes: bigint;
    readonly manifestDigest: string;
    readonly omsRootDigest: string;
    readonly files: readonly CelFile[];
  };
  readonly signatures: readonly CelSignature[];
  readonly policy: { readonly name: string; readonly version?: string };
  readonly now: Date;
}

/** A file as rules see it. `format` and `contains` are absent where the contents were not read. */
export interface CelFile {
  readonly name: string;
  readonly sizeBytes: bigint;
  readonly sha256: string;
  readonly format?: string;
  /** format ids inside it, such as `pickle` in a PyTorch archive */
  readonly contains?: readonly string[];
}

/** Makes the variables of rules from evidence and from the signatures that were verified for it. */
export function celContext(
  evidence: Evidence,
  signatures: readonly CelSignature[],
  policy: ModelPolicy,
  now: Date,
): CelContext {
  const { name, uri, manifestDigest, omsRootDigest, sizeBytes } = evidence.model;
  const files = evidence.model.files.map((file): CelFile => ({
    name: file.name,
    sizeBytes: BigInt(file.sizeBytes),
    sha256: file.sha256,
    ...(file.format && { format: file.format.id, contains: file.format.contains }),
  }));
  const { name: policyName, version } = policy.metadata;
  return {
    model: { name, uri, sizeBytes: BigInt(sizeBytes), manifestDigest, omsRootDigest, files },
    signatures,
    policy: { name: policyName, ...(version !== undefined && { version }) },
    now,
  };
}
