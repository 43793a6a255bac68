// SPDX-License-Identifier: Apache-2.0
import type { VerificationSummary } from '../attestation/predicates/vsa.js';
import { MpkError } from '../errors.js';
import type { Evidence } from '../evidence/types.js';
import { endOfDay } from '../policy/day.js';
import { durationMs } from '../policy/duration.js';
import { DEFAULT_VSA_MAX_AGE, type EffectivePolicy } from '../policy/types.js';
import type { Judgement } from './judge.js';

/** What {@link createVerificationSummary} needs. */
export interface SummaryOptions {
  readonly judgement: Judgement;
  readonly evidence: Evidence;
  readonly policy: EffectivePolicy;
  /** URI of whoever decides; default the policy's `vsa.verifierId` */
  readonly verifierId?: string;
  readonly now: Date;
}

/**
 * The verification summary (SLSA VSA predicate) of a decision.
 *
 * PASSED is for a pass in full under `enforce` and nothing else; it ends when what it rests on does: the policy's `maxAge`, the
 * exceptions that were used, the keys that signed, and certificates for which no trusted timestamp speaks.
 *
 * @throws MpkError `USAGE` where nothing names the verifier; `NOTHING_TO_CHECK` for a decision that cannot be summed up:
 * undecided, under `warn` or `audit`, or itself taken from a summary
 */
export function createVerificationSummary(options: SummaryOptions): VerificationSummary {
  const { judgement, evidence, policy, now } = options;
  const { result, inputs } = judgement;
  const verifierId = options.verifierId ?? policy.document.spec.vsa?.verifierId;
  if (verifierId === undefined) {
    throw new MpkError('USAGE', 'nothing says who the verifier is', {
      hint: 'give --verifier-id, or spec.vsa.verifierId in the policy',
    });
  }
  assertSummable(judgement);
  const passed = result.verdict === 'pass';
  return {
    verifier: { id: verifierId, version: { [evidence.tool.name]: evidence.tool.version } },
    timeVerified: now.toISOString(),
    resourceUri: result.model.uri,
    policy: {
      uri: `policy:${policy.document.metadata.name}`,
      digest: { sha256: policy.digest.slice('sha256:'.length) },
    },
    inputAttestations: inputs.map(({ source, sha256 }) => ({ uri: source, digest: { sha256 } })),
    verificationResult: passed ? 'PASSED' : 'FAILED',
    verifiedLevels: [passed ? 'MPK_POLICY_PASSED' : 'FAILED'],
    mpk_expiresOn: expiryOf(options).toISOString(),
  };
}

function assertSummable({ result }: Judgement): void {
  const refuse = (why: string): MpkError => new MpkError('NOTHING_TO_CHECK', `no summary is written: ${why}`);
  if (result.verdict === 'undecided') throw refuse('nothing was decided');
  if (result.verdict === 'fail') return;
  if (result.mode !== 'enforce') throw refuse(`the policy is in mode ${result.mode}`);
  if (result.requirements.some(({ id, outcome }) => id === 'vsa' && outcome === 'pass')) {
    throw refuse('this pass was itself taken from a summary');
  }
}

/** The first of all ends that the decision depends on. */
function expiryOf({ judgement, policy, now }: SummaryOptions): Date {
  const { spec } = policy.document;
  const maxAge = now.getTime() + durationMs(spec.vsa?.maxAge ?? DEFAULT_VSA_MAX_AGE);
  const used = new Set(judgement.result.requirements.flatMap(({ exception }) => exception ?? []));
  const exceptions = (spec.exceptions ?? []).filter(({ id }) => used.has(id)).map(({ expires }) => endOfDay(expires));
  const keys = judgement.signers.flatMap((name) => {
    const signer = spec.trust?.signers?.[name];
    return signer !== undefined && 'key' in signer && signer.key.notAfter !== undefined
      ? [endOfDay(signer.key.notAfter)]
      : [];
  });
  const certificates = judgement.inputs.flatMap(({ goodUntil }) => goodUntil ?? []);
  return new Date(Math.min(maxAge, ...[...exceptions, ...keys, ...certificates].map((end) => end.getTime())));
}
