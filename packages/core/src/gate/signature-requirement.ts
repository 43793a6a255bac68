// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '../errors.js';
import { diffNamed, type ManifestDiff } from '../manifest/manifest.js';
import { isIgnored } from '../model/names.js';
import { isOmsStatement, readOmsPredicate, type OmsPredicate } from '../attestation/oms-predicate.js';
import type { SignedFile } from '../attestation/oms-resources.js';
import type { SignerIdentity } from '../attestation/signer.js';
import type { Evidence } from '../evidence/types.js';
import { digestsIn, type FileDigests } from '../serialization/file-digests.js';
import { describeSerialization } from '../serialization/serialization.js';
import type { SignatureRequirement } from '../policy/types.js';
import { describeIdentity, distinctSigners } from '../statements/distinct-signers.js';
import { outcomeOf, tellingRefusal, type Refusal } from '../statements/refusals.js';
import { describeShortfall, type Shortfall } from '../statements/shortfall.js';
import { refused, type SignatureAttempt, type StatementFinder } from '../statements/statement-finder.js';
import { describeDiff } from './describe.js';
import type { RequirementResult } from './result.js';

/** A signature that verified and covers the files as the policy demands. */
export interface AcceptedSignature {
  readonly signer: string;
  readonly identity: SignerIdentity;
  /** where the bundle was found */
  readonly source: string;
  /** lowercase hex of the bundle's bytes */
  readonly bundleSha256: string;
  /** the earliest trusted time of the signature, where there is one */
  readonly signedAt?: Date;
  /** names of the files that it covers */
  readonly covers: ReadonlySet<string>;
  readonly dialect: OmsPredicate['dialect'];
}

/** The line for `signature`, and the signatures that counted. */
export interface SignatureJudgement {
  readonly line: RequirementResult;
  readonly accepted: readonly AcceptedSignature[];
}

/** Which files count: all of them, but where only a part of a model was looked at. */
type LooksAt = (name: string) => boolean;
const everything: LooksAt = () => true;

/** Counts distinct signers whose signature verifies and covers the files. */
export function judgeSignature(
  requirement: SignatureRequirement,
  evidence: Evidence,
  statements: StatementFinder,
  looksAt = everything,
): SignatureJudgement {
  const threshold = requirement.threshold ?? 1;
  const wanted =
    requirement.anyOf.length === 1 ? (requirement.anyOf[0] ?? '') : `any of ${requirement.anyOf.join(', ')}`;
  const asked = `signed by ${wanted}${threshold > 1 ? `, ${threshold} different signers` : ''}`;
  const { accepted: found, refusals } = weighSignatures(requirement, evidence, statements, looksAt);
  const accepted = newestFirst(found);
  const distinct = distinctSigners(accepted);
  if (distinct.length >= threshold) {
    const who = distinct.map((signature) => describeSignature(signature, accepted)).join(' and ');
    return { accepted, line: { id: 'signature', outcome: 'pass', code: 'PASSED', asked, found: `signed by ${who}` } };
  }
  const short = { signers: requirement.anyOf, accepted, distinct: distinct.length, threshold, refusals };
  return { accepted, line: { id: 'signature', asked, ...refusalLine(evidence, short) } };
}

/** Signatures of each signer from the newest to the oldest; of those without a trusted time, the one found last is the newest. */
function newestFirst(accepted: readonly AcceptedSignature[]): readonly AcceptedSignature[] {
  const time = ({ signedAt }: AcceptedSignature): number => signedAt?.getTime() ?? 0;
  const bySigner = Map.groupBy(accepted, ({ signer }) => signer);
  return [...bySigner.values()].flatMap((list) => list.toReversed().sort((a, b) => time(b) - time(a)));
}

/** Who signed; of several signatures by one signer that count, which of them is the newest, where a trusted time says so. */
function describeSignature(
  { signer, identity, source, signedAt }: AcceptedSignature,
  accepted: readonly AcceptedSignature[],
): string {
  const count = accepted.filter((other) => other.signer === signer).length;
  const newest = count > 1 && signedAt !== undefined ? `; the newest of ${count} is ${source}` : '';
  return `${signer} (${describeIdentity(identity)}${newest})`;
}

/** Tries the signers of a requirement on every bundle of the model: signatures over these very files, and why others are none. */
export function weighSignatures(
  requirement: SignatureRequirement,
  evidence: Evidence,
  statements: StatementFinder,
  looksAt = everything,
): { readonly accepted: readonly AcceptedSignature[]; readonly refusals: readonly Refusal[] } {
  const accepted: AcceptedSignature[] = [];
  const refusals: Refusal[] = [];
  for (const attempt of statements.find({ signers: requirement.anyOf, isMeant: isOmsStatement })) {
    const weighed = weigh(attempt, { evidence, requirement, looksAt });
    if ('code' in weighed) refusals.push({ ...weighed, bundleSha256: attempt.bundleSha256 });
    else accepted.push(weighed);
  }
  return { accepted, refusals };
}

/** What a signature is held against. */
interface Weighing {
  readonly evidence: Evidence;
  readonly requirement: SignatureRequirement;
  readonly looksAt: LooksAt;
}

/** What one attempt comes to: a signature over these very files, or why not. */
function weigh(attempt: SignatureAttempt, weighing: Weighing): AcceptedSignature | Refusal {
  const { signer, source, bundleSha256, outcome } = attempt;
  if (!outcome.verified) return { ...outcome, signer };
  const { statement, signer: proven } = outcome.statement;
  let predicate: OmsPredicate;
  try {
    predicate = readOmsPredicate(statement);
  } catch (error) {
    return { ...refused(error), signer };
  }
  const signed = signedFiles(predicate, weighing);
  const fault = faultOf(predicate, signed, weighing);
  if (fault !== undefined) return { ...fault, signer };
  const [signedAt] = [...proven.timestamps].sort((x, y) => x.getTime() - y.getTime());
  return {
    signer,
    identity: proven.identity,
    source,
    bundleSha256,
    ...(signedAt && { signedAt }),
    covers: new Set(signed.map(({ name }) => name)),
    dialect: predicate.dialect,
  };
}

type LineEnd = Pick<RequirementResult, 'outcome' | 'code' | 'found' | 'fix'>;

function refusalLine(evidence: Evidence, short: Shortfall): LineEnd {
  if (evidence.bundles.length === 0) {
    return {
      outcome: 'fail',
      code: 'SIGNATURE_MISSING',
      found: evidence.model.singleFile
        ? `no signature ${evidence.model.name}.sig beside the file`
        : 'no signature model.sig in the model',
      fix: 'sign the model (mpk sign), or name its signature (--signature)',
    };
  }
  const worst = tellingRefusal(short.refusals);
  if (worst === undefined || short.distinct > 0) {
    return {
      outcome: 'fail',
      code: 'SIGNATURE_MISSING',
      found: describeShortfall(short),
      fix: 'have the missing signers sign the model',
    };
  }
  return {
    outcome: outcomeOf(worst),
    code: worst.code,
    found: worst.message,
    fix:
      worst.hint ?? FIXES[worst.code] ?? 'check the signature file, and the keys or certificates that should verify it',
  };
}

const FIXES: Partial<Record<ErrorCode, string>> = {
  SIGNATURE_INVALID: 'get the model and its signature again from whoever signed it',
  FILES_MISMATCH: 'get the model again from whoever signed it; do not use these files',
  IDENTITY_MISMATCH: 'check who should sign this model, and with which key or identity',
  CERTIFICATE_INVALID: 'sign again with a valid certificate, or name the right certificate authority or trusted root',
  LOG_ENTRY_INVALID: 'sign again, or name the root of trust of the instance that signed it',
  TIMESTAMP_INVALID: 'sign again with a timestamp of an authority that the policy trusts',
  KEY_INVALID: 'check that the key is a public key, EC P-256, P-384 or P-521 or Ed25519, in PEM',
  TRUST_INVALID: 'update the cache of trust (mpk trust update), or name the root of trust as a file',
};

function faultOf(
  predicate: OmsPredicate,
  signed: readonly SignedFile[],
  { evidence, requirement }: Weighing,
): Omit<Refusal, 'signer'> | undefined {
  const { hash } = predicate.serialization;
  if (requirement.hashes?.includes(hash) === false) {
    const message = `the signature is over digests of ${hash}, the policy accepts ${requirement.hashes.join(', ')}`;
    return { code: 'REQUIREMENT_FAILED', message, hint: 'have the model signed over one of these hashes' };
  }
  const measured = digestsIn(predicate.serialization, evidence.model, evidence.model.serializations ?? []);
  const diff = measured ? diffNamed(signed.map(toPair), measured.map(toPair)) : sizeDiff(signed, evidence);
  const unsigned = unsignedNames(diff, predicate, requirement);
  const differs = diff.missing.length + diff.changed.length + unsigned.length > 0;
  if (!differs && signed.length === 0) return ofOthers;
  if (!differs) return measured ? undefined : notMeasured(predicate);
  const hint = emptyHint(unsigned, predicate, evidence);
  return {
    code: 'FILES_MISMATCH',
    message: describeDiff({ ...diff, added: unsigned }, 'signed'),
    ...(hint && { hint }),
  };
}

/** An empty file has no shards, so that anybody may add or remove it: it counts as unsigned, and that deserves a word. */
function emptyHint(
  unsigned: readonly string[],
  { serialization }: OmsPredicate,
  { model }: Evidence,
): string | undefined {
  if (serialization.method !== 'shards') return undefined;
  const empty = new Set(model.files.filter(({ sizeBytes }) => sizeBytes === 0).map(({ name }) => name));
  if (!unsigned.some((name) => empty.has(name))) return undefined;
  return 'a signature over shards does not speak of empty files: have the model signed over files, or allow unsigned files';
}

/** Without digests, names and sizes can still show that these are not the files that were signed; never that they are. */
function sizeDiff(signed: readonly SignedFile[], { model }: Evidence): ManifestDiff {
  const known = new Map(signed.map(({ name, sizeBytes }) => [name, sizeBytes]));
  return diffNamed(
    signed.map(({ name, sizeBytes }) => [name, String(sizeBytes)]),
    model.files.map(({ name, sizeBytes }) => [name, String(known.get(name) === undefined ? undefined : sizeBytes)]),
  );
}

/** What a file is by its digests: over shards their number and order count, and so its size. */
const toPair = ({ name, digests }: FileDigests): [string, string] => [name, digests.join(' ')];

/** Where unsigned files are allowed, a signature that speaks of none of these would agree with whatever they hold. */
const ofOthers: Omit<Refusal, 'signer'> = {
  code: 'NOTHING_TO_CHECK',
  message: 'the signature covers none of the files that were looked at',
  hint: 'look at files that were signed, or have these signed',
};

const notMeasured = ({ serialization }: OmsPredicate): Omit<Refusal, 'signer'> => ({
  code: 'NOT_MEASURED',
  message: `the signature is over ${describeSerialization(serialization)}, and the evidence has no such digests`,
  hint: 'verify the model itself with this signature beside it, or named (--signature); or sign it over files and sha256',
});

function unsignedNames(
  diff: ManifestDiff,
  predicate: OmsPredicate,
  requirement: SignatureRequirement,
): readonly string[] {
  switch (requirement.unsignedFiles ?? 'deny') {
    case 'allow':
      return [];
    case 'allow-ignored':
      return diff.added.filter((name) => !isIgnored(name, predicate.ignorePaths));
    case 'deny':
      return diff.added;
  }
}

/** The signed files that count. model_signing names the one file of a model `.`: it then stands for whatever the file is called. */
function signedFiles({ files }: OmsPredicate, { evidence: { model }, looksAt }: Weighing): readonly SignedFile[] {
  const [only] = model.files;
  const [signed] = files;
  const named = model.singleFile && only && signed?.name === '.' ? [{ ...signed, name: only.name }] : files;
  return named.filter(({ name }) => looksAt(name));
}

/** Files that no accepted signature covers. */
export const uncovered = (names: readonly string[], accepted: readonly AcceptedSignature[]): readonly string[] =>
  names.filter((name) => !accepted.some(({ covers }) => covers.has(name)));

/** What a reader of the answer should know of signatures that counted. */
export const signatureWarnings = (accepted: readonly AcceptedSignature[]): readonly string[] =>
  accepted
    .filter(({ dialect }) => dialect === 'v0.2')
    .map(
      ({ signer }) =>
        `the signature by ${signer} is of model_signing 0.2, from before the specification: sign the model again`,
    );
