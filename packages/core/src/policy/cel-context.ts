// SPDX-License-Identifier: Apache-2.0
import type { Statement } from '../attestation/statement.js';
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

/** An attestation that was verified and counted, as rules see it. */
export interface CelAttestation {
  readonly id: string;
  readonly predicateType: string;
  readonly signer: string;
  readonly predicate: CelJson;
}

/** JSON as CEL takes it: objects are maps, which have no prototype, and whole numbers are bigint. */
export type CelJson = null | boolean | string | number | bigint | readonly CelJson[] | ReadonlyMap<string, CelJson>;

/** Variables of an expression. */
export interface CelBindings {
  readonly now: Date;
  readonly [name: string]: unknown;
}

/** The variables that a rule sees; whole numbers are bigint, because CEL takes a JavaScript number for a double. */
export interface CelContext extends CelBindings {
  readonly model: CelModel;
  readonly signatures: readonly CelSignature[];
  readonly attestations: readonly CelAttestation[];
  readonly claims: ReadonlyMap<string, readonly CelJson[]>;
  readonly policy: { readonly name: string; readonly version?: string };
}

/** The model as expressions see it. */
export interface CelModel {
  readonly name: string;
  readonly uri: string;
  readonly sizeBytes: bigint;
  readonly manifestDigest: string;
  readonly omsRootDigest: string;
  readonly files: readonly CelFile[];
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

/** What {@link celContext} needs besides the evidence. */
export interface CelContextOptions {
  readonly signatures: readonly CelSignature[];
  readonly attestations: readonly CelAttestation[];
  readonly policy: ModelPolicy;
  readonly now: Date;
}

/** Makes the variables of rules from evidence and from the statements that were verified for it. */
export function celContext(evidence: Evidence, options: CelContextOptions): CelContext {
  const { signatures, attestations, policy, now } = options;
  const { name, version } = policy.metadata;
  return {
    model: celModel(evidence),
    signatures,
    attestations,
    claims: celClaims(evidence),
    policy: { name, ...(version !== undefined && { version }) },
    now,
  };
}

/** Makes the variables of an expression over one verified statement. */
export const attestationContext = (
  statement: Statement,
  { evidence, signer, now }: { readonly evidence: Evidence; readonly signer: string; readonly now: Date },
): CelBindings => ({
  predicate: celJson(statement.predicate),
  predicateType: statement.predicateType,
  subjects: celJson(statement.subject),
  signer,
  model: celModel(evidence),
  now,
});

/** Values by names of facts, those about the model itself. */
function celClaims({ claims = [] }: Evidence): ReadonlyMap<string, readonly CelJson[]> {
  const own = claims.filter(({ subject }) => subject === 'model');
  return new Map(
    [...Map.groupBy(own, ({ name }) => name)].map(([name, of]) => [name, of.map(({ value }) => celJson(value))]),
  );
}

function celModel({ model }: Evidence): CelModel {
  const { name, uri, manifestDigest, omsRootDigest, sizeBytes } = model;
  const files = model.files.map((file): CelFile => ({
    name: file.name,
    sizeBytes: BigInt(file.sizeBytes),
    sha256: file.sha256,
    ...(file.format && { format: file.format.id, contains: file.format.contains }),
  }));
  return { name, uri, sizeBytes: BigInt(sizeBytes), manifestDigest, omsRootDigest, files };
}

/** JSON for CEL: maps in place of objects, whose keys an attacker chose. */
export function celJson(value: unknown): CelJson {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(celJson);
  if (typeof value === 'object' && value !== null) {
    return new Map(Object.entries(value).map(([key, member]) => [key, celJson(member)]));
  }
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}
