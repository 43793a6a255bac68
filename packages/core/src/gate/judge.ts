// SPDX-License-Identifier: Apache-2.0
import { attestedClaims } from '../claims/attested/attested-provenance.js';
import { codeOf, exitFor, isMpkError, type ErrorCode } from '../errors.js';
import type { Evidence } from '../evidence/types.js';
import { CLAIMS_NAME, DEFAULT_SIGNATURE_NAME } from '../model/names.js';
import { celContext, type CelAttestation, type CelContextOptions, type CelSignature } from '../policy/cel-context.js';
import type { CelEngine } from '../policy/cel.js';
import { asksForClaims } from '../policy/expressions.js';
import { findException } from '../policy/exceptions.js';
import { policyApplies } from '../policy/match.js';
import type { EffectivePolicy, PolicyRule } from '../policy/types.js';
import { judgeAttestation, toCelAttestations } from './attestation-requirement.js';
import { judgeAudit } from './audit-requirement.js';
import { judgeBom } from './bom-requirement.js';
import { CLAIMS_NOT_COLLECTED } from './claims-not-collected.js';
import { judgeLicenses } from './licenses-requirement.js';
import { judgeMetadata } from './metadata-requirement.js';
import { judgeFiles, judgeFormats } from './content-requirements.js';
import { judgeInspection } from './inspection-requirement.js';
import { judgeIdentity } from './identity-requirement.js';
import { judgeInputs } from './inputs-requirement.js';
import { distinctSigners } from '../statements/distinct-signers.js';
import { FORMATS_NOT_MEASURED, lacksFormats } from './lacks-formats.js';
import { judgeProvenance, provenanceSigners } from './provenance-requirement.js';
import { guarded, notApplicable, notEnforced, nothingToCheck, policyOf, verdictOf } from './lines.js';
import { RESULT_SCHEMA, type RequirementResult, type VerifyResult } from './result.js';
import { judgeSignature, signatureWarnings, type AcceptedSignature } from './signature-requirement.js';
import type { StatementFinder, VerifiedBundle } from '../statements/statement-finder.js';
import { judgeVsa } from './vsa-acceptance.js';

/** Everything a decision rests on. */
export interface JudgeInput {
  readonly evidence: Evidence;
  readonly policy: EffectivePolicy;
  /** the statements of the evidence, verified by the signers of the policy */
  readonly statements: StatementFinder;
  /** evaluates rules; needed only where the policy has some */
  readonly cel?: CelEngine;
  /** let a verification summary stand for an earlier pass, where the policy allows that */
  readonly acceptVsa?: boolean;
  /** what the reader of the answer should know and no requirement says */
  readonly warnings?: readonly string[];
  readonly now: Date;
}

/**
 * Evidence in, verdict out; pure.
 *
 * Every requirement gives a line. One `fail` makes the verdict `fail`; else one `undecided` makes it `undecided`. A check
 * that breaks gives an `undecided` line, never silence. The mode changes nothing here, see {@link exitOf}.
 */
export const judge = (input: JudgeInput): VerifyResult => judgeFully(input).result;

/** A result, and what it rests on. */
export interface Judgement {
  readonly result: VerifyResult;
  /** the bundles that made the signature requirement pass: SHA-256, lowercase hex */
  readonly acceptedBundles: readonly string[];
  /** every bundle that verified on the way */
  readonly inputs: readonly VerifiedBundle[];
  /** names of the signers of those */
  readonly signers: readonly string[];
}

/** As {@link judge}, with the bundles that counted: for whoever hands the model on with its signature. */
export function judgeFully(input: JudgeInput): Judgement {
  const { lines: found, accepted } = linesOf(input);
  const lines = found.map((line) => waive(line, input));
  const signed = lines.some(({ id, outcome }) => id === 'signature' && outcome === 'pass');
  const verified = input.statements.verified();
  return {
    result: resultOf({ ...input, warnings: [...(input.warnings ?? []), ...signatureWarnings(accepted)] }, lines),
    acceptedBundles: signed ? [...new Set(accepted.map((signature) => signature.bundleSha256))] : [],
    inputs: verified,
    signers: [...new Set(verified.flatMap(({ signers }) => signers))],
  };
}

/** The claims file, where each line is signed by somebody whom the policy knows: in one of nobody's, anything may stand. */
function isVouchedFor(name: string, { evidence, policy, statements }: JudgeInput): boolean {
  if (name !== CLAIMS_NAME) return false;
  const signers = Object.keys(policy.document.spec.trust?.signers ?? {});
  const attempts = statements.find({ signers, isMeant: () => true });
  const verified = new Set(attempts.filter(({ outcome }) => outcome.verified).map(({ source }) => source));
  const lines = evidence.bundles.filter(({ source }) => source.startsWith(`${CLAIMS_NAME}:`));
  return lines.length > 0 && lines.every(({ source }) => verified.has(source));
}

function resultOf(input: JudgeInput, lines: readonly RequirementResult[]): VerifyResult {
  const { evidence, policy, warnings = [] } = input;
  const { spec } = policy.document;
  const { verdict, code } = verdictOf(lines);
  const ignored = evidence.model.ignored.filter(
    (name) => name !== DEFAULT_SIGNATURE_NAME && !isVouchedFor(name, input),
  );
  return {
    schema: RESULT_SCHEMA,
    verdict,
    code,
    mode: spec.mode ?? 'enforce',
    model: {
      uri: evidence.model.uri,
      manifestDigest: evidence.model.manifestDigest,
      omsRootDigest: evidence.model.omsRootDigest,
      ...(ignored.length > 0 && { ignored: ignored.slice(0, MAX_IGNORED_SHOWN) }),
    },
    policy: policyOf(policy),
    requirements: lines,
    ...(warnings.length > 0 && { warnings }),
  };
}

/** Most left-out names that a result lists; the evidence lists all. */
const MAX_IGNORED_SHOWN = 20;

const NEVER_EXCUSED: readonly string[] = ['CANCELLED', 'INTERNAL', 'PARTIAL', 'USAGE'] satisfies ErrorCode[];

/** The exit status of a result: `warn` and `audit` keep the true verdict and never stop a pipeline. */
export function exitOf(result: Pick<VerifyResult, 'verdict' | 'code' | 'mode'>): number {
  if (result.verdict === 'pass') return 0;
  // Not verdicts of the policy, so that its mode says nothing about them.
  if (NEVER_EXCUSED.includes(result.code)) return exitFor(result.code as ErrorCode);
  if (result.mode !== 'enforce') return 0;
  if (result.verdict === 'fail') return 10;
  return result.code === 'PASSED' ? 20 : exitFor(result.code);
}

interface Lines {
  readonly lines: readonly RequirementResult[];
  readonly accepted: readonly AcceptedSignature[];
}

function linesOf(input: JudgeInput): Lines {
  const { evidence, policy } = input;
  const { requirements = {}, rules = [] } = policy.document.spec;
  if (!policyApplies(policy, evidence.model)) return { lines: [notApplicable(evidence)], accepted: [] };
  const lines: RequirementResult[] = [];
  if (policy.notEnforced.length > 0) lines.push(notEnforced(policy.notEnforced));
  const { vsa } = policy.document.spec;
  if (input.acceptVsa === true) {
    const line = vsa === undefined ? noVsa() : guarded('vsa', () => judgeVsa(vsa, input));
    if (line.outcome === 'pass') return { lines: [...lines, line], accepted: [] };
    // Advice whatever went wrong: all else is judged as ever.
    lines.push({ ...line, mode: 'audit' });
  }
  const { identity, signature, files, formats, attestations = [], provenance } = requirements;
  const { inspection, audit, licenses, metadata, bom } = requirements;
  let accepted: readonly AcceptedSignature[] | undefined;
  if (identity) lines.push(guarded('identity', () => judgeIdentity(identity, evidence, policy)));
  if (signature) {
    const line = guarded('signature', () => {
      const judgement = judgeSignature(signature, evidence, input.statements);
      // Without one, the line for the signature says all there is to say.
      if (judgement.accepted.length > 0) accepted = judgement.accepted;
      return judgement.line;
    });
    lines.push(line);
  }
  if (files) lines.push(guarded('files', () => judgeFiles(files, evidence, accepted)));
  if (formats) lines.push(guarded('formats', () => judgeFormats(formats, evidence)));
  if (inspection) lines.push(guarded('inspection', () => judgeInspection(inspection, input)));
  if (audit) lines.push(guarded('audit', () => judgeAudit(audit, evidence)));
  if (licenses) lines.push(guarded('licenses', () => judgeLicenses(licenses, evidence)));
  if (metadata) lines.push(guarded('metadata', () => judgeMetadata(metadata, withAttestedClaims(input))));
  if (bom) lines.push(guarded('bom', () => judgeBom(bom, evidence)));
  const attested: CelAttestation[] = [];
  for (const requirement of attestations) {
    const line = guarded(`attestation:${requirement.id}`, () => {
      const judgement = judgeAttestation(requirement, input);
      attested.push(...toCelAttestations(requirement.id, judgement.accepted));
      return judgement.line;
    });
    lines.push(line);
  }
  const ownSigners = provenanceSigners(requirements);
  if (provenance) lines.push(guarded('provenance', () => judgeProvenance(provenance, ownSigners, input)));
  for (const id of ['baseModels', 'datasets'] as const) {
    const inputs = requirements[id];
    if (inputs) lines.push(guarded(id, () => judgeInputs(id, inputs, { ...input, ownSigners })));
  }
  // As the threshold counts them: a rule that counts is not deceived by one key under two names.
  const seen = { signatures: distinctSigners(accepted ?? []).map(toCelSignature), attestations: attested };
  lines.push(...rules.map((rule) => guarded(`rule:${rule.id}`, () => judgeRule(rule, input, seen))));
  if (lines.every((line) => line.mode !== undefined)) lines.push(nothingToCheck());
  return { lines, accepted: accepted ?? [] };
}

/** The evidence, with what signers of the policy stated of the model in its provenance; unread where nobody collected facts. */
function withAttestedClaims({ evidence, policy, statements }: JudgeInput): Evidence {
  if (evidence.claims === undefined) return evidence;
  const signers = Object.keys(policy.document.spec.trust?.signers ?? {});
  const attested = attestedClaims({ statements, signers, manifestDigest: evidence.model.manifestDigest });
  return { ...evidence, claims: [...evidence.claims, ...attested] };
}

function judgeRule(
  rule: PolicyRule,
  input: JudgeInput,
  seen: Pick<CelContextOptions, 'signatures' | 'attestations'>,
): RequirementResult {
  const { policy, cel, now } = input;
  const evidence = asksForClaims(rule.cel) ? withAttestedClaims(input) : input.evidence;
  const advisory = rule.mode === 'warn' || rule.mode === 'audit' ? { mode: rule.mode } : {};
  const base = { id: `rule:${rule.id}`, asked: rule.cel, ...advisory };
  if (cel === undefined) {
    return { ...base, outcome: 'undecided', code: 'CHECK_BROKEN', found: 'no evaluator for rules was given' };
  }
  if (lacksFormats(rule.cel, evidence)) return { ...base, ...FORMATS_NOT_MEASURED };
  if (asksForClaims(rule.cel) && evidence.claims === undefined) return { ...base, ...CLAIMS_NOT_COLLECTED };
  const answer = cel.evaluateRule(rule, celContext(evidence, { ...seen, policy: policy.document, now }));
  if (answer.outcome === 'pass') return { ...base, outcome: 'pass', code: 'PASSED', found: rule.cel };
  return {
    ...base,
    outcome: answer.outcome,
    code: answer.outcome === 'fail' ? 'REQUIREMENT_FAILED' : 'CHECK_BROKEN',
    found: `${rule.message} (${answer.message})`,
    ...(rule.fix !== undefined && { fix: rule.fix }),
  };
}

function toCelSignature({ signer, identity }: AcceptedSignature): CelSignature {
  switch (identity.method) {
    case 'key':
      return { method: 'key', signer, identity: identity.keyDigest };
    case 'certificate':
      return { method: 'certificate', signer, subject: identity.subject };
    case 'keyless':
      return { method: 'keyless', signer, identity: identity.identity, issuer: identity.issuer };
  }
}

/** Applies an exception to a line that is not met; an expired one is named, so that nobody wonders. */
function waive(line: RequirementResult, { policy, evidence, now }: JudgeInput): RequirementResult {
  if (line.outcome === 'pass') return line;
  const found = findException(policy, line.id, evidence.model.manifestDigest, now);
  if (found === undefined) return line;
  const { exception, state } = found;
  if (state === 'expired') {
    return { ...line, found: `${line.found} (exception ${exception.id} expired on ${exception.expires})` };
  }
  const why = `${line.found} (waived by ${exception.id} until ${exception.expires}: ${exception.reason})`;
  return { ...line, outcome: 'pass', code: 'PASSED', found: why, exception: exception.id };
}

const noVsa = (): RequirementResult => ({
  id: 'vsa',
  outcome: 'fail',
  code: 'NOTHING_TO_CHECK',
  asked: 'an earlier pass, as a summary states it',
  found: 'the policy accepts no summaries',
  fix: 'say in spec.vsa whose summaries count',
});

/** A result for when an error kept us from deciding anything; it keeps the policy's mode where the policy could be read. */
export function resultOfError(error: unknown, uri: string, policy?: EffectivePolicy): VerifyResult {
  const code = codeOf(error);
  const known = isMpkError(error);
  return {
    schema: RESULT_SCHEMA,
    verdict: exitFor(code) === 10 ? 'fail' : 'undecided',
    code,
    mode: policy?.document.spec.mode ?? 'enforce',
    model: { uri },
    ...(policy && { policy: policyOf(policy) }),
    requirements: [],
    error: {
      message: known ? error.message : 'unexpected failure',
      ...(known && error.hint !== undefined && { hint: error.hint }),
    },
  };
}
