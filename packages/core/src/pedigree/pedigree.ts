// SPDX-License-Identifier: Apache-2.0
import { MpkError, type ErrorCode } from '../errors.js';
import { isOmsV1Statement } from '../attestation/oms.js';
import { readOmsPredicate, type OmsPredicate } from '../attestation/oms-predicate.js';
import type { ResourceDescriptor } from '../attestation/predicates/resource-descriptor.js';
import { SLSA_PROVENANCE_TYPE, type SlsaProvenance } from '../attestation/predicates/slsa-provenance.js';
import { subjectDigests, type Statement } from '../attestation/statement.js';
import { filesDigest } from '../manifest/manifest.js';
import { describeIdentity } from '../statements/distinct-signers.js';
import { tellingRefusal, type Refusal } from '../statements/refusals.js';
import { refused, type SignatureAttempt, type StatementFinder } from '../statements/statement-finder.js';
import { MAX_PEDIGREE_DEPTH } from '../policy/schema-attestations.js';
import { UNSTATED_ROLE, annotation, roleOf } from './dependencies.js';

/** Most members of one family tree. */
export const MAX_PEDIGREE_NODES = 10_000;

/** What signed statements say about one member of the tree. */
export type PedigreeProof =
  | { readonly state: 'verified'; readonly signer: string; readonly by: string }
  /** there are statements, and none verifies: the link is broken */
  | { readonly state: 'refused'; readonly code: ErrorCode; readonly message: string }
  /** there are statements, by nobody whom the policy names */
  | { readonly state: 'foreign' }
  | { readonly state: 'missing' };

/** One member of a family tree, as signed provenance states it. */
export interface PedigreeNode {
  readonly name: string;
  readonly uri?: string;
  /** OMS root digest, lowercase hex; of things that are no models, their own SHA-256 */
  readonly sha256?: string;
  /** `sha256:` + hex */
  readonly manifestDigest?: string;
  /** `sha256:` + hex, over names and digests */
  readonly filesDigest?: string;
  /** `model` for the one that was asked about; `unstated` where the provenance gives none */
  readonly role: string;
  readonly relation?: string;
  readonly purpose?: string;
  /** the signer whose provenance names it; absent for the one that was asked about */
  readonly statedBy?: string;
  /** over the bytes of a model or dataset; absent for what is not signed as such */
  readonly signature?: PedigreeProof;
  /** of how it was made */
  readonly provenance?: PedigreeProof;
  readonly inputs: readonly PedigreeNode[];
  /** stands further up in the tree already: its inputs are not shown again */
  readonly repeated?: true;
}

/** What {@link buildPedigree} starts from. */
export interface PedigreeOptions {
  readonly name: string;
  readonly uri?: string;
  /** OMS root digest, lowercase hex */
  readonly sha256: string;
  /** `sha256:` + hex */
  readonly manifestDigest: string;
  readonly statements: StatementFinder;
  /** what is known of the model's own signature, by its files; without it nothing is */
  readonly ownSignature?: PedigreeProof;
  /** signers whose provenance about the model itself counts */
  readonly ownSigners: readonly string[];
  /** signers whose provenance and signatures of what it was made from count */
  readonly inputSigners: readonly string[];
  /** generations that are followed, 1 to {@link MAX_PEDIGREE_DEPTH}; default that many */
  readonly maxDepth?: number;
}

/**
 * Builds the family tree of a model from verified provenance: every `resolvedDependencies` of it, of those again, and so on.
 *
 * A parent is found by its digest. Only what a signer of the policy signed is followed; the OMS root digest locates statements
 * and is never alone what a model is accepted by.
 *
 * @throws MpkError `INPUT_TOO_LARGE` over {@link MAX_PEDIGREE_NODES}
 */
export const buildPedigree = (options: PedigreeOptions): PedigreeNode => new PedigreeBuilder(options).build();

/** Roles that are models or datasets, or may be: signed with OMS, and made by runs of their own. */
export const MADE_ROLES: readonly string[] = ['model', 'base-model', 'dataset', UNSTATED_ROLE];

interface Member {
  readonly name: string;
  readonly uri?: string;
  readonly sha256?: string;
  readonly manifestDigest?: string;
  readonly filesDigest?: string;
  readonly role: string;
  readonly relation?: string;
  readonly purpose?: string;
  readonly statedBy?: string;
}

class PedigreeBuilder {
  /** members by digest, with the generation in which their inputs were looked at */
  readonly #seen = new Map<string, number>();
  #nodes = 0;

  constructor(private readonly options: PedigreeOptions) {}

  build(): PedigreeNode {
    const { name, uri, sha256, manifestDigest } = this.options;
    return this.#node({ name, uri, sha256, manifestDigest, role: 'model' }, 0);
  }

  #node(member: Member, depth: number): PedigreeNode {
    if (++this.#nodes > MAX_PEDIGREE_NODES) {
      throw new MpkError('INPUT_TOO_LARGE', `the family tree has more than ${MAX_PEDIGREE_NODES} members`);
    }
    if (!MADE_ROLES.includes(member.role) || digestsOf(member).length === 0) return { ...member, inputs: [] };
    const signature = this.#signatureOf(member);
    const attempts = this.#provenanceAttempts(member);
    const node = { ...member, signature, provenance: proofOf(attempts) };
    const key = digestsOf(member).join(' ');
    // One that was met further from the model may have been cut there: nearer, more of it is in sight.
    if ((this.#seen.get(key) ?? Infinity) <= depth) return { ...node, inputs: [], repeated: true };
    this.#seen.set(key, depth);
    if (depth >= (this.options.maxDepth ?? MAX_PEDIGREE_DEPTH)) return { ...node, inputs: [] };
    return { ...node, inputs: inputsOf(attempts).map((input) => this.#node(input, depth + 1)) };
  }

  /** Whose word counts: for the model itself its own signers, for all others those of inputs too. */
  #signersFor({ role }: Member): readonly string[] {
    const { ownSigners, inputSigners } = this.options;
    return role === 'model' ? ownSigners : [...new Set([...inputSigners, ...ownSigners])];
  }

  #signatureOf(member: Member): PedigreeProof {
    const { ownSignature, inputSigners, statements } = this.options;
    // The OMS root covers no names: whoever has the files compares them.
    if (member.role === 'model') return ownSignature ?? { state: 'missing' };
    if (member.sha256 === undefined) return { state: 'missing' };
    const about = [member.sha256];
    const attempts = statements.find({ signers: inputSigners, isMeant: isOmsV1Statement, about });
    return proofOf(attempts.map((attempt) => readAsOms(attempt, member)));
  }

  #provenanceAttempts(member: Member): readonly SignatureAttempt[] {
    const isMeant = (statement: Statement): boolean => isAbout(statement, member);
    const attempts = this.options.statements.find({
      signers: this.#signersFor(member),
      isMeant,
      about: digestsOf(member),
    });
    return attempts.filter(({ outcome }) => !outcome.verified || isMeant(outcome.statement.statement));
  }
}

/** Where the manifest digest is known it decides: the OMS root covers no names. */
function isAbout(statement: Statement, { manifestDigest, sha256 }: Member): boolean {
  if (statement.predicateType !== SLSA_PROVENANCE_TYPE) return false;
  const subjects = subjectDigests(statement);
  if (manifestDigest !== undefined) return subjects.includes(manifestDigest.slice('sha256:'.length));
  return sha256 !== undefined && subjects.includes(sha256);
}

const digestsOf = ({ sha256, manifestDigest }: Member): readonly string[] => [
  ...(manifestDigest === undefined ? [] : [manifestDigest.slice('sha256:'.length)]),
  ...(sha256 === undefined ? [] : [sha256]),
];

/**
 * A signature counts for its subject only where that is the root of the files that it lists, and where they have the names that the
 * provenance states.
 */
function readAsOms(attempt: SignatureAttempt, member: Member): SignatureAttempt {
  if (!attempt.outcome.verified) return attempt;
  try {
    assertSameFiles(readOmsPredicate(attempt.outcome.statement.statement), member);
    return attempt;
  } catch (error) {
    return { ...attempt, outcome: refused(error) };
  }
}

/** One file may be called what it likes: its root says all. */
function assertSameFiles({ files }: OmsPredicate, member: Member): void {
  if (member.filesDigest === undefined || files.length === 1) return;
  const signed = filesDigest(files.map(({ name, digests }) => ({ name, sha256: digests[0] ?? '' })));
  if (signed === member.filesDigest) return;
  throw new MpkError('FILES_MISMATCH', 'it is over the same contents under other names');
}

function proofOf(attempts: readonly SignatureAttempt[]): PedigreeProof {
  const refusals = [];
  for (const { signer, outcome } of attempts) {
    if (outcome.verified) {
      return { state: 'verified', signer, by: describeIdentity(outcome.statement.signer.identity) };
    }
    refusals.push({ ...outcome, signer });
  }
  return proofOfRefusals(refusals);
}

/** What refusals alone amount to: nothing, statements by strangers, or a broken link. */
export function proofOfRefusals(refusals: readonly Refusal[]): PedigreeProof {
  const worst = tellingRefusal(refusals);
  if (worst === undefined) return { state: 'missing' };
  if (worst.code === 'IDENTITY_MISMATCH') return { state: 'foreign' };
  return { state: 'refused', code: worst.code, message: worst.message };
}

/** What verified provenance says went in; what two statements name is shown once. */
function inputsOf(attempts: readonly SignatureAttempt[]): readonly Member[] {
  const inputs = new Map<string, Member>();
  for (const { signer, outcome } of attempts) {
    if (!outcome.verified) continue;
    const provenance = outcome.statement.statement.predicate as unknown as SlsaProvenance;
    for (const dependency of provenance.buildDefinition.resolvedDependencies ?? []) {
      const member = memberOf(dependency, signer);
      const key = JSON.stringify([member.role, member.uri, ...digestsOf(member), member.name]);
      if (!inputs.has(key)) inputs.set(key, member);
    }
  }
  return [...inputs.values()];
}

function memberOf(resource: ResourceDescriptor, statedBy: string): Member {
  const { uri, name, digest } = resource;
  const sha256 = digest?.['sha256'];
  const [manifestDigest, files] = ['manifestDigest', 'filesDigest'].map((one) => digestIn(resource, one));
  return {
    name: name ?? uri ?? 'unnamed',
    ...(uri !== undefined && { uri }),
    ...(sha256 !== undefined && /^[0-9a-f]{64}$/.test(sha256) && { sha256 }),
    ...optional('manifestDigest', manifestDigest),
    ...optional('filesDigest', files),
    role: roleOf(resource),
    ...optional('relation', annotation(resource, 'relation')),
    ...optional('purpose', annotation(resource, 'purpose')),
    statedBy,
  };
}

function digestIn(resource: ResourceDescriptor, name: string): string | undefined {
  const text = annotation(resource, name);
  return text !== undefined && /^sha256:[0-9a-f]{64}$/.test(text) ? text : undefined;
}

const optional = <K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> =>
  value === undefined ? {} : ({ [key]: value } as Record<K, string>);
