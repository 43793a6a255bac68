// SPDX-License-Identifier: Apache-2.0
import {
  createStatementFinder,
  effectivePolicyFromDocument,
  exitOf,
  judge,
  resultOfError,
  type EffectivePolicy,
  type Evidence,
  type InspectionRequirement,
  type Severity,
} from '@mpk/core';
import type { BaseDifference } from '@mpk/inspect';
import type { MeasuredBase } from './base/measured-base.js';
import { openBase, type BaseOptions } from './base/open-base.js';
import { collectLocated, locate, type CollectOptions } from './collect-evidence.js';
import { createBaseResult, type BaseResult } from './inspect/base-result.js';
import { createInspectResult } from './inspect/create-result.js';
import { INSPECT_RESULT_SCHEMA, type InspectResult } from './inspect/result.js';
import { loadPolicy, type PolicySource } from './policy.js';

export { ALLOW_LISTS, CHECKS, RULES } from '@mpk/inspect';
export type { AllowList, Check, CheckAbout } from '@mpk/inspect';
export type { BaseOptions } from './base/open-base.js';
export type { BaseResult, ChangedTensor } from './inspect/base-result.js';
export { INSPECT_RESULT_SCHEMA } from './inspect/result.js';
export { inspectResultSchema } from './inspect/schema.js';
export { assertOutputs } from './inspect/outputs.js';
export { toJunit } from './inspect/junit.js';
export { toMarkdown } from './inspect/markdown.js';
export { toSarif } from './inspect/sarif.js';
export type { FileOutcome, InspectFinding, InspectResult, InspectedFileResult } from './inspect/result.js';

/** Options of {@link inspectModel}. */
export interface InspectOptions extends CollectOptions {
  /** whose inspection requirement and exceptions count; without one: fail on high, and inconclusive is no pass */
  readonly policy?: PolicySource;
  /** without a policy: least severity that fails */
  readonly failOn?: Severity;
  /** without a policy: let pass what could not be looked into */
  readonly allowInconclusive?: boolean;
  /** what the model was made from, to be held against it */
  readonly base?: BaseOptions | undefined;
  readonly now?: Date;
}

/** The answer, and the facts that it rests on where they could be collected. */
export interface InspectOutcome {
  readonly result: InspectResult;
  readonly evidence?: Evidence;
  /** exit status after the policy's mode */
  readonly exitCode: number;
}

/**
 * Reads a model once, digests it, and runs every check over what its files hold. No signature is verified.
 *
 * Never throws for what is wrong with the model: that is an answer too.
 */
export async function inspectModel(options: InspectOptions): Promise<InspectOutcome> {
  let policy: EffectivePolicy | undefined;
  try {
    const now = options.now ?? new Date();
    policy = options.policy === undefined ? await adHocInspection(options) : await loadPolicy(options.policy, now);
    const depth = { formats: true, inspection: true, ancestors: false, serializations: false, now };
    const located = locate(options, depth);
    const base = options.base && (await openBase(options.base, options, now));
    let found: BaseDifference | undefined;
    const onDifference = (difference: BaseDifference): void => void (found = difference);
    const comparing = base && { measured: base, onDifference };
    const evidence = await collectLocated(located, options, { ...depth, base: comparing });
    return answer({ evidence, policy, now, base: resultOf(base, found) });
  } catch (error) {
    const judged = resultOfError(error, options.uri ?? options.model, policy);
    const { verdict, code, mode, model } = judged;
    const result: InspectResult = {
      schema: INSPECT_RESULT_SCHEMA,
      verdict,
      code,
      mode,
      model,
      ...(judged.policy && { policy: judged.policy }),
      summary: NOTHING,
      files: [],
      findings: [],
      reason: judged.error?.message ?? '',
      ...(judged.error && { error: judged.error }),
    };
    return { result, exitCode: exitOf(judged) };
  }
}

const NOTHING: InspectResult['summary'] = {
  files: 0,
  passed: 0,
  failed: 0,
  inconclusive: 0,
  findings: { info: 0, low: 0, medium: 0, high: 0, critical: 0 },
  waived: 0,
  bytesInspected: 0,
  sizeBytes: 0,
};

const resultOf = (base?: MeasuredBase, difference?: BaseDifference): BaseResult | undefined =>
  base && difference && createBaseResult(base, difference);

interface Collected {
  readonly evidence: Evidence;
  readonly policy: EffectivePolicy;
  readonly now: Date;
  readonly base: BaseResult | undefined;
}

function answer({ evidence, policy, now, base }: Collected): InspectOutcome {
  const requirement = policy.document.spec.requirements?.inspection ?? {};
  const judged = judge({
    evidence,
    policy: onlyInspection(policy, requirement),
    statements: createStatementFinder({ bundles: [] }, []),
    now,
  });
  const result = createInspectResult({ evidence, policy, requirement, judged, now, base });
  return { result, evidence, exitCode: exitOf(judged) };
}

/** The policy without what speaks of anything else: an inspection answers one question. */
const onlyInspection = (policy: EffectivePolicy, inspection: InspectionRequirement): EffectivePolicy => ({
  ...policy,
  notEnforced: [],
  document: {
    ...policy.document,
    spec: { ...policy.document.spec, requirements: { inspection }, rules: [] },
  },
});

/** The policy that flags stand for. */
function adHocInspection({ failOn, allowInconclusive }: InspectOptions): Promise<EffectivePolicy> {
  const inspection: InspectionRequirement = {
    failOn: failOn ?? 'high',
    inconclusive: allowInconclusive === true ? 'allow' : 'deny',
  };
  return effectivePolicyFromDocument(
    {
      apiVersion: 'modelprovenance.dev/v1alpha1',
      kind: 'ModelPolicy',
      metadata: { name: 'inspection' },
      spec: { requirements: { inspection } },
    },
    {},
  );
}
